#include "Libraries.hpp"

#include <dirent.h>
#include <sys/stat.h>
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

/// The names of the files in a folder, in order; none if it cannot be read.
static vector<string> filesIn(const string &folder) {
  vector<string> files;
  if (DIR *listing = opendir(folder.c_str())) {
    while (const dirent *entry = readdir(listing)) {
      struct stat status;
      string path = folder + "/" + entry->d_name;
      if (stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode)) files.push_back(entry->d_name);
    }
    closedir(listing);
  }
  sort(files.begin(), files.end());
  return files;
}

vector<Library> installedLibraries() {
  vector<Library> libraries;
  for (const string &folder : libraryFolders()) {
    for (const string &file : filesIn(folder)) {
      bool isLibrary = file.size() > suffix.size() && file.substr(file.size() - suffix.size()) == suffix;
      if (isLibrary) libraries.push_back({folder, file});
    }
  }
  return libraries;
}

void searchLibraryFolders() { setenv("VAMP_PATH", joined(libraryFolders(), ":").c_str(), 1); }
