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

  /// Reads all songs.
  ///
  /// - Parameters:
  ///   - rows: Takes the rows of the view out of a song's inputs.
  /// - Throws: ``Failure`` that names the song if its rows or labels do not fit, or what reading kept rows throws.
  init(_ corpus: any Corpus, rows: (Artifacts) throws -> Frames) throws {
    var songs: [ViewSong] = []
    var known: (view: MusicView, format: FrameFormat)?
    var vocabulary: Vocabulary?
    for track in corpus.tracks {
      let inputs = try corpus.inputs(of: track)
      do {
        let frames = try rows(inputs)
        let view = try known?.view ?? ViewRows.view(of: frames.format)
        known = (view, frames.format)
        let seconds = Seconds(of: track.seconds).count
        var labels: [Int]?
        if track.part != .unlabelled {
          let truth = try TruthReader.labels(in: inputs)
          vocabulary = truth.vocabulary
          labels = try truth.types(by: view)
        }
        songs.append(
          ViewSong(
            track: track, seconds: seconds, rows: try ViewRows.values(of: frames, view: view, seconds: seconds),
            labels: labels))
      } catch let failure as Failure {
        throw Failure("\(track.path): \(failure.reason)", remedy: failure.remedy)
      }
    }
    guard let known, let vocabulary, songs.contains(where: { $0.track.part == .training }) else {
      throw Failure("there is no song to learn from", remedy: "give songs with labels in the training part")
    }
    view = known.view
    format = known.format
    self.vocabulary = vocabulary
    self.songs = songs
  }

  /// The shot types.
  var types: [String] { vocabulary.types }

  /// The hashes of the songs that are not kept for the test, in order.
  var learnedFrom: [String] { Set(songs.map(\.track).filter { $0.part != .test }.map(\.hash)).sorted() }

  /// The songs of a part.
  func part(_ part: TrackPart) -> [ViewSong] { songs.filter { $0.track.part == part } }
}
