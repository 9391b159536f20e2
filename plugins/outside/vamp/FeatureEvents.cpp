#include "FeatureEvents.hpp"

#include <algorithm>

#include "Text.hpp"

using namespace std;

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
