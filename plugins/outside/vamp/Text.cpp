#include "Text.hpp"

#include <cctype>
#include <cstdio>
#include <cstdlib>

std::string sentence(const std::string &text) {
  std::string line;
  for (unsigned char byte : text) {
    bool isSpace = byte < 0x80 && std::isspace(byte);
    if (!isSpace) line += char(byte);
    else if (!line.empty() && line.back() != ' ') line += ' ';
  }
  while (!line.empty() && (line.back() == ' ' || line.back() == '.')) line.pop_back();
  if (line.empty()) return line;
  if (static_cast<unsigned char>(line[0]) < 0x80) line[0] = char(std::toupper(line[0]));
  return line + ".";
}

std::string described(const std::string &kind, const std::string &name, const std::string &description) {
  bool isNew = !description.empty() && description != name;
  std::string text = name.empty() ? description : isNew ? name + ": " + description : name;
  bool isSentence = text.find(' ') != std::string::npos && text.size() > 10;
  return sentence(isSentence ? text : kind + " " + text);
}

std::string shortest(float number) {
  char digits[32];
  for (int precision = 6; precision <= 9; precision++) {
    std::snprintf(digits, sizeof digits, "%.*g", precision, double(number));
    if (std::strtof(digits, nullptr) == number) break;
  }
  return digits;
}

double decimal(float number) { return std::strtod(shortest(number).c_str(), nullptr); }

std::string joined(const std::vector<std::string> &texts, const std::string &between) {
  std::string result;
  for (const std::string &text : texts) result += (result.empty() ? "" : between) + text;
  return result;
}
