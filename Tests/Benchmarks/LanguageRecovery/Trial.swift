import Glibc
import Learning
import Shots
import TestSupport

/// A maker's language learned on one seed, and its cost on edits that were not seen.
struct Trial: Sendable {
  let language: FilmLanguage
  let songs: [EditedSong]
  let comparison: LanguageComparison
  /// What 3 edits teach, on the same songs.
  let few: LanguageComparison

  static let taught = 20
  static let heldOut = 10

  init(_ maker: MadeEditor, seed: UInt64) throws {
    let prior = LearnedLanguage.prior(for: .concert)
    let all = maker.songs(Self.taught + Self.heldOut, seed: seed)
    songs = Array(all.prefix(Self.taught))
    comparison = try LanguageComparison(all, folds: [Array(Self.taught..<all.count)], prior: prior)
    language = comparison.languages[0].language
    let three = Array(all.prefix(3)) + all.suffix(Self.heldOut)
    few = try LanguageComparison(three, folds: [Array(3..<three.count)], prior: prior)
  }

  /// The mean length of the edits' shots in seconds, without those that the songs' ends cut off.
  var edited: Double { mean { shot, _ in Double(shot.frames) / EditedSong.rate } }

  /// What the language says of the same shots.
  var expected: Double { mean { language.length(of: $0.type, in: $0.role, tempo: $1) } }

  private func mean(_ length: (EditedShot, Double?) -> Double) -> Double {
    let lengths = songs.flatMap { song in song.shots.dropLast().map { length($0, song.tempo) } }
    return lengths.reduce(0, +) / Double(lengths.count)
  }
}
