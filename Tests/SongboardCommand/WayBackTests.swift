import Shots
import StageKit
import Testing

@testable import Edits
@testable import Writers

/// What writers write comes back from each format as it was, but for what the format's row in ``FormatLoss/table`` says.
@Suite struct WayBackTests {
  /// Plans of this many seeds go through each format.
  private static let seeds = 0..<200
  private static let rates: [FrameRate] = [.film, .fps24, .fps25, .ntsc, .ntscDrop, .fps50, .ntscDoubleDrop, .fps60]
  /// Who may be shown, with what formats have meanings for.
  private static let subjects = [nil, "Ann", "Bo: the 2nd", "Zoë & <Cy>", "DJ_007 ON CAM 1", "=1+1", "P=2 | 'x'"]
  private static let track = TrackInfo(name: "s", path: "a/s.wav", seconds: 60, hash: "00ff")

  // MARK: Plans

  /// A plan: cards, or cameras, some of whose shots have no picture.
  private static func document(seed: Int) throws -> PlanDocument {
    var chance = SeededNumbers(seed: UInt64(seed))
    let rate = rates[seed % rates.count]
    let types = seed % 3 == 0 ? ["near", "M&S", "far away", "ÄÖ"] : ShotType.names
    let day = Timecode.framesPerDay(at: rate)
    let hasCameras = seed % 2 == 0
    let clips = (0..<4).map { number in
      SourceClip(
        name: "CAM \(number)", reel: "R00\(number)", file: ["cam \(number).mov", "/v/100%/c\(number).mp4"][number % 2],
        start: Timecode(frame: Int.random(in: 0..<day - 100_000, using: &chance), rate: rate), inFrame: 0,
        frames: number == 3 ? nil : 50_000,
        size: number == 1 ? try? PictureSize("1280x720") : nil)
    }
    var shots: [Shot] = []
    for _ in 0..<Int.random(in: 1...40, using: &chance) {
      let first = shots.last?.outFrame ?? 0
      var source = hasCameras && Int.random(in: 0..<6, using: &chance) > 0 ? clips.randomElement(using: &chance) : nil
      source?.inFrame = Int.random(in: 0..<40_000, using: &chance)
      shots.append(
        Shot(
          inFrame: first, outFrame: first + Int.random(in: 1...200, using: &chance),
          type: types[Int.random(in: 0..<types.count, using: &chance)],
          subject: subjects[Int.random(in: 0..<subjects.count, using: &chance)],
          probability: Double.random(in: 0...1, using: &chance),
          runnerUp: types[0], reason: "chorus: \(shots.count)", isLocked: Int.random(in: 0..<5, using: &chance) == 0,
          source: source))
    }
    if hasCameras, !shots.contains(where: { $0.source != nil && !$0.isLocked }) {
      shots[0].source = clips[0]
      shots[0].isLocked = false
    }
    let start = seed % 5 == 0 ? 0 : Int.random(in: 0..<day - 10_000, using: &chance)
    return PlanDocument(
      plan: try ShotPlan(shots, rate: rate, start: start, types: types),
      sections: [Event(from: 0, to: 1.5, label: "verse", group: "A")], tempo: 120, trackPath: track.path,
      seconds: track.seconds, trackHash: track.hash)
  }

  /// What a writer makes of a plan.
  private static func written(
    _ document: PlanDocument, as format: CutFormat, mode: TimelineMode = .auto
  ) throws -> EditedPlan.File {
    func settings(_ stage: any Stage.Type) -> Settings {
      var settings = Settings(defaultsOf: stage.declaration)
      settings[TimelineSettings.mode] = mode
      return settings
    }
    let writer: any TrackStage =
      switch format {
      case .json: WriteJSON(Settings(defaultsOf: WriteJSON.declaration))
      case .csv: WriteCSV(Settings(defaultsOf: WriteCSV.declaration))
      case .edl: WriteEDL(settings(WriteEDL.self))
      case .otio: WriteOTIO(settings(WriteOTIO.self))
      case .fcp7: WriteFCP7(settings(WriteFCP7.self))
      case .fcpxml: WriteFCPXML(settings(WriteFCPXML.self))
      case .mlt: try WriteMLT(settings(WriteMLT.self))
      }
    var inputs = Artifacts()
    inputs[named: "shots"] = [Artifacts.Named(name: "cuts", value: document.plan)]
    if format == .json {
      inputs[named: "sections"] = [Artifacts.Named(name: "sections", value: Events(document.sections))]
      inputs[named: "tempo"] = [Artifacts.Named(name: "tempo", value: Number(120))]
    }
    let outputs = try writer.run(inputs, in: TrackContext(track: track, version: "0", pipelineHash: "00"))
    let page = try #require(outputs[named: "document"].first?.value as? Document)
    return EditedPlan.File(path: "out/s.\(format.rawValue)", bytes: try page.bytes())
  }

  // MARK: There and back

