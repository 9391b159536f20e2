#pragma once

#include <memory>
#include <string>

#include <vamp-hostsdk/vamp-hostsdk.h>

#include "Parameters.hpp"
#include "songboard_plugin.h"

/// The name of one output of one plugin: `vamp:LIBRARY:PLUGIN:OUTPUT`.
struct OutputName {
  std::string library, plugin, output;

  /// What the SDK calls the plugin.
  std::string key() const { return library + ":" + plugin; }
  std::string id() const { return "vamp:" + key() + ":" + output; }
  /// Throws `Failure` for an id of another form.
  static OutputName parse(const std::string &id);
};

/// One output of a Vamp plugin as a stage of songboard, without its callbacks.
///
/// An output with the same number of values each time, at equal distances, is frames: row `i` stands at `i / rate`
/// seconds. All others are events.
class Declaration {
 public:
  Declaration(const OutputName &name, const Vamp::Plugin &plugin, const Vamp::Plugin::OutputDescriptor &output);
  Declaration(const Declaration &) = delete;

  const OutputName name;
  /// What people call it.
  const std::string title;
  const bool isDense;
  const Parameters parameters;
  /// It lives as long as this.
  sb_stage stage = {};

  /// What the last answer to `formats` points to.
  struct {
    Vamp::Plugin::OutputDescriptor output;
    std::string quantity;
    std::vector<const char *> columns;
  } answered;

 private:
  std::string id, doc, source, outputDoc;
  sb_port inputs[2] = {}, outputs[2] = {};
};

/// Whether an output is frames, not events.
bool isDense(const Vamp::Plugin::OutputDescriptor &output);

/// A plugin, adapted to take one channel of samples, whatever it takes itself.
///
/// Throws `Failure` if there is none.
std::unique_ptr<Vamp::Plugin> load(const OutputName &name, double sampleRate);

/// The descriptor of an output. Throws `Failure` if there is none.
Vamp::Plugin::OutputDescriptor descriptor(const OutputName &name, const Vamp::Plugin &plugin);
