import Learning
import StageKit

/// `sections`: the structure of a song and what each of its parts is.
struct Sections: TrackStage {
  static let mel = Input<Frames>("mel", "Power in mel bands.")
  static let onset = Input<Frames>("onset", "Onset strength.")
  static let beats = OptionalInput<Events>("beats", "Beats; where there are no downbeats, four of them are a bar.")
  static let downbeats = OptionalInput<Events>(
    "downbeats", "Downbeats, which borders lie on; without them and beats, bars last 2 s.")
  static let sections = Output<Events>(
    "sections",
    "Spans that cover the track: a letter per kind of music as group, the role as label, or the letter without a role.")

  static let minSection = Parameter(
    "min_section", default: 4.0, unit: .seconds, in: 2...30, "The shortest section.")
  static let file = Parameter<TrackFile?>(
    "file", default: nil,
    "A table per track with rows start,end,label[,group] that takes the place of the analysis where it exists.")

  static let declaration = StageDeclaration(
    id: "sections", revision: 6,
    doc:
      "Finds the parts of a song, which of them are the same music, and, where there is a reason, their roles.",
    source: "Marmoret et al. 2023 (block matching over bars); weights and roles: The rules of directing, in the manual",
    inputs: [mel, onset, beats, downbeats], outputs: [sections],
    parameters: [minSection, file])

  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    try MusicCues.require(try inputs[Self.mel])
    try inputs[Self.onset].require(.onsetStrength)
    return FrameFormats()
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    var outputs = Artifacts()
    outputs[Self.sections] = try written(in: context) ?? analysed(inputs, duration: context.track.seconds)
    return outputs
  }

  /// The sections of the track's file, if there is one.
  private func written(in context: TrackContext) throws(Failure) -> Events? {
    guard let file = settings[Self.file] else { return nil }
    let name = context.name(of: file)
    guard let bytes = try context.content(of: file, otherwise: "sections are found in the music") else { return nil }
    let duration = context.track.seconds
    let sections = try SectionFile.sections(in: bytes, name: name, duration: duration)
    let (covering, gaps) = SectionFile.covering(duration, with: sections)
    if !gaps.isEmpty {
      let spans = gaps.map { gap in
        "from \(SectionFile.rounded(gap.lowerBound)) s to \(SectionFile.rounded(gap.upperBound)) s"
      }.joined(separator: ", ")
      context.warn("\(name) names no section \(spans); that is taken as inst")
    }
    return Events(covering)
  }

  private func analysed(_ inputs: Artifacts, duration: Double) throws -> Events {
    let mel = try inputs[Self.mel]
    let bars = BarGrid(
      downbeats: inputs[Self.downbeats]?.times ?? [], beats: inputs[Self.beats]?.times ?? [], duration: duration)
    let likeness = BarLikeness(try BarFeatures(mel: mel, bars: bars))
    let blocks = BarBlocks(likeness, bars: bars, shortest: settings[Self.minSection]).ranges
    let numbers = SectionClusters(of: blocks, likeness).numbers
    let cues = try MusicCues(mel: mel, onset: try inputs[Self.onset], seconds: Seconds(of: duration))
    // Neighbours of one cluster are one section.
    let firsts = blocks.indices.filter { $0 == 0 || numbers[$0] != numbers[$0 - 1] }
    let ends = firsts.dropFirst().map { blocks[$0].lowerBound } + [bars.count]
    let profiles = zip(firsts, ends).map { first, end in
      SectionProfile(
        start: bars.edges[blocks[first].lowerBound], end: bars.edges[end], cluster: numbers[first], cues: cues)
    }
    return Events(
      zip(profiles, RoleRules.roles(of: profiles)).map { profile, role in
        let letter = SectionClusters.letters(profile.cluster)
        return Event(from: profile.start, to: profile.end, label: role?.rawValue ?? letter, group: letter)
      })
  }
}
