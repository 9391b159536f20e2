// Vamp plugins that do what few do, for check_odd_vamp.py.
#include <csignal>
#include <cstdio>
#include <iostream>

#include <vamp-sdk/Plugin.h>
#include <vamp-sdk/PluginAdapter.h>
#include <vamp/vamp.h>

#ifdef CRASHES_WHEN_LOADED
__attribute__((constructor)) static void crash() { raise(SIGSEGV); }
#endif

using namespace std;
using Vamp::Plugin;
using Vamp::RealTime;

/// A plugin that remembers what it was started with.
class Odd : public Plugin {
 public:
  explicit Odd(float rate) : Plugin(rate) {}

  string getName() const override { return "Odd " + getIdentifier(); }
  string getDescription() const override { return "does what few do,\n and says so\twith \xe9"; }
  string getMaker() const override { return ""; }
  string getCopyright() const override { return ""; }
  int getPluginVersion() const override { return 3; }
  InputDomain getInputDomain() const override { return TimeDomain; }
  bool initialise(size_t channels, size_t step, size_t block) override {
    this->channels = channels;
    this->step = step;
    this->block = block;
    return true;
  }
  void reset() override {}
  OutputList getOutputDescriptors() const override {
    OutputDescriptor output;
    output.identifier = "out";
    output.name = "Out";
    output.hasFixedBinCount = true;
    output.binCount = 1;
    change(output);
    return {output};
  }
  FeatureSet process(const float *const *, RealTime) override { return {}; }
  FeatureSet getRemainingFeatures() override { return {}; }

 protected:
  virtual void change(OutputDescriptor &) const {}

  static Feature feature(vector<float> values) {
    Feature feature;
    feature.values = values;
    return feature;
  }

  static Feature at(double time, Feature feature) {
    feature.hasTimestamp = true;
    feature.timestamp = RealTime::fromSeconds(time);
    return feature;
  }

  size_t channels = 0, step = 0, block = 0, calls = 0;
};

/// One row a block, all of them at the end, with the times of their blocks.
struct Kept : Odd {
  using Odd::Odd;
  string getIdentifier() const override { return "kept"; }
  InputDomain getInputDomain() const override { return FrequencyDomain; }
  size_t getPreferredBlockSize() const override { return 512; }
  size_t getPreferredStepSize() const override { return 128; }
  void change(OutputDescriptor &output) const override {
    output.binCount = 3;
    output.unit = "dB";
    output.binNames = {"a", "\xe9", "\"c\""};
  }
  FeatureSet process(const float *const *, RealTime time) override {
    cout << "to standard output, where frames are" << endl;
    printf("and so is this\n");
    kept.push_back(at(time / RealTime(1, 0), feature({float(calls++), 0.5f, -1})));
    return {};
  }
  FeatureSet getRemainingFeatures() override { return {{0, kept}}; }
  FeatureList kept;
};

/// A row at every third block; that of block 6 has no values.
struct Gaps : Odd {
  using Odd::Odd;
  string getIdentifier() const override { return "gaps"; }
  FeatureSet process(const float *const *buffers, RealTime) override {
    size_t call = calls++;
    if (call % 3 != 0) return {};
    return {{0, {call == 6 ? feature({}) : feature({buffers[0][0]})}}};
  }
};

/// Spans with labels, the last first, and one without a label.
struct Spans : Odd {
  using Odd::Odd;
  string getIdentifier() const override { return "spans"; }
  void change(OutputDescriptor &output) const override {
    output.sampleType = OutputDescriptor::VariableSampleRate;
    output.hasDuration = true;
  }
  FeatureSet getRemainingFeatures() override {
    FeatureList spans = {span(2, 1, "B", {2}), span(0, 2, "A", {1}), span(3, -1, "", {0.1f, 440})};
    return {{0, spans}};
  }
  static Feature span(double start, double length, string label, vector<float> values) {
    Feature span = at(start, feature(values));
    span.hasDuration = true;
    span.duration = RealTime::fromSeconds(length);
    span.label = label;
    return span;
  }
};

/// Starts of sections, as some name them.
struct Starts : Odd {
  using Odd::Odd;
  string getIdentifier() const override { return "starts"; }
  void change(OutputDescriptor &output) const override { output.sampleType = OutputDescriptor::VariableSampleRate; }
  FeatureSet getRemainingFeatures() override {
    return {{0, {at(0, feature({7})), at(0.25, feature({2})), at(0.5, feature({7}))}}};
  }
};

