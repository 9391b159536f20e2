#pragma once

#include <optional>
#include <string>
#include <vector>

#include <vamp-hostsdk/vamp-hostsdk.h>

#include "songboard_plugin.h"

/// The parameters of a Vamp plugin as those of a stage: the plugin's own, its programs, and its sizes.
class Parameters {
 public:
  explicit Parameters(const Vamp::Plugin &plugin);
  Parameters(const Parameters &) = delete;

  /// The declarations. They live as long as this.
  const sb_parameter *table() const { return rows.data(); }

  /// Sets the plugin to a stage's settings: first its program, then what differs from it.
  void apply(sb_context *context, Vamp::Plugin &plugin) const;

  /// The samples of a block, and from block to block, if the settings name them.
  std::optional<size_t> blockSize(sb_context *context) const { return size(context, blockName); }
  std::optional<size_t> stepSize(sb_context *context) const { return size(context, stepName); }

 private:
  enum class Form { number, integer, boolean, choice };

  /// The texts that a row of the table points to.
  struct Entry {
    std::string name, type, initial, doc, unit;
    double minimum = 0, maximum = 0;
    std::vector<std::string> choices;
    std::vector<const char *> choiceRow;
    Form form = Form::number;
    /// Of the plugin's own parameters.
    Vamp::Plugin::ParameterDescriptor descriptor;
  };

  static constexpr const char *programName = "program", *blockName = "block_size", *stepName = "step_size";

  bool has(const std::string &name) const;
  void addOwn(const Vamp::Plugin::ParameterDescriptor &descriptor);
  void addPrograms(const Vamp::Plugin &plugin);
  void addSize(const char *name, const char *doc);
  void makeTable();
  float value(sb_context *context, const Entry &entry) const;
  std::optional<size_t> size(sb_context *context, const char *name) const;

  bool hasPrograms = false;
  bool hasBlockSize = false, hasStepSize = false;
  std::vector<Entry> own, others;
  std::vector<sb_parameter> rows;
};
