#include "FeatureClock.hpp"

#include <cmath>

using Vamp::Plugin;
using Vamp::RealTime;

double seconds(const RealTime &time) { return double(time.sec) + double(time.nsec) / 1e9; }

FeatureClock::FeatureClock(const Analysis &analysis) : sampleType(analysis.output().sampleType) {
  // The SDK's adapters take a fixed rate of 0 for one row a call, too.
  bool isFixed = sampleType == Plugin::OutputDescriptor::FixedSampleRate && analysis.output().sampleRate > 0;
  rowRate = isFixed ? analysis.output().sampleRate : analysis.callRate();
}

long FeatureClock::row(const Plugin::Feature &feature, const FeatureBatch &batch) {
  long row = next;
  if (sampleType == Plugin::OutputDescriptor::OneSamplePerStep && !batch.isRemaining) {
    row = long(batch.call);
  } else if (feature.hasTimestamp) {
    // Some plugins keep all rows for the end, with the times of their blocks.
    row = std::lround(::seconds(feature.timestamp) * rowRate);
  }
  next = row + 1;
  return row;
}

double FeatureClock::seconds(const Plugin::Feature &feature, const FeatureBatch &batch) {
  if (sampleType == Plugin::OutputDescriptor::VariableSampleRate) return ::seconds(feature.timestamp);
  return double(row(feature, batch)) / rowRate;
}
