#include "Analysis.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "Failure.hpp"

using namespace std;
using Vamp::Plugin;
using Vamp::RealTime;
using Vamp::HostExt::PluginInputDomainAdapter;
using Vamp::HostExt::PluginWrapper;

Analysis::Analysis(const Declaration &declaration, sb_context *context, double sampleRate)
    : plugin(load(declaration.name, sampleRate)), sampleRate(sampleRate) {
  declaration.parameters.apply(context, *plugin);
  auto *wrapper = dynamic_cast<PluginWrapper *>(plugin.get());
  // Centred blocks need no shift of their times.
  if (auto *adapter = wrapper ? wrapper->getWrapper<PluginInputDomainAdapter>() : nullptr) {
    isSpectral = true;
    adapter->setProcessTimestampMethod(PluginInputDomainAdapter::NoShift);
  }
  chooseSizes(declaration, context);
  if (!plugin->initialise(1, step, block)) {
    throw Failure(
        declaration.name.key() + " does not start with blocks of " + to_string(block) + " samples, " + to_string(step) +
            " apart, at " + to_string(lround(sampleRate)) + " Hz",
        "many plugins want 44.1 kHz: set source.rate to 44.1 kHz or own; else try block_size and step_size");
  }
  descriptor = ::descriptor(declaration.name, *plugin);
  const Plugin::OutputList outputs = plugin->getOutputDescriptors();
  while (outputs[size_t(outputIndex)].identifier != declaration.name.output) outputIndex++;
  if (isDense(descriptor) != declaration.isDense) {
    throw Failure(
        declaration.name.id() + " gives other results with these settings than it describes: " +
            (declaration.isDense ? "no rows of one width" : "rows of one width"),
        "choose other settings");
  }
  if (isSpectral) waiting.assign(block / 2, 0);
}

void Analysis::chooseSizes(const Declaration &declaration, sb_context *context) {
  block = declaration.parameters.blockSize(context).value_or(plugin->getPreferredBlockSize());
  step = declaration.parameters.stepSize(context).value_or(plugin->getPreferredStepSize());
  if (block == 0) block = 1024;
  if (step == 0) step = isSpectral ? max<size_t>(1, block / 2) : block;
  if (step <= block) return;
  if (declaration.parameters.stepSize(context) || declaration.parameters.blockSize(context)) {
    throw Failure(
        "step_size " + to_string(step) + " is longer than block_size " + to_string(block),
        "choose a shorter step, or samples between blocks are lost");
  }
  block = isSpectral ? step * 2 : step;
}

void Analysis::take(const float *samples, size_t count, const Sink &sink) {
  waiting.insert(waiting.end(), samples, samples + count);
  size_t start = 0;
  for (; waiting.size() - start >= block; start += step) process(waiting.data() + start, sink);
  waiting.erase(waiting.begin(), waiting.begin() + ptrdiff_t(start));
}

void Analysis::finish(const Sink &sink) {
  // As many blocks as vamp-simple-host gives after the last whole one.
  size_t last = max<size_t>(1, block / step - 1);
  for (size_t i = 0; i < last; i++) {
    waiting.resize(max(waiting.size(), block), 0);
    process(waiting.data(), sink);
    waiting.erase(waiting.begin(), waiting.begin() + ptrdiff_t(step));
  }
  tell(plugin->getRemainingFeatures(), true, sink);
}

void Analysis::process(const float *samples, const Sink &sink) {
  const RealTime time = RealTime::frame2RealTime(long(calls * step), unsigned(lround(sampleRate)));
  tell(plugin->process(&samples, time), false, sink);
  calls++;
}

void Analysis::tell(Plugin::FeatureSet features, bool isRemaining, const Sink &sink) const {
  auto mine = features.find(outputIndex);
  if (mine != features.end() && !mine->second.empty()) sink({mine->second, calls, isRemaining});
}
