#include "Parameters.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "Failure.hpp"
#include "Text.hpp"

using namespace std;
using Descriptor = Vamp::Plugin::ParameterDescriptor;

Parameters::Parameters(const Vamp::Plugin &plugin, bool giveEvents) {
  hasPrograms = !plugin.getPrograms().empty() && plugin.getPrograms()[0] != "";
  for (const Descriptor &descriptor : plugin.getParameterDescriptors()) addOwn(descriptor);
  if (hasPrograms && !isIn(own, programName)) addPrograms(plugin);
  if (giveEvents && !isIn(own, sectionsName)) addSections();
  if (!isIn(own, blockName)) addSize(blockName, "Samples that the plugin sees at once; none is what it prefers.");
  if (!isIn(own, stepName)) addSize(stepName, "Samples from one block to the next; none is what the plugin prefers.");
  makeTable();
}

bool Parameters::isIn(const vector<Entry> &entries, const string &name) {
  return any_of(entries.begin(), entries.end(), [&](const Entry &entry) { return entry.name == name; });
}

/// The unit of songboard for a unit of a descriptor; empty for one that it does not know, or scales otherwise (`%`).
static string knownUnit(const string &unit) {
  if (unit == "BPM") return "bpm";
  if (unit == "sec" || unit == "seconds") return "s";
  const set<string> known = {"s", "Hz", "bpm", "dB", "samples", "frames"};
  return known.count(unit) ? unit : "";
}

static bool isWhole(float number) { return floor(number) == number && fabs(number) < 1e9f; }

void Parameters::addOwn(const Descriptor &descriptor) {
  float least = descriptor.minValue, most = descriptor.maxValue, initial = descriptor.defaultValue;
  if (!isfinite(least) || !isfinite(most) || !isfinite(initial)) return;
  Entry entry;
  entry.name = descriptor.identifier;
  entry.descriptor = descriptor;
  entry.minimum = decimal(min({least, most, initial}));
  entry.maximum = decimal(max({least, most, initial}));
  entry.initial = shortest(initial);
  entry.unit = knownUnit(descriptor.unit);
  bool isInteger = descriptor.isQuantized && descriptor.quantizeStep == 1 && isWhole(least) && isWhole(most);
  set<string> names(descriptor.valueNames.begin(), descriptor.valueNames.end());
  // Words that name one value each.
  bool areWords = !names.empty() && !names.count("") && names.size() == descriptor.valueNames.size();
  size_t index = isInteger && initial >= least ? size_t(initial - least) : 0;
  if (isInteger && areWords && index < names.size()) {
    entry.form = Form::choice;
    entry.type = "choice";
    entry.choices = descriptor.valueNames;
    entry.initial = entry.choices[index];
  } else if (isInteger && least == 0 && most == 1) {
    entry.form = Form::boolean;
    entry.type = "boolean";
    entry.initial = initial >= 0.5f ? "true" : "false";
  } else if (isInteger && isWhole(initial)) {
    entry.form = Form::integer;
    entry.type = "integer";
  } else {
    entry.type = "number";
  }
  if (entry.form == Form::choice || entry.form == Form::boolean) entry.unit = "";
  string doc = described("Parameter", descriptor.name, descriptor.description);
  if (!descriptor.unit.empty() && entry.unit.empty()) doc += " In " + descriptor.unit + ".";
  if (entry.form == Form::number && descriptor.isQuantized && descriptor.quantizeStep > 0)
    doc += " In steps of " + shortest(descriptor.quantizeStep) + ".";
  if (hasPrograms) {
    entry.type += " or none";
    entry.initial = "none";
    doc += " None is the program's.";
  }
  entry.doc = doc;
  own.push_back(entry);
}

void Parameters::addPrograms(const Vamp::Plugin &plugin) {
  Entry entry;
  entry.name = programName;
  entry.type = "choice";
  entry.form = Form::choice;
  entry.choices = plugin.getPrograms();
  string current = plugin.getCurrentProgram();
  bool isKnown = find(entry.choices.begin(), entry.choices.end(), current) != entry.choices.end();
  entry.initial = isKnown ? current : entry.choices[0];
  entry.doc = "A set of values that its maker chose.";
  others.push_back(entry);
}

void Parameters::addSections() {
  Entry entry;
  entry.name = sectionsName;
  entry.type = "boolean";
  entry.form = Form::boolean;
  entry.initial = "false";
  entry.doc = "Whether events are sections: each lasts to its end or to the next, and letters stand for labels.";
  others.push_back(entry);
}

void Parameters::addSize(const char *name, const char *doc) {
  Entry entry;
  entry.name = name;
  entry.type = "integer or none";
  entry.initial = "none";
  entry.unit = "samples";
  entry.doc = doc;
  entry.minimum = 1;
  entry.maximum = 1 << 20;
  others.push_back(entry);
}

void Parameters::makeTable() {
  for (vector<Entry> *entries : {&own, &others}) {
    for (Entry &entry : *entries) {
      for (const string &choice : entry.choices) entry.choiceRow.push_back(choice.c_str());
      entry.choiceRow.push_back(nullptr);
      sb_parameter row = {};
      row.name = entry.name.c_str();
      row.type = entry.type.c_str();
      row.initial = entry.initial.c_str();
      row.doc = entry.doc.c_str();
      row.unit = entry.unit.empty() ? nullptr : entry.unit.c_str();
      row.minimum = entry.minimum;
      row.maximum = entry.maximum;
      row.choices = entry.choices.empty() ? nullptr : entry.choiceRow.data();
      rows.push_back(row);
    }
  }
  rows.push_back({});
}

float Parameters::value(sb_context *context, const Entry &entry) const {
  const Descriptor &descriptor = entry.descriptor;
  const char *name = entry.name.c_str();
  switch (entry.form) {
    case Form::boolean: return sb_boolean(context, name) ? 1 : 0;
    case Form::integer: return float(sb_number(context, name));
    case Form::choice: {
      auto chosen = find(entry.choices.begin(), entry.choices.end(), sb_text(context, name));
      if (chosen == entry.choices.end()) throw Failure(entry.name + " is none of its choices", "see describe");
      return descriptor.minValue + float(chosen - entry.choices.begin());
    }
    case Form::number: break;
  }
  float number = float(sb_number(context, name)), step = descriptor.quantizeStep;
  if (!descriptor.isQuantized || !(step > 0)) return number;
  return descriptor.minValue + round((number - descriptor.minValue) / step) * step;
}

void Parameters::apply(sb_context *context, Vamp::Plugin &plugin) const {
  if (isIn(others, programName)) {
    string program = sb_text(context, programName);
    if (program != plugin.getCurrentProgram()) plugin.selectProgram(program);
  }
  for (const Entry &entry : own) {
    if (sb_is_none(context, entry.name.c_str())) continue;
    float wanted = value(context, entry);
    if (wanted != plugin.getParameter(entry.name)) plugin.setParameter(entry.name, wanted);
  }
}

bool Parameters::wantsSections(sb_context *context) const {
  return isIn(others, sectionsName) && sb_boolean(context, sectionsName);
}

optional<size_t> Parameters::size(sb_context *context, const char *name) const {
  if (!isIn(others, name) || sb_is_none(context, name)) return nullopt;
  return size_t(sb_integer(context, name));
}
