// songboard-vamp: every output of every installed Vamp plugin as a stage of songboard. See README.md.
#include <cstdio>
#include <map>
#include <memory>
#include <string>

#include "Description.hpp"
#include "Failure.hpp"
#include "Libraries.hpp"
#include "Stage.hpp"
#include "songboard_plugin.h"

using namespace std;

static const char *version = "1.0";

static const char *usage =
    "usage: songboard-vamp serve\n"
    "       songboard-vamp describe                             all outputs, as JSON\n"
    "       songboard-vamp describe vamp:LIBRARY:PLUGIN:OUTPUT  one of them\n"
    "       songboard-vamp describe --list                      their ids and names\n";

static void printAll(FILE *file) {
  fprintf(file, "{\"protocol\": %d, \"name\": \"vamp\", \"version\": \"%s\", \"stages\": [", SB_PROTOCOL, version);
  const char *between = "";
  for (const Description &output : describedOutputs()) {
    fprintf(file, "%s%s", between, output.json.c_str());
    between = ",\n";
  }
  fputs("]}\n", file);
}

static void printOne(const string &id, FILE *file) {
  const OutputName name = OutputName::parse(id);
  string others;
  for (const Description &output : describedOutputs(name.library)) {
    if (output.id == id) {
      fprintf(file, "%s\n", output.json.c_str());
      return;
    }
    others += (others.empty() ? " " : ", ") + output.id;
  }
  if (!others.empty()) throw Failure("there is no " + id + "; the library has" + others, "");
  throw Failure("there is no Vamp library " + name.library, "`songboard list vamp` lists what there is");
}

/// Answers `describe` with its argument, which may be empty.
static int describe(const string &what) {
  FILE *file = sb_take_output();
  if (what.empty()) {
    printAll(file);
  } else if (what == "--list") {
    for (const Description &output : describedOutputs())
      fprintf(file, "%s\t%s\n", output.id.c_str(), output.title.c_str());
  } else {
    printOne(what, file);
  }
  return fclose(file) == 0 ? 0 : 1;
}

/// The stages that songboard asked for.
using Stages = map<string, unique_ptr<Declaration>>;

static const sb_stage *find(const sb_plugin *plugin, sb_context *context, const char *id) {
  const sb_stage *found = nullptr;
  tellingFailures(context, [&] {
    unique_ptr<Declaration> &stage = (*static_cast<Stages *>(plugin->own))[id];
    if (!stage) stage = declared(OutputName::parse(id));
    found = &stage->stage;
    return 0;
  });
  return found;
}

static int serve() {
  searchLibraryFolders();
  Stages stages;
  sb_plugin plugin = {};
  plugin.name = "vamp";
  plugin.version = version;
  plugin.find = find;
  plugin.own = &stages;
  return sb_serve(&plugin);
}

int main(int count, char **arguments) {
  const string verb = count > 1 ? arguments[1] : "";
  try {
    if (verb == "serve" && count == 2) return serve();
    if (verb == "describe" && count <= 3) return describe(count == 3 ? arguments[2] : "");
  } catch (const Failure &failure) {
    fprintf(stderr, "songboard-vamp: %s\n", failure.what());
    if (!failure.remedy.empty()) fprintf(stderr, "%s\n", failure.remedy.c_str());
    return 1;
  }
  fputs(usage, stderr);
  return 64;
}
