#pragma once

#include <vamp-hostsdk/vamp-hostsdk.h>

#include "Analysis.hpp"

/// Tells when features are.
class FeatureClock {
 public:
  explicit FeatureClock(const Analysis &analysis);

  /// Rows a second of an output with rows at equal distances.
  double rate() const { return rowRate; }

  /// The number of a feature among rows at equal distances. To be asked once for each feature, in order.
  long row(const Vamp::Plugin::Feature &feature, const FeatureBatch &batch);

  /// When a feature is, in seconds. To be asked once for each feature, in order.
  double seconds(const Vamp::Plugin::Feature &feature, const FeatureBatch &batch);

 private:
  Vamp::Plugin::OutputDescriptor::SampleType sampleType;
  double rowRate;
  /// The row after the last feature's.
  long next = 0;
};

/// A time of the SDK in seconds.
double seconds(const Vamp::RealTime &time);
