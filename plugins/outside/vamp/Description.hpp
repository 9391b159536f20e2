#pragma once

#include <string>
#include <vector>

/// A stage in the answer to `describe`.
struct Description {
  std::string id;
  /// What people call it.
  std::string title;
  /// The declaration, on one line.
  std::string json;
};

/// Describes the outputs of all installed libraries, or those of one library by its name.
///
/// Each library is loaded in a process of its own: one that crashes or hangs is named on standard error and left out.
std::vector<Description> describedOutputs(const std::string &library = "");
