#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <vamp-hostsdk/vamp-hostsdk.h>

#include "Declaration.hpp"
#include "songboard_plugin.h"

/// What the plugin gave at one call.
struct FeatureBatch {
  const Vamp::Plugin::FeatureList &features;
  /// The number of the call that gave them, from 0.
  size_t call;
  /// Whether they came after the last call, and belong to no block.
  bool isRemaining;
};

/// A plugin that works through the samples of one track.
///
/// Blocks and their count are those of vamp-simple-host. Block `i` of a plugin in the time domain starts at sample
/// `i * step`; that of one in the frequency domain is centred there, as sonic-annotator does it, so that its first half
/// block is before the track, and silent. So the rows of both stand where those of songboard's own stages stand.
class Analysis {
 public:
  using Sink = std::function<void(const FeatureBatch &)>;

  /// Starts a plugin with a stage's settings. Throws `Failure` if it does not start.
  Analysis(const Declaration &declaration, sb_context *context, double sampleRate);

  /// The output, as the plugin describes it now that it has started.
  const Vamp::Plugin::OutputDescriptor &output() const { return descriptor; }
  /// Blocks a second.
  double callRate() const { return sampleRate / double(step); }
  /// The samples of a block.
  size_t blockSize() const { return block; }
  bool isInFrequencyDomain() const { return isSpectral; }

  /// Takes samples; the sink takes what the plugin gives, which may be nothing.
  void take(const float *samples, size_t count, const Sink &sink);
  /// There are no more samples: fills up the last blocks with silence.
  void finish(const Sink &sink);

 private:
  void chooseSizes(const Declaration &declaration, sb_context *context);
  void process(const float *samples, const Sink &sink);
  void tell(Vamp::Plugin::FeatureSet features, bool isRemaining, const Sink &sink) const;

  std::unique_ptr<Vamp::Plugin> plugin;
  double sampleRate;
  bool isSpectral = false;
  size_t step = 0, block = 0;
  Vamp::Plugin::OutputDescriptor descriptor;
  int outputIndex = 0;
  size_t calls = 0;
  /// Samples from the start of the next block on.
  std::vector<float> waiting;
};
