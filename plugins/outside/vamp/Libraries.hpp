#pragma once

#include <string>
#include <vector>

/// A file that may hold Vamp plugins.
struct Library {
  std::string folder;
  std::string file;

  std::string path() const { return folder + "/" + file; }
  /// What the ids of its plugins begin with: the file's name in lower case, up to its first dot.
  std::string name() const;
};

/// The folders that are searched: those of VAMP_PATH, else the usual ones. `VampProgram.swift` searches the same.
std::vector<std::string> libraryFolders();

/// The libraries in these folders, those of a folder by name. Where two have a plugin of one id, the first counts.
std::vector<Library> installedLibraries();

/// Makes the SDK search the same folders.
void searchLibraryFolders();
