#include "Description.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>
#include <sstream>

#include "Declaration.hpp"
#include "Failure.hpp"
#include "Libraries.hpp"
#include "Stage.hpp"

using namespace std;
using Vamp::Plugin;
using Vamp::HostExt::PluginLoader;

/// The longest that a library may take.
static const chrono::seconds patience(60);

/// Outputs are described at the rate that most plugins want.
static const double describedRate = 44100;

/// A line for each output of a plugin: id, title and declaration with tabs between them.
static void describePlugin(const OutputName &plugin, FILE *file) {
  for (const Plugin::OutputDescriptor &output : load(plugin, describedRate)->getOutputDescriptors()) {
    OutputName name = {plugin.library, plugin.plugin, output.identifier};
    unique_ptr<Declaration> declaration = declared(name);
    string title = declaration->title;
    for (char &byte : title) byte = byte == '\t' || byte == '\n' ? ' ' : byte;
    fprintf(file, "%s\t%s\t", name.id().c_str(), title.c_str());
    sb_describe_stage(file, &declaration->stage);
    fputc('\n', file);
  }
}

/// Describes the plugins of a library: the work of the child.
static void describeLibrary(const Library &library, FILE *file) {
  // No other library of the name is found.
  setenv("VAMP_PATH", library.folder.c_str(), 1);
  for (const string &key : PluginLoader::getInstance()->listPluginsIn({library.name()})) {
    try {
      describePlugin({library.name(), key.substr(key.find(':') + 1), ""}, file);
    } catch (const exception &error) {
      fprintf(stderr, "songboard-vamp: %s is left out: %s\n", key.c_str(), error.what());
    }
  }
}

/// All that comes through a pipe; false if it takes longer than `patience`.
static bool readAll(int pipe, string &text) {
  const auto end = chrono::steady_clock::now() + patience;
  char bytes[65536];
  while (true) {
    const auto left = chrono::duration_cast<chrono::milliseconds>(end - chrono::steady_clock::now());
    pollfd wanted = {pipe, POLLIN, 0};
    if (left.count() <= 0) return false;
    if (poll(&wanted, 1, int(left.count())) <= 0) continue;
    ssize_t count = read(pipe, bytes, sizeof bytes);
    if (count == 0) return true;
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) text.append(bytes, size_t(count));
  }
}

/// What a child says of a library; empty, with a line on standard error, if it did not come to its end.
static string linesOf(const Library &library) {
  int ends[2];
  if (pipe(ends) != 0) throw Failure(string("no pipe: ") + strerror(errno), "");
  pid_t child = fork();
  if (child < 0) throw Failure(string("no process: ") + strerror(errno), "");
  if (child == 0) {
    close(ends[0]);
    FILE *file = fdopen(ends[1], "w");
    describeLibrary(library, file);
    fflush(file);
    _exit(0);
  }
  close(ends[1]);
  string text;
  bool isWhole = readAll(ends[0], text);
  close(ends[0]);
  if (!isWhole) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (isWhole && WIFEXITED(status) && WEXITSTATUS(status) == 0) return text;
  string reason = !isWhole ? "it takes too long"
                  : WIFSIGNALED(status) ? string("it crashes: ") + strsignal(WTERMSIG(status))
                                        : "it ends the program with code " + to_string(WEXITSTATUS(status));
  fprintf(stderr, "songboard-vamp: %s is left out: %s\n", library.path().c_str(), reason.c_str());
  return "";
}

vector<Description> describedOutputs(const string &name) {
  vector<Description> outputs;
  set<string> ids;
  for (const Library &library : installedLibraries()) {
    if (!name.empty() && library.name() != name) continue;
    istringstream lines(linesOf(library));
    Description output;
    while (getline(lines, output.id, '\t') && getline(lines, output.title, '\t') && getline(lines, output.json))
      if (ids.insert(output.id).second) outputs.push_back(output);
  }
  return outputs;
}
