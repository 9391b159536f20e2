import Files
import Pipeline
import StageKit

/// What is in the files of tracks, to tell the same song under two names.
struct TrackContents {
  private let hashes: [String: String]

  /// Reads the tracks' files. One that cannot be read counts as unlike all others; the run reports it.
  init(of tracks: [LibraryTrack], hashes known: FileHashes) {
    hashes = Dictionary(
      tracks.compactMap { track in (try? known.digest(of: track.file)).map { (track.file, $0.hex) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// XXH3-128 of a track's file, in hexadecimal; its path if the file cannot be read.
  subscript(track: LibraryTrack) -> String { hashes[track.file] ?? track.file }

  /// The tracks without those of the unlabelled that are also learned from with labels.
  ///
  /// - Throws: ``Failure`` that names both files if a track of the validation or test part is in another part too.
  func withoutLeaks(_ tracks: [LibraryTrack]) throws(Failure) -> [LibraryTrack] {
    var owners: [String: LibraryTrack] = [:]
    for track in tracks where track.part != .unlabelled {
      if let other = owners.updateValue(track, forKey: self[track]), other.part != track.part {
        throw Self.leak(other, track, remedy: "put both into one part, or leave one of them out")
      }
    }
    var kept: [LibraryTrack] = []
    for track in tracks {
      if track.part == .unlabelled, let other = owners[self[track]] {
        guard other.part == .training else {
          throw Self.leak(other, track, remedy: "leave it out of `source.unlabelled`")
        }
      } else {
        kept.append(track)
      }
    }
    return kept
  }

  private static func leak(_ a: LibraryTrack, _ b: LibraryTrack, remedy: String) -> Failure {
    Failure(
      "\(a.file) of the \(a.part.rawValue) part and \(b.file) of the \(b.part.rawValue) part are the same song",
      remedy: remedy)
  }
}
