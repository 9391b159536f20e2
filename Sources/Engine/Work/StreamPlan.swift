import Pipeline
import StageKit

/// Which frame stages run in which pass over a track, and which streams are spooled.
///
/// A stage that surveys first looks at its input in one pass and gives its rows in the next. What it takes then is
/// replayed from spooled rows where these are narrower than the audio; wider streams (a spectrum) are made again from spooled
/// audio, which is smaller.
struct StreamPlan {
  /// The frame stages, each after those it takes from.
  let stages: [PlannedStage]
  /// The first pass in which a stage's rows exist, by stage name; passes count from 1.
  let pass: [String: Int]
  /// The stages that survey first.
  let surveying: Set<String>
  /// The streams whose rows are spooled: those that later stages need whole, and those that a later pass replays.
  private(set) var spooled: Set<PortReference>

  private let audioRate: Double

  /// The audio that all streams are made from.
  static let audio = PortReference(stage: PortReference.source, port: "audio")

  /// - Parameters:
  ///   - wanted: What other stages want whole.
  ///   - surveying: The names of the stages that survey first.
  init(_ plan: Plan, wanted: Set<PortReference>, surveying: Set<String>) {
    stages = Self.stages(of: plan, leadingTo: wanted)
    audioRate = plan.source.sampleRate
    self.surveying = surveying

    var pass: [String: Int] = [:]
    for stage in stages {
      let available = stage.streams.map { pass[$0.stage] ?? 1 }.max() ?? 1
      pass[stage.name] = available + (surveying.contains(stage.name) ? 1 : 0)
    }
    self.pass = pass

    let sources = Set(plan.source.formats.map(\.port))
    let streams = Set(stages.compactMap(\.streamOutput))
    spooled = wanted.filter { sources.contains($0) || streams.contains($0) }
    spooled.formUnion(replayed)
  }

  /// The frame stages that lead to something, each after those it takes from.
  static func stages(of plan: Plan, leadingTo wanted: Set<PortReference>) -> [PlannedStage] {
    var needed = Set(wanted.map(\.stage))
    let stages = plan.stages.filter { $0.granularity == .frame }
    for stage in stages.reversed() where needed.contains(stage.name) { needed.formUnion(stage.streams.map(\.stage)) }
    return stages.filter { needed.contains($0.name) }
  }

  /// How many passes there are.
  var passCount: Int { pass.values.max() ?? 1 }

  /// The pass in which a stream first flows.
  func pass(of stream: PortReference) -> Int { pass[stream.stage] ?? 1 }

  /// Whether a stage's work in a pass is to survey, to process, or nothing.
  func role(of stage: PlannedStage, inPass number: Int) -> StreamRole? {
    guard let own = pass[stage.name] else { return nil }
    if own == number { return .process }
    return surveying.contains(stage.name) && own == number + 1 ? .survey : nil
  }

  /// Whether a later pass reads the stream's spooled rows, rather than making them again.
  func replays(_ stream: PortReference) -> Bool {
    if stream.stage == PortReference.source || surveying.contains(stream.stage) { return true }
    guard let format = format(of: stream) else { return true }
    return spooled.contains(stream) || Double(format.width) * format.rate <= audioRate
  }

  /// The streams that later passes read from spooled rows.
  private var replayed: Set<PortReference> {
    var result: Set<PortReference> = []
    func need(_ stream: PortReference) {
      if replays(stream) {
        result.insert(stream)
      } else {
        for input in stages.first(where: { $0.name == stream.stage })?.streams ?? [] { need(input) }
      }
    }
    for stage in stages {
      for stream in stage.streams where pass(of: stream) < pass[stage.name] ?? 1 { need(stream) }
    }
    return result
  }

  private func format(of stream: PortReference) -> FrameFormat? {
    stages.first { $0.name == stream.stage }?.outputFormats[named: stream.port].first
  }
}

/// What a frame stage does in a pass.
enum StreamRole {
  /// Looks at its input.
  case survey
  /// Gives its rows.
  case process
}

extension PlannedStage {
  /// The streams that the stage takes, in the order of its declaration's ports.
  var streams: [PortReference] {
    declaration.inputs.flatMap { inputs[$0.name] ?? [] }.map(\.from)
  }
}
