#include "Declaration.hpp"

#include <algorithm>

#include "Failure.hpp"
#include "Libraries.hpp"
#include "Text.hpp"

using namespace std;
using Vamp::Plugin;
using Vamp::HostExt::PluginLoader;

OutputName OutputName::parse(const string &id) {
  vector<string> parts;
  for (size_t start = 0; start <= id.size();) {
    size_t end = min(id.find(':', start), id.size());
    parts.push_back(id.substr(start, end - start));
    start = end + 1;
  }
  if (parts.size() != 4 || parts[0] != "vamp")
    throw Failure(id + " is no vamp:LIBRARY:PLUGIN:OUTPUT", "`songboard list vamp` lists them");
  return {parts[1], parts[2], parts[3]};
}

bool isDense(const Plugin::OutputDescriptor &output) {
  return output.hasFixedBinCount && output.binCount > 0 && !output.hasDuration &&
         output.sampleType != Plugin::OutputDescriptor::VariableSampleRate;
}

static string sourceOf(const OutputName &name, const Plugin &plugin) {
  string source = "Vamp library " + name.library + ", version " + to_string(plugin.getPluginVersion());
  string maker = sentence(plugin.getMaker());
  return maker.empty() ? source : source + ", by " + maker.substr(0, maker.size() - 1);
}

Declaration::Declaration(const OutputName &name, const Plugin &plugin, const Plugin::OutputDescriptor &output)
    : name(name),
      title(plugin.getName() + ": " + output.name),
      isDense(::isDense(output)),
      parameters(plugin, !isDense),
      id(name.id()),
      source(sourceOf(name, plugin)) {
  outputDoc = described("Output", output.name.empty() ? name.output : output.name, output.description);
  if (!output.unit.empty()) outputDoc += " In " + output.unit + ".";
  if (isDense) outputDoc += " Values that the plugin left out are no numbers.";
  doc = described("Plugin", plugin.getName(), plugin.getDescription()) + " " + outputDoc;
  inputs[0].name = inputs[0].kind = "audio";
  inputs[0].doc = "The samples of the track.";
  outputs[0].name = this->name.output.c_str();
  outputs[0].kind = isDense ? "frames" : "events";
  outputs[0].doc = outputDoc.c_str();
  outputs[0].nan = isDense;
  stage.id = id.c_str();
  stage.revision = max(1, plugin.getPluginVersion());
  stage.granularity = isDense ? SB_FRAME : SB_TRACK;
  stage.doc = doc.c_str();
  stage.source = source.c_str();
  stage.inputs = inputs;
  stage.outputs = outputs;
  stage.parameters = parameters.table();
  stage.own = this;
}

unique_ptr<Plugin> load(const OutputName &name, double sampleRate) {
  const int adapters = PluginLoader::ADAPT_INPUT_DOMAIN | PluginLoader::ADAPT_CHANNEL_COUNT;
  unique_ptr<Plugin> plugin(PluginLoader::getInstance()->loadPlugin(name.key(), float(sampleRate), adapters));
  if (plugin) return plugin;
  throw Failure(
      "there is no Vamp plugin " + name.plugin + " in a library " + name.library + " in " +
          joined(libraryFolders(), ", "),
      "`songboard list vamp` lists what there is; VAMP_PATH names other folders");
}

Plugin::OutputDescriptor descriptor(const OutputName &name, const Plugin &plugin) {
  vector<string> names;
  for (const Plugin::OutputDescriptor &output : plugin.getOutputDescriptors()) {
    if (output.identifier == name.output) return output;
    names.push_back(output.identifier);
  }
  throw Failure("the Vamp plugin " + name.key() + " has no output " + name.output, "choose of " + joined(names, ", "));
}
