import Learning
import Shots
import StageKit

/// The songs of a corpus as a network of one view meets them.
struct ViewSongs {
  /// The view of the rows.
  let view: MusicView
  /// The words that the labels are in.
  let vocabulary: Vocabulary
  /// What the rows are.
  let format: FrameFormat
  /// The songs, in the order of their names.
  let songs: [ViewSong]

  /// What networks take of the songs of a part: nothing of those that are only tested, labels of those that have some,
  /// and a teacher's targets of those that are learned from.
  static func takes(_ input: any AnyInput, of part: TrackPart) -> Bool {
    switch input.name {
    case TruthReader.truth.name: part == .training || part == .validation
    case targets: part == .training || part == .unlabelled
    default: part != .test
    }
  }

  /// The name of the input of a teacher's targets.
  static let targets = "targets"

  /// Meets all songs but those that are only tested: each is asked for once, and its rows stay where they are kept.
  ///
  /// - Parameters:
  ///   - rows: Takes the rows of each view out of a song's inputs; all songs have as many views.
  ///   - other: Takes what else the learner needs of a song.
  /// - Returns: The songs by view.
  /// - Throws: ``Failure`` that names the song if its rows or labels do not fit, or what reading kept rows throws.
  static func views(
    of corpus: any Corpus, rows: (Artifacts) throws -> [Frames],
    other: (TrackInfo, Artifacts) throws -> Void = { _, _ in }
  ) throws -> [ViewSongs] {
    var views: [(view: MusicView, format: FrameFormat, songs: [ViewSong])] = []
    var vocabulary: Vocabulary?
    for track in corpus.tracks where track.part != .test {
      let inputs = try corpus.inputs(of: track)
      do {
        let frames = try rows(inputs)
        if views.isEmpty { views = try frames.map { (try ViewRows.view(of: $0.format), $0.format, []) } }
        let seconds = Seconds(of: track.seconds).count
        let truth = track.part == .unlabelled ? nil : try TruthReader.labels(in: inputs)
        vocabulary = truth?.vocabulary ?? vocabulary
        for (number, rows) in frames.enumerated() {
          let view = views[number].view
          let labels = try truth?.frames(by: view)
          views[number].songs.append(
            ViewSong(
              track: track, seconds: seconds, rows: try ViewRows.fitted(rows, view: view, seconds: seconds),
              labels: labels?.map(\.type), weights: Self.weights(of: labels ?? [])))
        }
        try other(track, inputs)
      } catch let failure as Failure {
        throw Failure("\(track.path): \(failure.reason)", remedy: failure.remedy)
      }
    }
    guard let vocabulary, corpus.tracks.contains(where: { $0.part == .training }) else {
      throw Failure("there is no song to learn from", remedy: "give songs with labels in the training part")
    }
    return views.map { ViewSongs(view: $0.view, vocabulary: vocabulary, format: $0.format, songs: $0.songs) }
  }

  /// How much each frame's label counts; `nil` where all count as much.
  private static func weights(of labels: [FrameLabels.Label]) -> [Float]? {
    labels.contains { $0.type != nil && $0.weight != 1 } ? labels.map { Float($0.weight) } : nil
  }

  /// The shot types.
  var types: [String] { vocabulary.types }

  /// The hashes of the songs, in order.
  var learnedFrom: [String] { Set(songs.map(\.track.hash)).sorted() }

  /// The songs of a part.
  func part(_ part: TrackPart) -> [ViewSong] { songs.filter { $0.track.part == part } }
}
