#pragma once

#include <stdexcept>
#include <string>

#include "songboard_plugin.h"

/// Why a stage cannot do what is asked, and what to do about it.
struct Failure : std::runtime_error {
  std::string remedy;

  Failure(const std::string &text, const std::string &remedy) : std::runtime_error(text), remedy(remedy) {}
};

/// Does work, and tells songboard what it throws: no exception may leave a callback of the kit.
template <typename Work>
int tellingFailures(sb_context *context, Work work) {
  try {
    return work();
  } catch (const Failure &failure) {
    return sb_fail(context, failure.remedy.empty() ? nullptr : failure.remedy.c_str(), "%s", failure.what());
  } catch (const std::exception &error) {
    return sb_fail(context, nullptr, "%s", error.what());
  }
}
