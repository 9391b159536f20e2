#include "Libraries.hpp"

#include <dirent.h>
#include <sys/utsname.h>

#include <algorithm>
#include <cstdlib>

#include <vamp-hostsdk/vamp-hostsdk.h>

#include "Text.hpp"

using namespace std;

static const string suffix = ".so";

string Library::name() const {
  string name = file.substr(0, file.find('.'));
  transform(name.begin(), name.end(), name.begin(), [](unsigned char byte) { return char(tolower(byte)); });
  return name;
}

vector<string> libraryFolders() {
  vector<string> folders = Vamp::PluginHostAdapter::getPluginPath();
  // The SDK does not know where Debian installs most libraries.
  utsname machine;
  if (!getenv("VAMP_PATH") && uname(&machine) == 0)
    folders.push_back("/usr/lib/" + string(machine.machine) + "-linux-gnu/vamp");
  return folders;
}

vector<Library> installedLibraries() {
  vector<Library> libraries;
  for (const string &folder : libraryFolders()) {
    vector<string> files;
    if (DIR *listing = opendir(folder.c_str())) {
      while (const dirent *entry = readdir(listing)) {
        string file = entry->d_name;
        bool isLibrary = file.size() > suffix.size() && file.substr(file.size() - suffix.size()) == suffix;
        if (isLibrary) files.push_back(file);
      }
      closedir(listing);
    }
    sort(files.begin(), files.end());
    for (const string &file : files) libraries.push_back({folder, file});
  }
  return libraries;
}

void searchLibraryFolders() { setenv("VAMP_PATH", joined(libraryFolders(), ":").c_str(), 1); }
