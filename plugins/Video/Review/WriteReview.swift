import Edits
import Formats
import Pictures
import Shots
import StageKit

/// `write.review`: a page on which a person looks through the labels of a video and corrects them.
struct WriteReview: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shots with their types.")
  static let facts = OptionalInput<Frames>("facts", "A row for each shot: faces, ratio, cut, before, after.")
  static let document = Output<Document>("document", fileExtension: "review.html", "The page, whole in one file.")

  static let height = Parameter("height", default: 120, in: 60...480, "The height of a shot's picture in pixels.")

  static let declaration = StageDeclaration(
    id: "write.review", revision: 6, namesMedia: true, opensFile: true,
    doc: "Writes a page to correct the labels of a video on: a picture for each shot, those that are unsure first.",
    source: "HTML Living Standard; it saves the table of write.labels", inputs: [shots, facts], outputs: [document],
    parameters: [height])

  private let height: Int

  init(_ settings: Settings) { height = settings[Self.height] }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    try inputs[Self.facts]?.requireShotFacts()
    return FrameFormats()
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let plan = try inputs[Self.shots]
    let file = try context.file
    let rows = try LabelRow.rows(of: plan, facts: inputs[Self.facts])
    let pictures = try ShotPictures(of: file, height: height)
      .jpegs(at: rows.map { ($0.times.start + $0.times.end) / 2 })
    let name = FilePath.lastPart(of: context.track.name)
    let page = ReviewPage(
      name: name, plan: plan, rows: rows, pictures: pictures, hash: context.track.hash,
      video: MediaFile(songOf: context.track, at: context.places, in: nil).reference)
    var outputs = Artifacts()
    outputs[Self.document] = page.markup.page
    return outputs
  }
}
