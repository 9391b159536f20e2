#pragma once

#include <string>
#include <vector>

#include "FeatureClock.hpp"

/// Rows of a dense output in the order of time, each once. Where the plugin gave none, a row is no numbers.
class FeatureRows {
 public:
  /// Rows of a number of values each.
  FeatureRows(const Analysis &analysis, size_t width) : clock(analysis), width(width) {}

  /// Takes what the plugin gave. Throws `Failure` for a row of another width.
  void take(const FeatureBatch &batch);

  /// The rows that are ready, and forgets them.
  std::vector<float> takeReady();

  /// How many rows came at a time that already had one, or when later ones were gone.
  size_t lost() const { return lostRows; }

 private:
  FeatureClock clock;
  size_t width;
  /// Rows that are ready, and how many were taken before them.
  std::vector<float> ready;
  long taken = 0;
  size_t lostRows = 0;
};
