import Pipeline
import StageKit
import Testing

@Suite("What stands under source")
struct SourceReaderTests {
  /// A source in line 2, and a stage that writes the frames of the source.
  private func text(_ source: String, stages: String = "  dump: {use: dump}\n") -> String {
    "version: 1\nsource: {\(source)}\nstages:\n" + stages
  }

  @Test("one view is the port frames")
  func oneView() throws {
    let plan = try sound(text("frames: {files: '*.npy', rate: 1 Hz, width: 40}"), file: "a/p.yaml")
    let view = try #require(plan.source.views.first)
    #expect(plan.source.files == ["a/*.npy"])
    #expect(view.name == "frames")
    #expect(view.endings == [".npy"])
    #expect(try plan.stages[0].inputFormats[DumpStage.frames].description == "embeddings, 40 wide at 1 Hz")
  }

  @Test("several views are ports by their names, and the first has the tracks")
  func severalViews() throws {
    let plan = try sound(
      text(
        "frames: {x: {files: 'c/**/*.1s.npy', rate: 1 Hz, width: 3}, y: {files: '{track}.2s.npy', rate: 0.5 Hz, width: 4}}",
        stages: "  one: {use: dump, in: {frames: x}}\n  two: {use: dump, in: {frames: source.y}, to: '{track}.2.npy'}\n"
      ))
    #expect(plan.source.files == ["c/**/*.1s.npy"])
    #expect(plan.source.views.map(\.endings) == [[".1s.npy"], []])
    #expect(plan.source.views[1].file?.path(for: "c/a/x", format: "flac") == "c/a/x.2s.npy")
    #expect(try plan.stages[1].inputFormats[DumpStage.frames].rate == 0.5)
  }

  @Test("widths come from the files, those on the command line first")
  func probedWidths() throws {
    let planner = Planner(
      registry: try Registry([Plugin(name: "test", stages: [StageKind(DumpStage.self)])]), probe: FixedProbe())
    let pipeline = Array(text("frames: {files: 'a/*.1s.npy', rate: 1 Hz}").utf8)
    #expect(planner.plan(pipeline, file: "p.yaml").plan?.source.views.first?.width == 7)
    let replaced = planner.plan(pipeline, file: "p.yaml", tracks: ["b/*_x.npy", "c.npy"])
    #expect(replaced.plan?.source.views.first?.width == 11)
    #expect(replaced.plan?.source.files == ["b/*_x.npy", "c.npy"])
    // Whoever runs it will say that there are none.
    #expect(planner.plan(pipeline, file: "p.yaml", tracks: ["none/*.npy"]).plan?.source.views.map(\.width) == [nil])
    #expect(replaced.plan?.source.views.first?.endings == [".1s.npy", "_x.npy"])
  }

  @Test("without tracks a pipeline is checked as far as it can be, whatever the width will be")
  func unknownWidths() throws {
    let views = "frames: {x: {rate: 1 Hz}, y: {files: '{track}.2s.npy', rate: 0.5 Hz}}"
    let plan = try sound(text(views, stages: "  one: {use: dump, in: {frames: y}}\n"))
    #expect(plan.source.views.map(\.width) == [nil, nil] && plan.source.formats.isEmpty)
    #expect(try plan.stages[0].inputFormats[DumpStage.frames].rate == 0.5)
    #expect(!PlanGraph(plan).text.contains("1 wide"))
    // An error in the source is told alone.
    let bad = text("frames: {x: {rate: 1 Hz}, y: {rate: 0.5 Hz}}", stages: "  one: {use: dump, in: {frames: y}}\n")
    #expect(lint(bad).count == 1)
  }

