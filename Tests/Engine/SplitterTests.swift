import Engine
import Pipeline
import StageKit
import Testing

/// Libraries that are divided into parts.
@Suite struct SplitterTests {
  private let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func library(_ source: String) throws -> Library {
    let registry = try Registry([Plugin(name: "tests", stages: [StageKind(Groups.self), StageKind(Print.self)])])
    let text = """
      version: 1
      source: {audio: songs, \(source)}
      stages:
        groups: {use: groups}
        print: {use: print, in: {frames: groups}}

      """
    let result = Planner(registry: registry).plan(Array(text.utf8), file: "\(workshop.folder)/test.yaml")
    return try Library(try #require(result.plan, "\(result.diagnostics)").source)
  }

  private func parts(_ source: String) throws -> [String: TrackPart] {
    Dictionary(uniqueKeysWithValues: try library(source).tracks.map { ($0.path, $0.part) })
  }

  private func addSongs(_ names: String...) throws {
    for name in names { try workshop.addFile("songs/\(name)", Array(name.utf8)) }
  }

  @Test func aTableNamesParts() throws {
    try addSongs("a/x.wav", "a/y.wav", "z.wav")
    try workshop.addFile(
      "split.csv", Array("track,part\r\na/x,training\r\na/y.wav,validation\r\nz,test\r\nother,test\r\n".utf8))
    #expect(
      try parts("split: {file: split.csv}")
        == ["a/x.wav": .training, "a/y.wav": .validation, "z.wav": .test])
  }

  @Test(
    arguments: [
      ("track,part\nx,training\n", ": no row for the track 'y'; add one, with the track's path or name"),
      (
        "track,part\nx,training\ny,valdation\n",
        ":3: expected one of training, validation, test, unlabelled, found 'valdation'; did you mean 'validation'?"
      ),
      ("track,part\nx,training\nx,test\n", ":3: 'x' stands here twice, first in line 2"),
      ("track,part\nx\n", ":2: expected two fields, track and part"),
      ("x,training\n", ":1: expected the row 'track,part' first, found 'x,training'"),
    ])
  func tablesAreChecked(table: String, message: String) throws {
    try addSongs("x.wav", "y.wav")
    try workshop.addFile("split.csv", Array(table.utf8))
    let failure = #expect(throws: Failure.self) { try parts("split: {file: split.csv}") }
    #expect(failure?.description == "\(workshop.folder)/split.csv\(message)")
  }

  @Test func patternsNameParts() throws {
    try addSongs("train/x.wav", "train/deep/y.wav", "test/z.wav", "v.wav")
    let expected: [String: TrackPart] = [
      "train/x.wav": .training, "train/deep/y.wav": .training, "test/z.wav": .test, "v.wav": .validation,
    ]
    #expect(try parts("split: {training: train, validation: v.wav, test: 'test/*'}") == expected)
    #expect(try parts("split: {validation: v.wav, test: 'test/*'}") == expected)
  }

  @Test(
    arguments: [
      ("{training: 'a/*', test: '*/x.wav'}", "the split has a/x.wav in training and in test"),
      ("{training: 'a/*', test: 'b/y*'}", "the split has b/z.wav in no part"),
      ("{training: '*/*', validation: 'c/*'}", "the split leaves the validation part without tracks"),
    ])
  func patternsAreChecked(split: String, reason: String) throws {
    try addSongs("a/x.wav", "b/y.wav", "b/z.wav")
    let failure = #expect(throws: Failure.self) { try parts("split: \(split)") }
    #expect(failure?.reason == reason)
  }

  @Test func sharesMoveNoOtherSong() throws {
    for number in 0..<60 { try addSongs("\(number).wav") }
    let split = "split: {validation: 0.2, test: 0.3, seed: 5}"
    let before = try parts(split)
    #expect((6...18).contains(before.values.count { $0 == .validation }))
    #expect((10...26).contains(before.values.count { $0 == .test }))
    for number in 60..<70 { try addSongs("\(number).wav") }
    let after = try parts(split)
    #expect(after.filter { before[$0.key] != nil } == before)
    #expect(try parts("split: {validation: 0.2, test: 0.3, seed: 6}") != after)
  }

