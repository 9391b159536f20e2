import ArgumentParser
import Edits
import Files
import StageKit

/// The words of a command line that begins with no verb: songs alone are run through the main pipeline.
enum CommandWords {
  /// What only the program itself takes.
  private static let own = ["-h", "--help", "--version", "--help-hidden"]
  private static let patterns: Set<Character> = ["*", "?", "[", "{"]

  /// The words with the verb that they leave out: `run storyboard song.flac` for `song.flac`.
  ///
  /// - Throws: ``Failure`` for a first word that is neither a verb nor a song, with what may have been meant.
  static func complete(_ words: [String]) throws(Failure) -> [String] {
    guard let first = words.first, !verbs.contains(first), !isOwn(first) else { return words }
    let run = ["run", ShippedPipelines.main] + words
    if !first.hasPrefix("-") {
      try checkSong(first)
      return run
    }
    // Options may stand before the songs; without a song they are nobody's.
    guard let command = try? RunCommand.parse(Array(run.dropFirst())), let song = command.audio.first else {
      return words
    }
    try checkSong(song)
    return run
  }

  private static func isOwn(_ word: String) -> Bool {
    own.contains(word) || word.hasPrefix("--generate-completion-script") || word.hasPrefix("--experimental-")
  }

  /// The names of all verbs, also of those that no help shows.
  private static var verbs: [String] { Songboard.configuration.subcommands.map { $0._commandName } }

  /// Throws unless a word may name songs.
  private static func checkSong(_ word: String) throws(Failure) {
    if word.isWebAddress { return }
    let ending = FilePath(word).ending.lowercased()
    if ["yaml", "yml"].contains(ending) {
      throw Failure("\(word) is a pipeline, and no song", remedy: "run it with `songboard run \(word.shellWord)`")
    }
    if EditCheck.isEdit(word), FileTree.isRegularFile(word) {
      throw Failure(
        "\(word) is a shot plan, and no song",
        remedy: "make files of editors from it with `songboard run export \(word.shellWord)`")
    }
    if FileTree.exists(word) || word.contains(where: patterns.contains) { return }
    if ShippedPipelines.names.contains(word) {
      throw Failure("'\(word)' is a pipeline, and no verb", remedy: "run it with `songboard run \(word) SONG...`")
    }
    if word.contains("/") || !ending.isEmpty { throw Failure("\(word): there is no such file or folder") }
    let shown = Songboard.shown.map { $0._commandName }
    let meant = Spelling.closest(to: word, in: shown + ShippedPipelines.names).map { name in
      shown.contains(name)
        ? "did you mean '\(name)'?" : "did you mean the pipeline '\(name)'? `songboard run \(name) SONG...` runs it"
    }
    throw Failure(
      "'\(Console.printable(word))' is neither a verb nor a song that is here",
      remedy: meant ?? "the verbs: \(shown.joined(separator: ", "))")
  }
}
