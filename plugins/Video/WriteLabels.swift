import Formats
import Shots
import StageKit

/// `write.labels`: the labels of a video as a table, to learn from and to be corrected.
struct WriteLabels: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shots with their types.")
  static let facts = OptionalInput<Frames>("facts", "A row for each shot: faces, ratio, cut, before, after.")
  static let document = Output<Document>("document", fileExtension: "shots.csv", "The table as text in UTF-8.")

  static let declaration = StageDeclaration(
    id: "write.labels", revision: 4,
    doc: "Writes the labels of a video as a table of start, end, type, confidence, faces, ratio, why, cut and told.",
    source: "RFC 4180; `labels` reads it", inputs: [shots, facts], outputs: [document])

  init(_ settings: Settings) {}

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    try inputs[Self.facts]?.requireShotFacts()
    return FrameFormats()
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let rows = try LabelRow.rows(of: inputs[Self.shots], facts: inputs[Self.facts])
    var outputs = Artifacts()
    outputs[Self.document] = Document(text: CSV.head(LabelRow.columns) + rows.map { CSV.line($0.fields) }.joined())
    return outputs
  }
}

/// A shot of a video with what is known of it.
struct LabelRow {
  static let columns = ["start", "end", "type", "confidence", "faces", "ratio", "why", "cut", "told"]

  let shot: Shot
  /// In seconds.
  let times: (start: Double, end: Double)
  let faces: Double
  let ratio: Double
  /// How sure the cut is that the shot starts with, from 0 to 1; `nil` if that is not known.
  let cut: Double?
  /// The types that the faces told with the edges as they were set, and with those fitted to a person's types; `nil` if that
  /// is not known.
  let told: (before: String, after: String)?

  /// The shots of a plan.
  ///
  /// - Throws: ``Failure`` if there is not a row of facts for each, or one holds what no facts are; or what reading kept rows
  ///   throws.
  static func rows(of plan: ShotPlan, facts: Frames?) throws -> [LabelRow] {
    let values = try facts?.values().map(Double.init)
    let width = LabelsSizes.columns.count
    guard (values?.count ?? plan.shots.count * width) == plan.shots.count * width else {
      throw Failure("there are \(facts?.count ?? 0) rows of facts for \(plan.shots.count) shots")
    }
    return try plan.shots.enumerated().map { place, shot in
      guard let values else {
        return LabelRow(shot: shot, times: plan.seconds(of: shot), faces: 0, ratio: 0, cut: nil, told: nil)
      }
      let row = Array(values[place * width..<(place + 1) * width])
      func fact(_ column: Int, in range: ClosedRange<Double>) throws(Failure) -> Double {
        guard range.contains(row[column]) else { throw noFact(row[column], column, ofShot: place) }
        return row[column]
      }
      func type(_ column: Int) throws(Failure) -> String {
        guard let type = Int(exactly: row[column]), plan.types.indices.contains(type) else {
          throw noFact(row[column], column, ofShot: place)
        }
        return plan.types[type]
      }
      return LabelRow(
        shot: shot, times: plan.seconds(of: shot), faces: try fact(0, in: 0...mostFaces), ratio: try fact(1, in: 0...1),
        cut: try fact(2, in: 0...1), told: (try type(3), try type(4)))
    }
  }

  /// More than any picture shows.
  private static let mostFaces = 1e6

  private static func noFact(_ number: Double, _ column: Int, ofShot place: Int) -> Failure {
    Failure(
      "the facts of shot \(place + 1) have \(number) in `\(LabelsSizes.columns[column])`, which is none",
      remedy: "wire `facts` to the stage that told the sizes of these shots")
  }

  fileprivate var fields: [String] {
    [
      times.start.fixed(3), times.end.fixed(3), shot.type, shot.probability?.fixed(2) ?? "",
      String(Int(faces.rounded())),
      ratio > 0 ? ratio.fixed(3) : "", CSV.field(shot.reason), cut?.fixed(2) ?? "",
      // Who fills in another type beside it sets it by hand.
      shot.type,
    ]
  }
}