  @Test func sharesTearNoGroup() throws {
    for artist in 0..<12 {
      for song in 0..<3 { try addSongs("artist\(artist)/\(song).wav") }
    }
    let parts = try parts("split: {validation: 0.3, test: 0.3, group: '{folder}'}")
    for artist in 0..<12 {
      #expect(Set((0..<3).map { parts["artist\(artist)/\($0).wav"] }).count == 1)
    }
    #expect(Set(parts.values) == [.training, .validation, .test])
  }

  @Test func groupsOfATableAreNotTorn() throws {
    try addSongs("x.wav", "y.wav", "z.wav")
    try workshop.addFile("artists.csv", Array("track,group\nx,ann\ny,bob\nz,ann\n".utf8))
    let failure = #expect(throws: Failure.self) {
      try parts("split: {test: z.wav, group: artists.csv}")
    }
    #expect(failure?.reason == "the split tears the group 'ann': x.wav is in training, z.wav in test")
    #expect(try parts("split: {test: y.wav, group: artists.csv}")["y.wav"] == .test)
  }

  @Test func unlabelledTracksHaveGroupsToo() throws {
    try addSongs("ann/x.wav", "bob/y.wav")
    for song in ["ann/new", "cleo/new", "alone"] { try workshop.addFile("more/\(song).wav", Array(song.utf8)) }
    let source = "unlabelled: more, split: {test: bob, group: '{folder}'}"
    let groups = Dictionary(uniqueKeysWithValues: try library(source).tracks.map { ($0.path, $0.group) })
    #expect(
      groups == [
        "ann/x.wav": "ann", "bob/y.wav": "bob", "ann/new.wav": "ann", "cleo/new.wav": "cleo", "alone.wav": nil,
      ])
    let failure = #expect(throws: Failure.self) {
      try library("unlabelled: more, split: {test: ann, group: '{folder}'}")
    }
    #expect(
      failure?.description == "the unlabelled track \(workshop.folder)/more/ann/new.wav is of the group 'ann', whose "
        + "\(workshop.folder)/songs/ann/x.wav is in the test part; leave that group out of `source.unlabelled`")
  }

  @Test func theSameSongIsInOnePart() throws {
    try addSongs("x.wav", "y.wav")
    try workshop.addFile("songs/copy of x.wav", Array("x.wav".utf8))
    let failure = #expect(throws: Failure.self) { try parts("split: {test: x.wav}") }
    #expect(
      failure?.reason == "\(workshop.folder)/songs/copy of x.wav of the training part and "
        + "\(workshop.folder)/songs/x.wav of the test part are the same song")
    // Drawn parts depend on the content, and so never tear it.
    for seed in 0..<8 {
      let drawn = try parts("split: {test: 0.5, seed: \(seed)}")
      #expect(drawn["x.wav"] == drawn["copy of x.wav"])
    }
  }

  @Test func unlabelledSongsAreOfNoOtherPart() throws {
    try addSongs("x.wav", "y.wav")
    for (name, content) in [("new", "new"), ("old", "x.wav")] {
      try workshop.addFile("more/\(name).wav", Array(content.utf8))
    }
    // A copy of a training song, and the song itself, count as labelled.
    let parts = try parts("unlabelled: [more, songs/x.wav], split: {test: y.wav}")
    #expect(parts == ["x.wav": .training, "y.wav": .test, "new.wav": .unlabelled])
    let failure = #expect(throws: Failure.self) { try self.parts("unlabelled: more, split: {test: x.wav}") }
    #expect(
      failure?.reason == "\(workshop.folder)/songs/x.wav of the test part and \(workshop.folder)/more/old.wav of the "
        + "unlabelled part are the same song")
  }
}