  @Test("what depends on a width that is not known says so")
  func aWidthIsWanted() throws {
    struct Wide: TrackStage {
      static let frames = Input<Frames>("frames", "Rows of 55 numbers.")
      static let document = Output<Document>("document", fileExtension: "txt", "Text.")
      static let declaration = StageDeclaration(
        id: "wide", doc: "Takes wide rows.", source: "own", inputs: [frames], outputs: [document])

      init(_ settings: Settings) {}

      func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
        let width = try inputs[Self.frames].width
        guard width == 55 else { throw Failure("takes rows of 55 numbers, not \(width)") }
        return FrameFormats()
      }

      func run(_ inputs: Artifacts, in context: TrackContext) -> Artifacts { Artifacts() }
    }
    let planner = Planner(registry: try Registry([Plugin(name: "test", stages: [StageKind(Wide.self)])]))
    func faults(_ frames: String) -> [String] {
      let text = text("frames: {\(frames)}", stages: "  wide: {use: wide}\n")
      return planner.plan(Array(text.utf8), file: "p.yaml").diagnostics.map(\.description)
    }
    let way = "; how wide the rows are is not known here: name their files, or write `width: 40`"
    #expect(faults("rate: 1 Hz").count == 1 && faults("rate: 1 Hz")[0].hasSuffix(way))
    #expect(faults("rate: 1 Hz, width: 54").count == 1 && !faults("rate: 1 Hz, width: 54")[0].contains(way))
    #expect(faults("rate: 1 Hz, width: 55") == [])
  }

  @Test("the rate own is that of the first track's file")
  func ownRate() throws {
    let registry = try Registry([Plugin(name: "test", stages: [StageKind(DumpStage.self)])])
    let pipeline = Array(text("audio: a.flac, rate: own").utf8)
    #expect(Planner(registry: registry, probe: FixedProbe()).plan(pipeline, file: "p.yaml").diagnostics.count == 1)
    for (rate, wanted) in [("own", 48_000.0), ("44.1 kHz", 44_100)] {
      let frames = Array(text("frames: {files: 'a/*.npy', rate: 1 Hz, width: 7}").utf8)
      let result = Planner(registry: registry, probe: FixedProbe())
        .plan(frames, file: "p.yaml", overrides: [Override("source.rate=\(rate)")])
      #expect(result.plan?.source.sampleRate == wanted, "\(result.diagnostics)")
    }
    let blind = Planner(registry: registry).plan(pipeline, file: "p.yaml").diagnostics.map(\.description)
    #expect(blind.contains("p.yaml:2:31: error: source.rate: the tracks cannot be looked into here; write a number"))
  }

  /// Tells widths by the first file's folder.
  private struct FixedProbe: SourceProbe {
    func sampleRate(of files: [String]) -> Double? { 48_000 }

    func widths(of files: [String], endings: [String], others: [TrackFile]) throws(Failure) -> [Int] {
      if others.contains(where: { $0.template.contains("unread") }) { throw Failure("x: cannot read") }
      return files.first?.hasPrefix("none/") == true ? [] : [files.first?.hasPrefix("a/") == true ? 7 : 11]
    }
  }

  /// Files in the place of a pattern do not say where the track's name ends, by which the other view is found.
  @Test(
    "a pattern that the shell has replaced",
    arguments: [("a/b.1s.npy", true), ("a/*.1s.npy", false)])
  func expandedPattern(track: String, isExpanded: Bool) throws {
    let frames = text(
      "frames: {x: {rate: 1 Hz}, y: {files: '{track}.unread.npy', rate: 1 Hz}}",
      stages: "  dump: {use: dump}\n")
    let registry = try Registry([Plugin(name: "test", stages: [StageKind(DumpStage.self)])])
    let messages = Planner(registry: registry, probe: FixedProbe())
      .plan(Array(frames.utf8), file: "p.yaml", tracks: [track]).diagnostics.map(\.description)
    let message = try #require(messages.first { $0.contains("the width of the rows is not known: x: cannot read") })
    #expect(message.contains("by a pattern in quotes") == isExpanded)
  }

  @Test("a source of frames gives no audio")
  func noAudio() {
    #expect(
      lint(text("frames: {files: '*.npy', rate: 1 Hz, width: 4}", stages: "  mel: {use: mel}\n  dump: {use: dump}\n"))
        == [
          "p.yaml:4:3: error: mel.audio takes audio, and nothing is wired to it; the source has frames in place of audio; "
            + "leave this stage out, or name songs under `source.audio`"
        ])
  }

  @Test(
    "mistakes in frames",
    arguments: [
      (
        "frames: '*.npy'",
        "`frames` must be a mapping {files: \"*.npy\", rate: 1 Hz}, or several views by name, found '*.npy'"
      ),
      ("frames: {files: a.npy, width: 2}", "view 'frames' lacks `rate`, such as 1 Hz"),
      (
        "frames: {files: a.npy, rate: 1 Hz}",
        "the width of the rows is not known: there are no files to look at; name them, or write `width: 40`"
      ),
      ("frames: {files: a.npy, rate: 0, width: 2}", "frames.rate: 0 is out of range; allowed: 0.001 to 1000000 Hz"),
      ("frames: {x: {fils: a, rate: 1, width: 2}}", "view 'x': unknown key 'fils'; did you mean 'files'?"),
      (
        "frames: {labels: {files: a, rate: 1, width: 2}}",
        "'labels' has a meaning of its own; give the view another name"
      ),
      (
        "frames: {x: {files: a, rate: 1, width: 2}, y: {files: b.npy, rate: 1, width: 2}}",
        "y.files: 'b.npy' would be one file for all tracks; name it after the track, such as {track}.2s.npy"
      ),
      (
        "frames: {x: {files: a, rate: 1, width: 2}, y: {rate: 1, width: 2}}",
        "view 'y' lacks `files`, such as \"{track}.2s.npy\""
      ),
      (
        "audio: songs, frames: {files: a.npy, rate: 1, width: 2}",
        "`frames` stands in place of `audio`; leave one of them out"
      ),
      (
        "rate: 44.1 kHz, frames: {files: a.npy, rate: 1, width: 2}",
        "source.rate is about audio, and this source has frames in its place; write the rows' rate under `frames`"
      ),
    ])
  func frameMistakes(source: String, message: String) {
    let view = ["x", "labels"].first { source.contains("{\($0):") } ?? "frames"
    let stages = "  dump: {use: dump, in: {frames: \(view)}}\n"
    let messages = lint(text(source, stages: stages))
    #expect(messages.count == 1)
    #expect(messages.first?.contains("error: \(message)") == true, "\(messages)")
  }

  @Test("labels are a port, if the source names them")
  func labels() throws {
    let registry = try Registry([Plugin(name: "test", stages: [StageKind(ReadStage.self)])])
    func plan(_ source: String) -> PlanResult {
      Planner(registry: registry).plan(Array(text(source, stages: "  read: {use: read}\n").utf8), file: "a/p.yaml")
    }
    let labelled = try #require(plan("audio: songs, labels: '{track}.shots.csv'").plan)
    #expect(labelled.source.labels?.path(for: "songs/x", format: "flac") == "songs/x.shots.csv")
    #expect(labelled.stages[0].inputs["labels"]?.map(\.from.description) == ["source.labels"])
    #expect(
      plan("audio: songs").diagnostics.map(\.description) == [
        "a/p.yaml:4:3: error: read.labels takes text, and nothing is wired to it; name the files under `source`, such as "
          + "`labels: \"{track}.shots.csv\"`"
      ])
    #expect(
      plan("audio: songs, labels: '{trak}.csv'").diagnostics.map(\.message).first
        == "source.labels: '{trak}.csv' has the unknown placeholder 'trak'; did you mean 'track'?")
  }

  /// Takes labels and gives a document.
  private struct ReadStage: TrackStage {
    static let labels = Input<TrackText>("labels", "The labels.")
    static let document = Output<Document>("document", fileExtension: "txt", "The labels as text.")
    static let declaration = StageDeclaration(
      id: "read", doc: "Reads labels.", source: "own", inputs: [labels], outputs: [document])

    init(_ settings: Settings) {}
    func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts { Artifacts() }
  }

  @Test("unlabelled tracks are relative to the pipeline")
  func unlabelled() throws {
    let plan = try sound(
      text("frames: {files: a.npy, rate: 1, width: 2}, unlabelled: ['more/*.npy', /b]"), file: "a/p.yaml")
    #expect(plan.source.unlabelled == ["a/more/*.npy", "/b"])
  }
}
