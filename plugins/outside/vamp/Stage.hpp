#pragma once

#include <memory>

#include "Declaration.hpp"

/// The stage of an output, with its callbacks. Throws `Failure` if there is none.
std::unique_ptr<Declaration> declared(const OutputName &name);
