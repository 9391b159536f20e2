#include "FeatureEvents.hpp"

#include <algorithm>
#include <map>

#include "Text.hpp"

using namespace std;

/// A, B ... Z, AA, AB ...
static string letters(size_t number) {
  string rest = number < 26 ? "" : letters(number / 26 - 1);
  return rest + char('A' + number % 26);
}

static bool isLetters(const string &label) {
  const auto isCapital = [](char byte) { return byte >= 'A' && byte <= 'Z'; };
  return !label.empty() && label.size() <= 3 && all_of(label.begin(), label.end(), isCapital);
}

void FeatureEvents::take(const FeatureBatch &batch) {
  for (const Vamp::Plugin::Feature &feature : batch.features) {
    sb_event event = {};
    event.start = clock.seconds(feature, batch);
    event.end = feature.hasDuration ? max(event.start, event.start + seconds(feature.duration)) : event.start;
    vector<string> values;
    for (float value : feature.values) values.push_back(shortest(value));
    texts.push_back(feature.label.empty() ? joined(values, ",") : feature.label);
    event.label = texts.back().c_str();
    event.group = feature.hasDuration && !feature.label.empty() ? event.label : "";
    events.push_back(event);
  }
}

void FeatureEvents::makeSections(double trackSeconds) {
  // Those that start together keep their order.
  multimap<double, sb_event> byStart;
  for (const sb_event &event : events) byStart.emplace(event.start, event);
  transform(byStart.begin(), byStart.end(), events.begin(), [](const auto &entry) { return entry.second; });
  for (size_t i = 0; i < events.size(); i++) {
    double end = i + 1 < events.size() ? events[i + 1].start : max(trackSeconds, events[i].start);
    if (events[i].end == events[i].start) events[i].end = end;
  }
  const auto hasLetters = [](const sb_event &event) { return isLetters(event.label); };
  if (!all_of(events.begin(), events.end(), hasLetters)) makeLetters();
  for (sb_event &event : events) event.group = event.label;
}

void FeatureEvents::makeLetters() {
  map<string, size_t> numbers;
  for (sb_event &event : events) {
    size_t number = numbers.emplace(event.label, numbers.size()).first->second;
    texts.push_back(letters(number));
    event.label = texts.back().c_str();
  }
}
