import Learning
import StageKit

/// `sections`: the structure of a song and what each of its parts is.
struct Sections: TrackStage {
  static let mel = Input<Frames>("mel", "Power in mel bands.")
  static let chroma = Input<Frames>("chroma", "Chroma, twelve pitch classes.")
  static let onset = Input<Frames>("onset", "Onset strength.")
  static let beats = OptionalInput<Events>("beats", "Beats, which borders snap to where there are no downbeats.")
  static let downbeats = OptionalInput<Events>("downbeats", "Downbeats, which borders snap to.")
  static let sections = Output<Events>(
    "sections",
    "Spans that cover the track: a letter per kind of music as group, the role as label, or the letter without a role.")

  static let kernel = Parameter(
    "kernel", default: 16.0, unit: .seconds, in: 4...32, "How much music before and after a border is compared.")
  static let delta = Parameter(
    "delta", default: 0.05, in: 0.01...0.2, "How far the novelty at a border stands above the median around it.")
  static let minSection = Parameter(
    "min_section", default: 8.0, unit: .seconds, in: 4...30, "The shortest section.")
  static let file = Parameter<TrackFile?>(
    "file", default: nil,
    "A table per track with rows start,end,label[,group] that takes the place of the analysis where it exists.")

  static let declaration = StageDeclaration(
    id: "sections", revision: 4,
    doc:
      "Finds the parts of a song and names their roles: intro, verse, build, chorus, solo, bridge, breakdown, outro.",
    source: "Foote 2000 (novelty), MSAF (kernel, peaks); roles by the rules of plugins/Rules.md",
    inputs: [mel, chroma, onset, beats, downbeats], outputs: [sections],
    parameters: [kernel, delta, minSection, file])

  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    try MusicCues.require(try inputs[Self.mel])
    try inputs[Self.onset].require(.onsetStrength)
    let chroma = try inputs[Self.chroma]
    try chroma.require(.chroma)
    guard chroma.width == 12 else { throw Failure("takes 12 pitch classes, but is given \(chroma)") }
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
    let seconds = Seconds(of: duration)
    let cues = try MusicCues(mel: mel, onset: try inputs[Self.onset], seconds: seconds)
    let features = try StructureFeatures(mel: mel, chroma: try inputs[Self.chroma], cues: cues, seconds: seconds)
    let kernel = Int(settings[Self.kernel].rounded())
    let similarity = SelfSimilarity(features, reach: 2 * kernel)
    let spacing = Int(settings[Self.minSection].rounded(.up))
    let peaks = Novelty(similarity, kernel: kernel).peaks(delta: settings[Self.delta], spacing: spacing)
    let ranges = zip([0] + peaks, peaks + [seconds.count]).map { $0..<$1 }
    let clusters = SectionClusters(of: ranges, similarity).numbers
    let grid = inputs[Self.downbeats]?.times ?? inputs[Self.beats]?.times ?? []
    let snapped = Self.snapped(peaks.map(Double.init), to: grid, within: 0.49 * Double(spacing))
    let borders = [0] + snapped + [duration]
    let profiles = ranges.indices.map { index in
      SectionProfile(
        of: ranges[index], start: borders[index], end: borders[index + 1], cluster: clusters[index], cues: cues)
    }
    return Events(
      zip(profiles, RoleRules.roles(of: profiles)).map { profile, role in
        let letter = SectionClusters.letters(profile.cluster)
        return Event(from: profile.start, to: profile.end, label: role?.rawValue ?? letter, group: letter)
      })
  }

  /// Moves each border to the nearest time of a grid, if that is less than one step of the grid and `limit` away. A limit
  /// below half the shortest section keeps the borders in order.
  private static func snapped(_ borders: [Double], to grid: [Double], within limit: Double) -> [Double] {
    let steps = zip(grid, grid.dropFirst()).map { $1 - $0 }.sorted()
    let reach = min(steps.isEmpty ? 0 : steps[steps.count / 2], limit)
    return borders.map { border in
      guard let nearest = grid.min(by: { abs($0 - border) < abs($1 - border) }) else { return border }
      return abs(nearest - border) < reach ? nearest : border
    }
  }
}
