import Cameras
import Directing
import Evaluation
import Features
import Files
import Pipeline
import Shots
import StageKit
import Structure
import Training
import Writers

extension Reader {
  /// Readers within stages, which get a file through their inputs or beside the track; and that of pipelines.
  static func stages() throws -> [Reader] {
    let registry = try Registry([.features, .structure, .directing, .cameras, .training, .evaluation, .writers])
    let plan = try plan(.fps25)
    let labels = try trackStage("labels", of: .training)
    let sections = try trackStage("sections", of: .structure, file: "{track}.csv")
    let grid = try trackStage("grid", of: .features, file: "{track}.csv")
    let silence: [(String, any Artifact)] = [
      ("mel", Quantity.melPower, 32), ("onset", .onsetStrength, 1), ("chroma", .chroma, 12),
    ]
    .map { name, quantity, width in
      let format = FrameFormat(quantity: quantity, width: width, rate: 10, sampleRate: 22050)
      return (name, Frames(format: format, values: [Float](repeating: 0, count: 132 * width)))
    }
    let cameras = try trackStage("cameras", of: .cameras, file: "{track}.yaml")
    let tables = [
      "start,end,type\n0,4,CU\n4,8.5,MS\n8.5,13.2,LS\n", "0;0:04;CU\n\n# the end\n0:04;0:13,20;LS\n",
      "shot,start,type,end,p\n1,0,CU,2,.5\n2,2,LS,13.2,.5\n",
    ].map { Array($0.utf8) }
    let labelled = [
      ("csv", tables), ("edl", [try written(plan, by: "write.edl")]), ("otio", [try written(plan, by: "write.otio")]),
    ].map { ending, seeds in
      Reader("labels.\(ending)", seeds) { bytes in
        _ = try run(labels, [("labels", TrackText(path: "x.\(ending)", bytes: bytes))])
      }
    }
    // One that names a plugin is none without it.
    let pipelines = try FileTree.names(in: "pipelines").filter { $0.hasSuffix(".yaml") }.sorted().map {
      try FileContent.bytes(of: "pipelines/\($0)")
    }.filter { !String(decoding: $0, as: UTF8.self).contains("\nplugins:") }
    return labelled + [
      Reader("sections", texts: "start,end,label,group\n0,4.5,verse,A\n4.5,0:13.2,chorus,B\n", "0,5,intro\n") { bytes in
        _ = try run(sections, [], beside: bytes)
      },
      Reader(
        "beats", texts: "time,bar\n0.5,1\n1,1\n0:01.5,2\n", "time;beat\n0,5;1\n1;2\n", "bpm,offset,meter\n120,0.5,3\n"
      ) { bytes in
        _ = try run(grid, silence, beside: bytes)
      },
      Reader("cameras", texts: cameraFile) { bytes in
        _ = try run(cameras, [("shots", plan), ("beats", Events(times: [1, 2.5, 6]))], beside: bytes)
      },
      Reader("pipeline", pipelines) { bytes in
        let result = Planner(registry: registry).plan(bytes, file: "pipelines/x.yaml")
        guard result.plan != nil else { throw Failure(result.diagnostics.first?.description ?? "no plan") }
      },
    ]
  }

  private static let cameraFile = """
    version: 1
    clips:
      LEFT:
        reel: A001
        file: media/left.mov
        rate: 25
        start: 10:00:00:00
        timecode: 10:00:10:05
        drift_ppm: 20
        length: 1:40
        ranges: [[0, 1:02], [1:10, end]]
        excluded: [0:10, 0:12]
        types: {CU: .9, MCU: .8}
        angle: 30
        side: left
        locked_off: true
      wide: {camera: W, offset: -2.5, types: [XLS, LS], safe: true}

    """

  // MARK: Running stages

  /// A plugin's track stages that take a plan, with their defaults.
  static func trackStages(of plugin: Plugin) throws -> [any TrackWorker] {
    try plugin.stages.filter { $0.declaration.inputs.contains { $0.name == "shots" } }.compactMap { kind in
      guard case .track(let worker) = try kind.make(Settings(defaultsOf: kind.declaration)) else { return nil }
      return worker
    }
  }

  private static func trackStage(
    _ id: String, of plugin: Plugin, file: String? = nil
  ) throws -> any TrackWorker {
    guard let kind = try Registry([plugin])[id] else { throw Failure("there is no stage \(id)") }
    var settings = Settings(defaultsOf: kind.declaration)
    if let file { settings.set("file", to: try TrackFile?(.text(file), unit: nil)) }
    guard case .track(let worker) = try kind.make(settings) else { throw Failure("\(id) is no track stage") }
    return worker
  }

  /// Runs a stage on a track of 13.2 s, with a file beside it.
  private static func run(
    _ stage: any TrackWorker, _ inputs: [(String, any Artifact)], beside file: [UInt8]? = nil
  ) throws -> Artifacts {
    var artifacts = Artifacts()
    for (name, value) in inputs { artifacts[named: name] = [.init(name: name, value: value)] }
    let track = TrackInfo(name: "a/x", path: "a/x.flac", seconds: 13.2, hash: "00ff")
    let context = TrackContext(track: track, version: "1", pipelineHash: "ff", content: { _ in file })
    return try stage.run(artifacts, in: context)
  }

  /// What a stage writes of a plan's file.
  static func write(_ document: PlanDocument, by stage: any TrackWorker) throws {
    var inputs: [(String, any Artifact)] = [("shots", document.plan), ("sections", Events(document.sections))]
    if let tempo = document.tempo { inputs.append(("tempo", Number(tempo))) }
    let outputs = try run(stage, inputs)
    for name in outputs.names {
      for output in outputs[named: name] { _ = try (output.value as? Document)?.bytes() }
    }
  }

  /// A plan as a writer writes it.
  static func written(_ plan: ShotPlan, by id: String) throws -> [UInt8] {
    let outputs = try run(
      trackStage(id, of: .writers),
      [
        ("shots", plan), ("sections", Events([Event(from: 0, to: 13.2, label: "verse", group: "A")])),
        ("tempo", Number(97.5)),
      ])
    guard let document = outputs[named: "document"].first?.value as? Document else {
      throw Failure("\(id) gives no document")
    }
    return try document.bytes()
  }

  // MARK: Plans

  /// Three shots of 13.2 s.
  static func plan(_ rate: FrameRate) throws -> ShotPlan {
    let frames = [0, 4, 8.5, 13.2].map { rate.frame(flooring: $0) }
    return try ShotPlan(
      [
        Shot(inFrame: 0, outFrame: frames[1], type: "XLS", probability: 0.87, runnerUp: "LS", reason: "intro"),
        Shot(inFrame: frames[1], outFrame: frames[2], type: "CU", probability: 0.5),
        Shot(inFrame: frames[2], outFrame: frames[3], type: "LS", probability: 1, reason: "held", isLocked: true),
      ], rate: rate)
  }

  /// The same with clips for two of them.
  static func cameraPlan() throws -> ShotPlan {
    let plan = try plan(.fps25)
    var shots = plan.shots
    shots[0].source = SourceClip(
      name: "CAM1", reel: "A001", file: "/media/cam 1.mov", start: Timecode(frame: 900_000, rate: .fps25), inFrame: 100)
    shots[1].source = SourceClip(
      name: "CAM2", reel: "B001", start: Timecode(frame: 0, rate: .fps25), inFrame: 7, frames: 500)
    return try ShotPlan(shots, rate: .fps25)
  }
}
