import Shots
import StageKit

/// All that is counted when a system's labels of a song are held against the truth. Scores of songs add up to pooled
/// scores: counts are summed, then divided.
public struct Score: Sendable, Hashable {
  /// Frame by frame: accuracy, macro-F1, NLL and the confusion matrix.
  public private(set) var frames: FrameScore
  /// Shot by shot, aligned: ASC, TSC-AC and DST-AC.
  public private(set) var sequence: SequenceScore
  /// Cuts within half a second, which for labels by the second means in the same second.
  public private(set) var closeCuts: CutScore
  /// Cuts within one second.
  public private(set) var nearCuts: CutScore
  /// The truth's shot lengths.
  public private(set) var referenceLengths: ShotLengths
  /// The system's shot lengths: DS.
  public private(set) var lengths: ShotLengths
  /// The truth's film language.
  public private(set) var referencePairs: ShotPairs
  /// The system's film language.
  public private(set) var pairs: ShotPairs

  /// Nothing counted yet.
  public init(types: Int) {
    frames = FrameScore(types: types)
    sequence = SequenceScore()
    closeCuts = CutScore()
    nearCuts = CutScore()
    referenceLengths = ShotLengths(types: types)
    lengths = referenceLengths
    referencePairs = ShotPairs(types: types)
    pairs = referencePairs
  }

  /// Scores a song.
  ///
  /// - Parameters:
  ///   - reference: The true type of each second. Seconds whose type nobody knows are left out, as if the song went on
  ///     behind them.
  ///   - repeats: Seconds at which a shot of the truth starts that is of the type of the one before it.
  ///   - output: The system's type of each second.
  ///   - probabilities: The system's probabilities by second, if it has any.
  /// - Throws: ``Failure`` if the lengths differ.
  public init(
    reference: [Int?], repeats: Set<Int> = [], output: [Int], probabilities: TypeRows? = nil, vocabulary: Vocabulary,
    costs: AlignmentCosts = AlignmentCosts()
  ) throws(Failure) {
    for count in [output.count, probabilities?.count ?? reference.count] where count != reference.count {
      throw Failure("there are \(count) seconds to score, but \(reference.count) seconds of labels")
    }
    if let probabilities, probabilities.types != vocabulary.count {
      throw Failure("there are probabilities of \(probabilities.types) types, but \(vocabulary.count) types")
    }
    let types = vocabulary.count
    let known = reference.indices.filter { reference[$0] != nil }
    let truth = ShotRun.runs(
      of: known.compactMap { reference[$0] }, repeats: Set(known.indices.filter { repeats.contains(known[$0]) }))
    let shots = ShotRun.runs(of: known.map { output[$0] })
    let (truthTypes, shotTypes) = (truth.map(\.type), shots.map(\.type))
    let (truthCuts, cuts) = (Self.cuts(truth), Self.cuts(shots))
    frames = FrameScore(reference: reference, output: output, probabilities: probabilities, types: types)
    sequence = SequenceScore(reference: truthTypes, output: shotTypes, vocabulary: vocabulary, costs: costs)
    closeCuts = CutScore(reference: truthCuts, output: cuts, tolerance: 0.5)
    nearCuts = CutScore(reference: truthCuts, output: cuts, tolerance: 1)
    referenceLengths = ShotLengths(truth, types: types)
    lengths = ShotLengths(shots, types: types)
    referencePairs = ShotPairs(truthTypes, types: types)
    pairs = ShotPairs(shotTypes, types: types)
  }

  /// How far the system's film language is from the truth's, from 0 to 1; `nil` if either never changes shots.
  public var bigramDivergence: Double? { pairs.divergence(from: referencePairs) }

  /// Adds another song's counts, of as many types.
  public static func += (sum: inout Score, other: Score) {
    sum.frames += other.frames
    sum.sequence += other.sequence
    sum.closeCuts += other.closeCuts
    sum.nearCuts += other.nearCuts
    sum.referenceLengths += other.referenceLengths
    sum.lengths += other.lengths
    sum.referencePairs += other.referencePairs
    sum.pairs += other.pairs
  }

  /// When the shots after the first start, in seconds.
  private static func cuts(_ runs: [ShotRun]) -> [Double] {
    runs.dropFirst().map { Double($0.start) }
  }
}
