import Glibc
import Shots
import StageKit
import Testing

@testable import Learning

@Suite struct ScoreTests {
  private let reference = [0, 0, 1, 1, 2, 2, 2, 4, 4, 0]
  private let output = [0, 1, 1, 1, 2, 0, 2, 4, 3, 0]

  @Test func macroF1CountsTypesOfEitherSide() throws {
    // scikit-learn 1.x: f1_score(reference, output, average='macro'), where type 3 is in the output only.
    let score = try Score(reference: reference, output: output, vocabulary: .concert)
    #expect(isClose(score.frames.macroF1, 0.586_666_666_666_666_7))
    #expect(score.frames.confusion[0 * 8 + 1] == 1)
    #expect(score.frames.confusion[4 * 8 + 3] == 1)
    #expect(score.frames.frames == 10)
  }

  @Test func likelihoodIsThatOfTheTruth() throws {
    let vocabulary = try Vocabulary(types: ["A", "B"], scale: ["A"])
    let probabilities = TypeRows(types: 2, values: [0.25, 0.75, 1, 0])
    let score = try Score(reference: [0, 1], output: [1, 0], probabilities: probabilities, vocabulary: vocabulary)
    #expect(isClose(score.frames.negativeLogLikelihood, (log(4.0) + 50) / 2))
    #expect(try Score(reference: [0], output: [0], vocabulary: vocabulary).frames.negativeLogLikelihood == nil)
  }

  @Test func poolingSumsCounts() throws {
    let vocabulary = Vocabulary.concert
    let first = try Score(
      reference: [0, 0, 1, 1], output: [0, 0, 0, 0], probabilities: TypeRows(repeating: Self.uniform, count: 4),
      vocabulary: vocabulary)
    let second = try Score(
      reference: [2, 3], output: [2, 3], probabilities: TypeRows(repeating: Self.uniform, count: 2),
      vocabulary: vocabulary)
    var pooled = Score(types: 8)
    pooled += first
    pooled += second
    #expect(isClose(pooled.frames.accuracy, 4.0 / 6))
    #expect(isClose(pooled.frames.negativeLogLikelihood, log(8.0)))
    #expect(isClose(pooled.nearCuts.f1, 2.0 / 3))
    #expect(isClose(pooled.sequence.accuracy, 75))
    #expect(isClose(pooled.referenceLengths.mean, 1.5))
    #expect(isClose(pooled.lengths.mean, 2))
    #expect(isClose(pooled.bigramDivergence, 0.311_278_124_459_132_84))
  }

  @Test func whatNobodyKnowsIsNotScored() throws {
    let masked = try Score(
      reference: [0, 0, nil, nil, 1, 1], output: [0, 0, 3, 3, 1, 2],
      probabilities: TypeRows(repeating: Self.uniform, count: 6), vocabulary: .concert)
    let rest = try Score(
      reference: [0, 0, 1, 1], output: [0, 0, 1, 2], probabilities: TypeRows(repeating: Self.uniform, count: 4),
      vocabulary: .concert)
    #expect(masked == rest)
    let none = try Score(reference: [nil], output: [0], vocabulary: .concert)
    #expect(none.frames.accuracy == nil && none.sequence.accuracy == nil)
  }

  @Test func aCutBetweenEqualTypesIsACut() throws {
    let reference = [0, 0, 0, 1, 1, 1]
    let plain = try Score(reference: reference, output: reference, vocabulary: .concert)
    let repeating = try Score(reference: reference, repeats: [1, 5], output: reference, vocabulary: .concert)
    #expect(plain.closeCuts.reference == 1 && repeating.closeCuts.reference == 3)
    #expect(repeating.closeCuts.output == 1 && repeating.sequence.shots == 4)
    #expect(repeating.referenceLengths.mean == 1.5 && repeating.frames == plain.frames)
  }

  @Test func aCutBetweenEqualSizesHasNoDirection() {
    func score(_ reference: [Int], _ output: [Int]) -> SequenceScore {
      SequenceScore(reference: reference, output: output, vocabulary: .concert)
    }
    // The reference goes once from one size to another, and the output goes with it.
    let score = score([3, 3, 1], [3, 5, 1])
    #expect([score.changes, score.agreeingChanges] == [1, 1] && score.changeAgreement == 100)
    // An output that stays where the reference goes does not agree.
    #expect(SequenceScore(reference: [3, 5, 1], output: [3, 3, 1], vocabulary: .concert).changeAgreement == 50)
    #expect(SequenceScore(reference: [3, 3], output: [3, 5], vocabulary: .concert).changeAgreement == nil)
  }

  @Test func divergenceAgreesWithSciPy() {
    // scipy.spatial.distance.jensenshannon(base=2) ** 2 of the two tables of pairs.
    let first = ShotPairs([0, 1, 1, 0, 1, 2, 0, 1, 0], types: 3)
    let second = ShotPairs([2, 2, 0, 1, 2, 1], types: 3)
    #expect(first.counts == [0, 3, 0, 2, 1, 1, 1, 0, 0])
    #expect(second.counts == [0, 1, 0, 0, 0, 1, 1, 1, 1])
    #expect(isClose(first.divergence(from: second), 0.41961602777527135))
    #expect(first.divergence(from: first) == 0)
    #expect(first.divergence(from: ShotPairs([1], types: 3)) == nil)
    #expect(ShotPairs([0, 1], types: 3).divergence(from: ShotPairs([1, 0], types: 3)) == 1)
  }

  @Test func cutsArePairedOnceEach() {
    let score = CutScore(reference: [1, 2, 5, 9.5], output: [1.5, 1.6, 6.01, 9], tolerance: 0.5)
    #expect([score.reference, score.output, score.hits] == [4, 4, 3])
    #expect(CutScore(reference: [], output: [], tolerance: 1).f1 == nil)
    #expect(CutScore(reference: [0.1 + 0.2], output: [0.8], tolerance: 0.5).hits == 1)
  }

  @Test func costsAreASetting() {
    // A cheap substitution pairs what an expensive one takes apart.
    let cheap = Alignment(reference: ["A"], output: ["B"], costs: AlignmentCosts(substitution: 10))
    let dear = Alignment(reference: ["A"], output: ["B"], costs: AlignmentCosts(substitution: 15))
    #expect(cheap.columns.count == 1)
    #expect(dear.columns == [.init(reference: nil, output: 0), .init(reference: 0, output: nil)])
  }

  @Test func lengthsThatDifferAreRefused() {
    #expect(throws: Failure("there are 3 seconds to score, but 2 seconds of labels")) {
      try Score(reference: [0, 1], output: [0, 1, 1], vocabulary: .concert)
    }
    #expect(throws: Failure.self) {
      try Score(
        reference: [0], output: [0], probabilities: TypeRows(types: 3, values: [1, 0, 0]), vocabulary: .concert)
    }
  }

  private static let uniform = [Double](repeating: 0.125, count: 8)
}
