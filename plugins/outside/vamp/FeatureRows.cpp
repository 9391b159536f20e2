#include "FeatureRows.hpp"

#include <algorithm>
#include <limits>

#include "Failure.hpp"

using namespace std;

/// The most rows that a plugin may leave out at once: a time beyond them is a fault of the plugin.
static const long longestGap = 1 << 22;

void FeatureRows::take(const FeatureBatch &batch) {
  for (const Vamp::Plugin::Feature &feature : batch.features) {
    long row = clock.row(feature, batch);
    long next = taken + long(ready.size() / width);
    if (row < next) {
      lostRows++;
      continue;
    }
    if (row - next > longestGap)
      throw Failure("the plugin gave row " + to_string(row) + " after row " + to_string(next - 1), "");
    if (!feature.values.empty() && feature.values.size() != width) {
      throw Failure(
          "the plugin gave " + to_string(feature.values.size()) + " values where it describes " + to_string(width), "");
    }
    size_t start = size_t(row - taken) * width;
    ready.resize(start + width, numeric_limits<float>::quiet_NaN());
    copy(feature.values.begin(), feature.values.end(), ready.begin() + ptrdiff_t(start));
  }
}

vector<float> FeatureRows::takeReady() {
  taken += long(ready.size() / width);
  vector<float> rows;
  swap(rows, ready);
  return rows;
}
