import Glibc
import Learning
import Shots
import TestSupport

/// A maker's language learned on one seed, and its cost on edits that were not seen.
struct Trial {
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
    language = LearnedLanguage(songs, prior: prior).language
    comparison = try LanguageComparison(all, folds: [Array(Self.taught..<all.count)], prior: prior)
    let three = Array(all.prefix(3)) + all.suffix(Self.heldOut)
    few = try LanguageComparison(three, folds: [Array(3..<three.count)], prior: prior)
  }
}
