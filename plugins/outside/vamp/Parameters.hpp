#pragma once

#include <optional>
#include <string>
#include <vector>

#include <vamp-hostsdk/vamp-hostsdk.h>

#include "songboard_plugin.h"

/// The parameters of a Vamp plugin as those of a stage: the plugin's own, its programs, its sizes, and what becomes of
/// events. Where the plugin has a parameter of such a name itself, that one counts.
class Parameters {
 public:
  Parameters(const Vamp::Plugin &plugin, bool giveEvents);
  Parameters(const Parameters &) = delete;

  /// The declarations. They live as long as this.
  const sb_parameter *table() const { return rows.data(); }

  /// Sets the plugin to a stage's settings: first its program, then what differs from it.
  void apply(sb_context *context, Vamp::Plugin &plugin) const;

  /// The samples of a block, and from block to block, if the settings name them.
  std::optional<size_t> blockSize(sb_context *context) const { return size(context, blockName); }
  std::optional<size_t> stepSize(sb_context *context) const { return size(context, stepName); }

  /// Whether events are to be sections.
  bool wantsSections(sb_context *context) const;

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

  static constexpr const char *programName = "program", *sectionsName = "sections";
  static constexpr const char *blockName = "block_size", *stepName = "step_size";

  static bool isIn(const std::vector<Entry> &entries, const std::string &name);
  void addOwn(const Vamp::Plugin::ParameterDescriptor &descriptor);
  void addPrograms(const Vamp::Plugin &plugin);
  void addSections();
  void addSize(const char *name, const char *doc);
  void makeTable();
  float value(sb_context *context, const Entry &entry) const;
  std::optional<size_t> size(sb_context *context, const char *name) const;

  bool hasPrograms = false;
  std::vector<Entry> own, others;
  std::vector<sb_parameter> rows;
};
