#include "Stage.hpp"

#include <exception>
#include <memory>
#include <vector>

#include "Analysis.hpp"
#include "Failure.hpp"
#include "FeatureEvents.hpp"
#include "FeatureRows.hpp"

using namespace std;
using Vamp::Plugin;

/// A stage between `open` and `close`.
struct OpenStage {
  /// It never works: it shows at `open` that the plugin starts, and keeps the library loaded from track to track.
  unique_ptr<Analysis> first;
  /// A track's own, for some plugins do not forget the last one when they are told to.
  unique_ptr<Analysis> analysis;
  unique_ptr<FeatureRows> rows;
};

static Declaration &declaration(sb_context *context) { return *static_cast<Declaration *>(sb_own(context)); }

static unique_ptr<Analysis> started(sb_context *context) {
  return make_unique<Analysis>(declaration(context), context, sb_get(context, "audio")->format.rate);
}

static int formats(sb_context *context, sb_format *outputs) {
  return tellingFailures(context, [&] {
    unique_ptr<Analysis> analysis = started(context);
    if (!declaration(context).isDense) return 0;
    auto &[output, quantity, columns] = declaration(context).answered;
    output = analysis->output();
    quantity = output.unit.empty() ? output.identifier : output.identifier + " in " + output.unit;
    columns.clear();
    for (const string &name : output.binNames)
      if (!name.empty()) columns.push_back(name.c_str());
    outputs[0].quantity = quantity.c_str();
    outputs[0].width = output.binCount;
    outputs[0].rate = FeatureClock(*analysis).rate();
    outputs[0].transform_length = analysis->isInFrequencyDomain() ? analysis->blockSize() : 0;
    // Only if each bin has one.
    outputs[0].columns = columns.size() == output.binCount ? columns.data() : nullptr;
    return 0;
  });
}

/// Numbers a row, as `formats` named it.
static size_t width(sb_context *context) {
  return sb_output_format(context, declaration(context).name.output.c_str())->width;
}

static int open(sb_context *context, void **state) {
  return tellingFailures(context, [&] {
    auto stage = make_unique<OpenStage>();
    stage->first = started(context);
    *state = stage.release();
    return 0;
  });
}

static int start(sb_context *context, void *state) {
  return tellingFailures(context, [&] {
    auto &stage = *static_cast<OpenStage *>(state);
    stage.analysis = started(context);
    stage.rows = make_unique<FeatureRows>(*stage.analysis, width(context));
    return 0;
  });
}

static int giveReady(sb_context *context, OpenStage &stage) {
  const vector<float> rows = stage.rows->takeReady();
  return sb_give(context, rows.data(), rows.size() / width(context));
}

static int process(sb_context *context, void *state) {
  return tellingFailures(context, [&] {
    auto &stage = *static_cast<OpenStage *>(state);
    const sb_input *audio = sb_get(context, "audio");
    stage.analysis->take(audio->values, audio->rows, [&](const FeatureBatch &batch) { stage.rows->take(batch); });
    return giveReady(context, stage);
  });
}

static int finish(sb_context *context, void *state) {
  return tellingFailures(context, [&] {
    auto &stage = *static_cast<OpenStage *>(state);
    stage.analysis->finish([&](const FeatureBatch &batch) { stage.rows->take(batch); });
    if (size_t lost = stage.rows->lost())
      sb_warn(context, "%zu rows are left out: the plugin gave them for times that already had one", lost);
    return giveReady(context, stage);
  });
}

static int run(sb_context *context, void *) {
  return tellingFailures(context, [&] {
    const sb_input *audio = sb_get(context, "audio");
    unique_ptr<Analysis> analysis = started(context);
    FeatureEvents events(*analysis);
    const auto sink = [&](const FeatureBatch &batch) { events.take(batch); };
    analysis->take(audio->values, audio->rows, sink);
    analysis->finish(sink);
    if (declaration(context).parameters.wantsSections(context))
      events.makeSections(double(audio->rows) / audio->format.rate);
    const vector<sb_event> &all = events.all();
    return sb_give_events(context, declaration(context).name.output.c_str(), all.data(), all.size());
  });
}

static void close(void *state) { delete static_cast<OpenStage *>(state); }

unique_ptr<Declaration> declared(const OutputName &name) {
  // What an output is does not depend on the rate of the samples. Some plugins know their bins only when they have
  // started.
  const unique_ptr<Plugin> plugin = load(name, 44100);
  size_t block = plugin->getPreferredBlockSize(), step = plugin->getPreferredStepSize();
  if (block == 0) block = 1024;
  plugin->initialise(1, step == 0 ? block : step, block);
  auto declaration = make_unique<Declaration>(name, *plugin, descriptor(name, *plugin));
  sb_stage &stage = declaration->stage;
  stage.formats = formats;
  stage.open = open;
  stage.start = start;
  stage.process = process;
  stage.finish = finish;
  stage.run = run;
  stage.close = close;
  return declaration;
}
