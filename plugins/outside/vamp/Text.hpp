#pragma once

#include <string>
#include <vector>

/// A text as a sentence: one line, a capital first, a full stop last. Empty stays empty.
std::string sentence(const std::string &text);

/// `Name: description.`, or the name alone where the description says no more. A kind, such as `Output`, makes a
/// sentence of a single word.
std::string described(const std::string &kind, const std::string &name, const std::string &description);

/// The fewest digits that read back to the same number.
std::string shortest(float number);

/// What the fewest digits of a float say: 0.1 for 0.1f.
double decimal(float number);

/// Texts with a word between them.
std::string joined(const std::vector<std::string> &texts, const std::string &between);
