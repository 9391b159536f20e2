import Learning
import StageKit

/// Scores of systems over songs, with the controls that need nothing but the labels of the training songs.
struct Scoring {
  private static let majority = "majority class"
  private static let draw = "bigram draw"

  /// How many songs have been scored.
  private(set) var songs = 0
  /// The first songs with what all systems say.
  private(set) var lanes: [SongLanes] = []

  private let vocabulary: Vocabulary
  private let costs: AlignmentCosts
  private let names: [String]
  private let laneLimit: Int
  private let seed: UInt64
  private var trainingLabels: [[Int]] = []
  private var scores: [(name: String, doc: String, score: Score)] = []

  /// Nothing scored yet.
  ///
  /// - Parameters:
  ///   - names: The systems' names; empty to take those of the wires.
  ///   - lanes: How many songs are kept to be drawn.
  ///   - seed: What the draw hangs on.
  init(vocabulary: Vocabulary, costs: AlignmentCosts, names: [String], lanes: Int, seed: UInt64) {
    self.vocabulary = vocabulary
    self.costs = costs
    self.names = names
    laneLimit = lanes
    self.seed = seed
  }

  /// Adds a training song to what the controls know.
  mutating func learnLanguage(of inputs: Artifacts) throws {
    trainingLabels.append(try labels(of: try inputs[Evaluate.truth]))
  }

  /// Scores a song.
  ///
  /// - Throws: ``StageFailure`` if a system's seconds are not those of the labels.
  mutating func add(_ inputs: Artifacts, of track: TrackInfo) throws {
    let truth = try labels(of: try inputs[Evaluate.truth])
    var lanes: [SongLanes.Lane] = []
    let types = try inputs[Evaluate.types].map { ($0.name, try rows(of: $0.value), true) }
    let paths = try inputs[Evaluate.paths].map { ($0.name, try rows(of: $0.value), false) }
    for (place, (wire, rows, isProbable)) in (types + paths).enumerated() {
      let name = names.isEmpty ? wire : names[place]
      let doc = isProbable ? "The most probable type of each second." : "The most probable sequence."
      try add(name, doc, rows.best, isProbable ? rows : nil, truth, place: place)
      lanes.append(SongLanes.Lane(name: name, labels: rows.best))
    }
    let language = ShotLanguage(songs: trainingLabels, types: vocabulary.count)
    let majority = language.majority(seconds: truth.count)
    try add(
      Self.majority, "The most frequent type of the training songs.", majority.best, majority, truth, place: lanes.count
    )
    let drawn = BigramDraw(language, seed: seed).labels(of: track.hash, seconds: truth.count)
    try add(
      Self.draw, "Drawn from the training songs' bigram; it hears no music.", drawn, nil, truth, place: lanes.count + 1)
    songs += 1
    if self.lanes.count < laneLimit { self.lanes.append(SongLanes(song: track.name, truth: truth, lanes: lanes)) }
  }

  /// The rows of the report.
  var results: [SystemResult] {
    scores.map { SystemResult(name: $0.name, doc: $0.doc, scores: [$0.score]) }
  }

  private mutating func add(
    _ name: String, _ doc: String, _ output: [Int], _ probabilities: TypeRows?, _ truth: [Int], place: Int
  ) throws {
    if place >= scores.count { scores.append((name, doc, Score(types: vocabulary.count))) }
    scores[place].score += try Score(
      reference: truth, output: output, probabilities: probabilities, vocabulary: vocabulary, costs: costs)
  }

  private func labels(of truth: Frames) throws -> [Int] { try rows(of: truth).best }

  private func rows(of frames: Frames) throws -> TypeRows {
    TypeRows(types: vocabulary.count, floats: try frames.values())
  }
}