/// Gives its settings.
struct Programs : Odd {
  using Odd::Odd;
  string getIdentifier() const override { return "programs"; }
  ProgramList getPrograms() const override { return {"soft", "loud"}; }
  string getCurrentProgram() const override { return program; }
  void selectProgram(string name) override {
    program = name;
    level = name == "loud" ? 8 : 2;
  }
  ParameterList getParameterDescriptors() const override {
    ParameterDescriptor level, on, word;
    level.identifier = "maxLevel";
    level.name = "Level";
    level.unit = "%";
    level.maxValue = 10;
    level.defaultValue = 2;
    level.isQuantized = true;
    level.quantizeStep = 2;
    on.identifier = "on";
    on.maxValue = 1;
    on.isQuantized = true;
    on.quantizeStep = 1;
    word = on;
    word.identifier = "step_size";
    word.minValue = 3;
    word.maxValue = 5;
    word.defaultValue = 4;
    word.valueNames = {"three", "four: \"4\"", "five"};
    return {level, on, word};
  }
  float getParameter(string id) const override { return id == "maxLevel" ? level : id == "on" ? on : word; }
  void setParameter(string id, float value) override { (id == "maxLevel" ? level : id == "on" ? on : word) = value; }
  void change(OutputDescriptor &output) const override { output.binCount = 3; }
  FeatureSet process(const float *const *, RealTime) override { return {{0, {feature({level, on, word})}}}; }
  string program = "soft";
  float level = 2, on = 0, word = 4;
};

/// Starts at 44.1 kHz only, and needs two channels.
struct Choosy : Odd {
  using Odd::Odd;
  string getIdentifier() const override { return "choosy"; }
  size_t getMinChannelCount() const override { return 2; }
  size_t getMaxChannelCount() const override { return 2; }
  bool initialise(size_t channels, size_t step, size_t block) override {
    return m_inputSampleRate == 44100 && channels == 2 && Odd::initialise(channels, step, block);
  }
  FeatureSet process(const float *const *buffers, RealTime) override {
    return {{0, {feature({buffers[0][0] - buffers[1][0] + float(block)})}}};
  }
};

/// Rows of a fixed rate that come twice, late and with a gap.
struct Late : Odd {
  using Odd::Odd;
  string getIdentifier() const override { return "late"; }
  void change(OutputDescriptor &output) const override {
    output.sampleType = OutputDescriptor::FixedSampleRate;
    output.sampleRate = 10;
  }
  FeatureSet getRemainingFeatures() override {
    Feature next = feature({4});
    return {{0, {at(0.1, feature({1})), at(0.31, feature({3})), at(0.1, feature({9})), at(0.3, feature({3})), next}}};
  }
};

/// Ends its process in the middle of a track.
struct Crash : Odd {
  using Odd::Odd;
  string getIdentifier() const override { return "crash"; }
  FeatureSet process(const float *const *, RealTime) override {
    raise(SIGSEGV);
    return {};
  }
};

/// Gives rows of other widths than it describes.
struct Liar : Odd {
  using Odd::Odd;
  string getIdentifier() const override { return "liar"; }
  FeatureSet process(const float *const *, RealTime) override { return {{0, {feature({1, 2})}}}; }
};

extern "C" const VampPluginDescriptor *vampGetPluginDescriptor(unsigned version, unsigned index) {
  static Vamp::PluginAdapter<Kept> kept;
  static Vamp::PluginAdapter<Gaps> gaps;
  static Vamp::PluginAdapter<Spans> spans;
  static Vamp::PluginAdapter<Starts> starts;
  static Vamp::PluginAdapter<Programs> programs;
  static Vamp::PluginAdapter<Choosy> choosy;
  static Vamp::PluginAdapter<Late> late;
  static Vamp::PluginAdapter<Crash> crash;
  static Vamp::PluginAdapter<Liar> liar;
  Vamp::PluginAdapterBase *all[] = {&kept, &gaps, &spans, &starts, &programs, &choosy, &late, &crash, &liar};
  return version < 1 || index >= sizeof all / sizeof *all ? nullptr : all[index]->getDescriptor();
}
