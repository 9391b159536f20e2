import Shots
import StageKit

/// The labels of a track: the shots of a person's edit from its start to its end, and the vocabulary that they are in.
public struct ShotLabels: FormattedArtifact, Hashable {
  /// Carried by ports of kind ``PortKind/labels``.
  public static let type = ArtifactType(ShotLabels.self, kind: .labels, version: 3)

  /// The shots, at least one: each ends where the next starts, the first starts at 0, the last ends with the track.
  public let shots: [LabelledShot]
  /// The words that they are in.
  public let vocabulary: Vocabulary

  /// The labels of a track.
  ///
  /// - Parameter shots: In order, from the track's start to its end.
  /// - Throws: ``Failure`` if there is none, or one is of a type that the vocabulary does not have.
  public init(_ shots: [LabelledShot], in vocabulary: Vocabulary) throws(Failure) {
    guard !shots.isEmpty else {
      throw Failure("there are no labelled shots", remedy: "give at least one row start,end,type")
    }
    guard shots.allSatisfy({ $0.type.map(vocabulary.types.indices.contains) ?? true }) else {
      throw Failure("a labelled shot is of a type that the vocabulary does not have")
    }
    self.shots = shots
    self.vocabulary = vocabulary
  }

  /// What the plan knows of labels in a vocabulary: their types, as columns.
  public static func format(in vocabulary: Vocabulary) -> FrameFormat {
    FrameFormat(
      quantity: .shotTypes, width: vocabulary.count, rate: 0, sampleRate: 0, columns: vocabulary.types)
  }

  /// The label of each frame of a view.
  ///
  /// - Throws: ``Failure`` if there is no shot.
  public func frames(by view: MusicView) throws(Failure) -> [FrameLabels.Label] {
    let seconds = Seconds(of: shots.last?.end ?? 0).count
    return try FrameLabels.labels(
      of: shots, frames: view.frames(inSeconds: seconds), seconds: Double(view.seconds))
  }

  /// The type of each frame of a view, as its column: that which covers most of the frame; `nil` where nobody knows it, and
  /// nothing is learned from it.
  ///
  /// - Throws: ``Failure`` if there is no shot.
  public func types(by view: MusicView) throws(Failure) -> [Int?] { try frames(by: view).map(\.type) }

  /// The frames of a view, but the first, at which a shot starts that is of the type of the one before it: a cut that types
  /// alone do not show. Labels by the second, all of one second, are no shots.
  public func repeats(by view: MusicView) -> Set<Int> {
    let lengths = shots.map { $0.end - $0.start }
    let areSeconds = lengths.dropLast().allSatisfy { abs($0 - 1) < 1e-6 } && lengths.allSatisfy { $0 < 1 + 1e-6 }
    guard !areSeconds else { return [] }
    let cuts = zip(shots, shots.dropFirst()).filter { $0.type != nil && $0.type == $1.type }
    return Set(cuts.map { Int(($1.start / Double(view.seconds)).rounded()) })
  }
}

extension ShotLabels: JSONArtifact {
  /// The labels of what ``encode(to:)-(Encoder)`` wrote.
  public init(from decoder: any Decoder) throws {
    let record = try Record(from: decoder)
    try self.init(
      record.shots, in: Vocabulary(types: record.types, scale: record.scale, aliases: record.aliases))
  }

  /// The shots and the vocabulary.
  public func encode(to encoder: any Encoder) throws {
    try Record(types: vocabulary.types, scale: vocabulary.scale, aliases: vocabulary.aliases, shots: shots)
      .encode(to: encoder)
  }

  private struct Record: Codable {
    let types: [String]
    let scale: [String]
    let aliases: [String: String]
    let shots: [LabelledShot]
  }
}

/// A shot of an edit that a person made: when it is seen, and its type.
public struct LabelledShot: Sendable, Hashable, Codable {
  /// When it starts, in seconds.
  public let start: Double
  /// When it ends, in seconds, after its start.
  public let end: Double
  /// The column of its type in the vocabulary; `nil` where nobody knows it.
  public let type: Int?
  /// How much the type counts when something is learned from it, from 0 to 1.
  public let weight: Double

  /// A shot of an edit.
  public init(start: Double, end: Double, type: Int?, weight: Double = 1) {
    (self.start, self.end, self.type, self.weight) = (start, end, type, weight)
  }
}
