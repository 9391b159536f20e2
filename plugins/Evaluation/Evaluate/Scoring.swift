import Learning
import Shots
import StageKit

/// Scores systems and controls song by song.
struct Scoring {
  /// The songs that have been scored.
  private(set) var songs: [ScoredSong] = []
  /// The rows of the report, the controls last.
  private(set) var systems: [SystemResult] = []

  private let vocabulary: Vocabulary
  private let costs: AlignmentCosts
  private let names: [String]
  private let lineages: [String: [Lineage]]
  private let controls: Controls
  private let laneLimit: Int

  private static let bestTypes = "The most probable type of each second."

  /// Nothing scored yet.
  ///
  /// - Parameters:
  ///   - names: The systems' names; empty to take those of the wires.
  ///   - lineages: How predictions were made, by the input and in the order of its wires; none where nobody knows.
  ///   - lanes: How many songs are kept to be drawn.
  init(
    vocabulary: Vocabulary, costs: AlignmentCosts, names: [String], lineages: [String: [Lineage]], controls: Controls,
    lanes: Int
  ) {
    self.vocabulary = vocabulary
    self.costs = costs
    self.names = names
    self.lineages = lineages
    self.controls = controls
    laneLimit = lanes
  }

  /// Scores a song.
  ///
  /// - Throws: ``Failure`` if a system's seconds are not those of the labels.
  mutating func add(_ inputs: Artifacts, of track: TrackInfo) throws {
    let labels = try inputs[Evaluate.truth]
    let truth = try labels.types(by: .second)
    let predictions = try predictions(of: inputs)
    for (place, prediction) in (predictions + controls.predictions(on: track.hash, seconds: truth.count)).enumerated() {
      if place >= systems.count {
        systems.append(
          SystemResult(
            name: prediction.name, doc: prediction.doc, types: vocabulary.count,
            lineage: prediction.lineage))
      }
      systems[place].add(
        try Score(
          reference: truth, repeats: labels.repeats(by: .second), output: prediction.labels,
          probabilities: prediction.probabilities, vocabulary: vocabulary, costs: costs))
    }
    let lanes = SongLanes(
      truth: truth, lanes: predictions.map { SongLanes.Lane(name: $0.name, labels: $0.labels) })
    songs.append(ScoredSong(name: track.name, lanes: songs.count < laneLimit ? lanes : nil))
  }

  /// What the systems say, types first, then paths and rounds.
  private func predictions(of inputs: Artifacts) throws -> [SystemPrediction] {
    let types = inputs[Evaluate.types]
    let named = try (types + inputs[Evaluate.paths]).enumerated().map { place, wire in
      let rows = try TypeRows(wire.value)
      let isPath = place >= types.count
      return SystemPrediction(
        name: names.isEmpty ? wire.name : names[place],
        doc: isPath ? "The most probable sequence." : Self.bestTypes, labels: rows.best,
        probabilities: isPath ? nil : rows,
        lineage: isPath
          ? lineage(of: Evaluate.paths.name, place - types.count) : lineage(of: Evaluate.types.name, place))
    }
    let byRound = inputs[Evaluate.rounds].enumerated().flatMap { place, wire in
      wire.value.rounds.map { round in
        let rows = round.rows
        return SystemPrediction(
          name: "\(wire.stage ?? wire.name): \(round.name)", doc: Self.bestTypes, labels: rows.best,
          probabilities: rows,
          lineage: lineage(of: Evaluate.rounds.name, place))
      }
    }
    return named + byRound
  }

  private func lineage(of input: String, _ place: Int) -> Lineage? {
    let known = lineages[input] ?? []
    return place < known.count ? known[place] : nil
  }
}

/// What a row of the report says of a song.
struct SystemPrediction {
  /// The row's name.
  let name: String
  /// What the system is, in a few words.
  let doc: String
  /// The type of each second.
  let labels: [Int]
  /// The probabilities by second, if the system has any.
  let probabilities: TypeRows?
  /// How it was made; `nil` for a control.
  var lineage: Lineage?
}
