#pragma once

#include <deque>
#include <string>
#include <vector>

#include "FeatureClock.hpp"
#include "songboard_plugin.h"

/// Features of a sparse output as events.
///
/// A feature's label is the event's. Where it has none, its values are, as they stand in a line of sonic-annotator's
/// CSV: `440,0.8`. Spans with a label have it as their group too, so that sections that sound alike share one.
class FeatureEvents {
 public:
  explicit FeatureEvents(const Analysis &analysis) : clock(analysis) {}

  void take(const FeatureBatch &batch);

  /// Makes sections of a track of some seconds, as `cuts` wants them: an event without an end lasts to the next one or
  /// to the end, and each label becomes a letter, in the order of their first sections. Letters stay.
  void makeSections(double trackSeconds);

  /// The events, as the plugin gave them. They live as long as this.
  const std::vector<sb_event> &all() const { return events; }

 private:
  FeatureClock clock;
  std::deque<std::string> texts;
  std::vector<sb_event> events;

  void makeLetters();
};
