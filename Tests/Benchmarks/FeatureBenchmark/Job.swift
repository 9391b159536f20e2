import Engine
import Pipeline
import StageKit

/// Some stages with all that they need from the samples on, run as the engine runs them.
struct Job {
  /// What the table calls it.
  let name: String

  private let lines: [String]

  /// One job per feature stage, and one for all five of librosa's classics from one spectrum.
  static func all(in registry: Registry) -> [Job] {
    let single = registry.stages.compactMap { stage -> Job? in
      guard let output = stage.declaration.outputs.first, output.kind != .document else { return nil }
      let id = stage.declaration.id
      let stages = needs(of: id, in: registry)
      return Job(name: id, stages: stages, sink: "\(output.kind == .events ? "events" : "frames"): [\(id)]")
    }
    let five = Job(
      name: "all five", stages: ["spectrum", "mel", "chroma", "onset", "beats"],
      sink: "frames: [mel, chroma, onset], events: [beats.onsets, beats], numbers: [beats.tempo, chroma.tuning]")
    let tuned = Job(
      name: "chroma, tuning 0", stages: ["spectrum"], more: "  chroma: {use: chroma, with: {tuning: 0}}",
      sink: "frames: [chroma]")
    return single + [tuned, five]
  }

  private init(name: String, stages: [String], more: String = "", sink: String) {
    self.name = name
    lines = stages.map { "  \($0): {use: \($0)}" } + [more, "  sink: {use: sink, in: {\(sink)}}"]
  }

  /// The job as a plan; `nil` if its stages cannot be wired by their names alone.
  func plan(in registry: Registry) -> Plan? {
    let text = (["version: 1", "source: {audio: none}", "stages:"] + lines).joined(separator: "\n")
    return Planner(registry: registry).plan(Array(text.utf8), file: name).plan
  }

  /// Runs the stages over a song once.
  func run(_ plan: Plan, over samples: Samples) throws {
    let streams = try StreamRunner(plan: plan).run(samples)
    let track = TrackInfo(name: name, path: name, seconds: Double(samples.count) / samples.sampleRate, hash: "0")
    var artifacts = streams.artifacts
    for stage in plan.stages {
      guard case .track(let worker) = stage.work else { continue }
      var inputs = Artifacts()
      for (name, wires) in stage.inputs {
        inputs[named: name] = wires.compactMap { wire in
          artifacts[wire.from].map { Artifacts.Named(name: wire.name, of: wire.from.stage, value: $0) }
        }
      }
      let given = try worker.run(inputs, in: TrackContext(track: track, version: "", pipelineHash: stage.key))
      for output in stage.outputs {
        artifacts[PortReference(stage: stage.name, port: output.name)] = given[named: output.name].first?.value
      }
    }
  }

  /// A stage and those it takes from, by the names of its required inputs, each after those it takes from.
  private static func needs(of id: String, in registry: Registry) -> [String] {
    guard let declaration = registry[id]?.declaration else { return [] }
    var found: [String] = []
    for input in declaration.inputs where input.isRequired && input.name != id {
      for need in needs(of: input.name, in: registry) where !found.contains(need) { found.append(need) }
    }
    return found + [id]
  }
}
