/// Finds where shots of a video meet, frame by frame, whatever the light does.
///
/// A cut stands where the pictures on both of its sides differ, by ``LightProofPattern``, and the pictures on each side do not
/// differ among themselves, or where the step across stands out of the steps beside it, since beams that sweep fast set all
/// frames apart. Between the sides may be a few frames that belong to neither: a flash, or a short dissolve.
public struct CutFinder {
  /// How many pictures stand for a side.
  static let side = 4
  /// The most frames between the sides.
  static let gap = 8
  /// How far apart pictures are compared, in frames.
  static let reach = 2 * side + gap - 1

  private let settings: CutSettings
  /// The last pictures' patterns, by the remainder of their number.
  private var patterns: [LightProofPattern] = []
  /// By frame: how much it differs from the one 1, 2 ... ``reach`` before it.
  private(set) var distances = PictureDistances(reach: reach)
  private var dissolves: DissolveFinder

  /// A finder of cuts.
  public init(_ settings: CutSettings = CutSettings()) {
    self.settings = settings
    dissolves = DissolveFinder(difference: Float(settings.difference))
  }

  /// Takes the next picture.
  public mutating func add(_ picture: SmallPicture) {
    let pattern = LightProofPattern(picture)
    distances.add(patterns.reversed().map { pattern.distance(to: $0) })
    if patterns.count == Self.reach { patterns.removeFirst() }
    patterns.append(pattern)
    if settings.findsDissolves { dissolves.add(picture) }
  }

  /// The cuts of the pictures so far, in order.
  public func cuts() -> [PictureCut] {
    let hard = CutChoice(distances, settings).cuts()
    let soft = settings.findsDissolves ? dissolves.cuts(awayFrom: hard.map(\.frame)) : []
    return (hard + soft).sorted { $0.frame < $1.frame }
  }
}

/// What makes a cut.
public struct CutSettings: Sendable {
  /// The least mean distance of pictures across a cut.
  public var difference: Double
  /// The least ratio of the distance across a cut to that on each side.
  public var contrast: Double
  /// Whether mixes of two pictures are told as dissolves.
  public var findsDissolves: Bool

  /// What makes a cut; the defaults were chosen on a music video and on made concerts.
  public init(difference: Double = 0.45, contrast: Double = 1.6, findsDissolves: Bool = true) {
    self.difference = difference
    self.contrast = contrast
    self.findsDissolves = findsDissolves
  }
}

/// A border of two shots of a video.
public struct PictureCut: Sendable, Hashable {
  /// The first frame of the new shot.
  public let frame: Int
  /// How sure it is, from 0 to 1.
  public let confidence: Double
  /// Whether one picture turns into the other.
  public let isDissolve: Bool
}

/// How much pictures differ from those shortly before them.
struct PictureDistances {
  let reach: Int
  private var values: [Float] = []

  init(reach: Int) { self.reach = reach }

  /// How many pictures there are.
  var count: Int { values.count / reach }

  /// Takes the distances of the next picture to the last ones, the nearest first.
  mutating func add(_ distances: [Float]) {
    values += distances + [Float](repeating: 0, count: reach - distances.count)
  }

  /// The distance of two pictures, the earlier first, at most ``reach`` apart.
  subscript(earlier: Int, later: Int) -> Float {
    later == earlier ? 0 : values[later * reach + later - earlier - 1]
  }
}
