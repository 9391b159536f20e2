import Foundation
import StageKit
import Testing

@testable import SongboardCommand

/// Command lines that begin with no verb.
@Suite final class CommandWordsTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/songboard-words-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(atPath: "\(folder)/music", withIntermediateDirectories: true)
    for name in ["song.flac", "lint", "p.yaml", "plan.json", "edit.otio", "it's.flac"] {
      try Data().write(to: URL(filePath: "\(folder)/\(name)"))
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @Test(arguments: [
    ["song.flac"], ["song.flac", "music"], ["music"], ["song.flac", "-o", "plans"], ["-o", "plans", "song.flac"],
    ["song.flac", "--set", "cuts.rate=24"], ["--jobs", "2", "song.flac"], ["lint", "song.flac"],
  ])
  func songsAloneMakeTheStoryboard(words: [String]) throws {
    let placed = words.map { FileManager.default.fileExists(atPath: "\(folder)/\($0)") ? "\(folder)/\($0)" : $0 }
    #expect(try CommandWords.complete(placed) == ["run", "storyboard"] + placed)
  }

  @Test(arguments: ["songs/**/*.flac", "https://example.org/a.flac"]) func whatTheRunKnowsBetterIsLeftToIt(word: String)
    throws
  {
    #expect(try CommandWords.complete([word]) == ["run", "storyboard", word])
  }

  @Test(arguments: [
    [], ["run", "storyboard"], ["lint", "lint"], ["--version"], ["-h"], ["help", "run"], ["decode-worker"],
    ["--generate-completion-script=bash"], ["-o", "plans"], ["--jbs", "2"],
  ])
  func whatHasAVerbOrNoSongStaysAsItIs(words: [String]) throws {
    #expect(try CommandWords.complete(words) == words)
  }

  @Test(arguments: [
    ("lnt", "did you mean 'lint'?"),
    ("storybord", "did you mean the pipeline 'storyboard'? `songboard run storyboard SONG...`"),
    ("storybaord", "did you mean the pipeline 'storyboard'?"), ("xyzzy", "the verbs: run, "),
    ("lst", "did you mean 'list'?"),
    ("storyboard", "`songboard run storyboard SONG...`"), ("gone.flac", "there is no such file"),
    ("no/where", "there is no such file"), ("decode-work", "the verbs: run, "), ("a\u{1B}m", "a\\u{1b}m"),
  ])
  func whatIsNeitherSaysTheWayOut(word: String, remedy: String) {
    let failure = #expect(throws: Failure.self) { try CommandWords.complete([word]) }
    #expect(failure?.description.contains(remedy) == true, "\(failure?.description ?? "")")
  }

  @Test(arguments: [
    ("p.yaml", "songboard run "), ("plan.json", "songboard run export "), ("edit.otio", "songboard run export "),
  ])
  func pipelinesAndPlansAreNoSongs(name: String, remedy: String) {
    for words in [["\(folder)/\(name)"], ["-o", "out", "\(folder)/\(name)"]] {
      let failure = #expect(throws: Failure.self) { try CommandWords.complete(words) }
      #expect(failure?.remedy.contains("\(remedy)\(folder)/\(name)`") == true, "\(failure?.description ?? "")")
    }
  }
}
