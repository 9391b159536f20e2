import Edits
import Formats
import StageKit
import Shots

/// Writes one page that lists all songs of a run.
struct WriteIndex: CorpusStage {
  static let shots = Input<ShotPlan>("shots", "Shot plans.")
  static let tempo = OptionalInput<Number>("tempo", "Tempi in beats per minute.")
  static let certainty = OptionalInput<Number>(
    "certainty", "How sure the bars are, from 0 to 1; under 0.8 the page says `about` of the tempo.")
  static let document = Output<Document>("document", fileExtension: "html", "The page, whole in one file.")

  static let title = Parameter("title", default: "Storyboards", "The page's title.")
  static let pages = Parameter(
    "pages", default: "{track}.html", "Where the songs' pages are, as `to:` of write.html says: {track} and {name}.")

  static let declaration = StageDeclaration(
    id: "write.index", revision: 3,
    doc: "Writes a page that lists the songs of a run with length, tempo, cuts and shots, and links to their pages.",
    source: "HTML Living Standard",
    inputs: [shots, tempo, certainty],
    outputs: [document],
    parameters: [title], advanced: [pages])

  private static let placeholders = ["track", "name"]

  private let title: String
  private let pages: Template

  init(_ settings: Settings) throws(Failure) {
    title = settings[Self.title]
    pages = Template(settings[Self.pages])
    if let word = pages.placeholders.first(where: { !Self.placeholders.contains($0) }) {
      let meant = Spelling.closest(to: word, in: Self.placeholders).map { "did you mean '\($0)'?" }
      throw Failure(
        "`pages` has the unknown placeholder '\(word)'", remedy: meant ?? "placeholders here: {track}, {name}")
    }
  }

  func run(_ corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    let entries = try corpus.tracks.map { track in
      let inputs = try corpus.inputs(of: track)
      let song = StoryboardSong(
        try inputs[Self.shots], of: track, tempo: inputs[Self.tempo], certainty: inputs[Self.certainty])
      let page = pages.filled(["track": track.name, "name": FilePath(track.path).name])
      return IndexPage.Entry(song: song, name: track.name, page: MediaFile(page, from: nil))
    }
    var outputs = Artifacts()
    outputs[Self.document] = IndexPage(title: title, entries: entries).markup.page
    return outputs
  }
}