  /// With the plan beside it, nothing is lost in any format.
  @Test(arguments: FormatLoss.table.map(\.format)) func besideItsPlanAnEditIsWhole(format: CutFormat) throws {
    for seed in Self.seeds {
      let document = try Self.document(seed: seed)
      var knowledge = EditedPlan.Knowledge()
      if format != .json { knowledge.former = try Self.written(document, as: .json) }
      let back = try EditedPlan([try Self.written(document, as: format)], knowing: knowledge).document
      #expect(back.plan == document.plan, "seed \(seed)")
      #expect(
        back.sections == document.sections && back.tempo == document.tempo && back.trackPath == document.trackPath)
    }
  }

  @Test(arguments: FormatLoss.table.map(\.format)) func aloneAnEditLosesWhatTheTableSays(format: CutFormat) throws {
    let losses = try #require(FormatLoss.table.first { $0.format == format }).losses
    for seed in Self.seeds {
      let document = try Self.document(seed: seed)
      var knowledge = EditedPlan.Knowledge()
      knowledge.vocabulary = try Vocabulary(types: document.plan.types, scale: [])
      let file = try Self.written(document, as: format)
      let hasCameras = document.plan.hasCameras
      let isRefused =
        hasCameras
        && (losses.contains(.cameraTypes)
          || (losses.contains(.gaps) && document.plan.hasInnerGaps)
          // A list has no word for a gap at its start, and begins later.
          || (format == .fcp7 && document.plan.shots[0].source == nil))
      guard !isRefused else {
        #expect(throws: Failure.self, "seed \(seed)") { try EditedPlan([file], knowing: knowledge) }
        continue
      }
      // Seconds in thousandths tell rates apart from some length on.
      if format == .csv, document.plan.rate.seconds(ofFrame: document.plan.frames) < 2 {
        knowledge.rate = document.plan.rate
      }
      let back = try EditedPlan([file], knowing: knowledge).document.plan
      guard !losses.contains(.gaps) || document.plan.shots.allSatisfy({ $0.source != nil }) || !hasCameras else {
        // Without its first or last shots it is another plan.
        continue
      }
      let (one, other) = (try Self.without(losses, document.plan), try Self.without(losses, back))
      #expect(one == other, "seed \(seed)")
    }
  }

  /// Markers alone have their types and subjects in their names.
  @Test(arguments: [CutFormat.edl, .otio, .fcp7]) func markersKeepTypesAndSubjects(format: CutFormat) throws {
    for seed in Self.seeds where seed % 2 == 1 {
      let plan = try Self.document(seed: seed).plan
      var knowledge = EditedPlan.Knowledge()
      knowledge.vocabulary = try Vocabulary(types: plan.types, scale: [])
      let file = try Self.written(Self.document(seed: seed), as: format, mode: .markers)
      let back = try EditedPlan([file], knowing: knowledge).document.plan
      #expect(back.shots.map(\.type) == plan.shots.map(\.type), "seed \(seed)")
      let subjects = plan.shots.map { shot in
        format == .edl ? shot.subject.map { ASCIIText.line($0.replacing("|", with: "/")) } : shot.subject
      }
      #expect(back.shots.map(\.subject) == subjects, "seed \(seed)")
    }
  }

  /// A plan without what a format loses.
  private static func without(_ losses: [FormatLoss], _ plan: ShotPlan) throws -> ShotPlan {
    let rate = losses.contains(.dropFrame) ? plan.rate.counting(false) : plan.rate
    let day = Timecode.framesPerDay(at: rate)
    let shots = plan.shots.map { shot in
      var shot = shot
      if losses.contains(.reasons) {
        (shot.probability, shot.runnerUp, shot.reason, shot.isLocked) = (nil, nil, "", false)
      }
      if losses.contains(.subjectLetters) { shot.subject = shot.subject.map(ASCIIText.line) }
      if losses.contains(.cameras) { shot.source = nil }
      guard var source = shot.source else { return shot }
      if losses.contains(.clipStarts) || losses.contains(.dropFrame) {
        source.inFrame = losses.contains(.dropFrame) ? source.inFrame : (source.inFrame + source.start.frame) % day
        source.start = Timecode(frame: losses.contains(.clipStarts) ? 0 : source.start.frame, rate: rate)
      }
      if losses.contains(.sizes) { source.size = nil }
      if losses.contains(.reels) { source.reel = "" }
      if losses.contains(.clipNames) { source.name = "" }
      if losses.contains(.folders) { source.file = FilePath.lastPart(of: source.file) }
      // A length that the plan does not know comes back as what is played.
      if losses.contains(.lengths) || source.frames != 50_000 { source.frames = nil }
      shot.source = source
      return shot
    }
    return try ShotPlan(shots, rate: rate, start: losses.contains(.start) ? 0 : plan.start.frame, types: plan.types)
  }

  @Test func theManualHasTheTableOfLosses() throws {
    #expect(try Repository.text("Sources/songboard/Songboard.docc/WayBack.md").contains(FormatLoss.markdown))
  }
}

extension ShotPlan {
  /// Whether no camera shows a shot between two that cameras show.
  fileprivate var hasInnerGaps: Bool {
    let shown = shots.indices.filter { shots[$0].source != nil }
    return shown.count < (shown.last ?? 0) - (shown.first ?? 0) + 1
  }
}

extension FrameRate {
  /// The rate with drop-frame timecode or without.
  fileprivate func counting(_ isDropFrame: Bool) -> FrameRate {
    FrameRate(numerator: numerator, denominator: denominator, isDropFrame: isDropFrame) ?? self
  }
}

/// Numbers that are the same for the same seed. Source: SplitMix64, Steele et al. 2014.
private struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
