import Engine
import FoundationEssentials
import StageKit
import Testing

@Suite struct LibraryTests {
  @Test func aFolderIsMirrored() throws {
    let workshop = try Workshop()
    for name in ["b/y.WAV", "a/x.flac", "z.ogg", "notes.txt", ".hidden/q.wav"] {
      try workshop.addFile("songs/\(name)", [1])
    }
    let tracks = try Library(["\(workshop.folder)/songs/"]).tracks
    #expect(tracks.map(\.path) == ["a/x.flac", "b/y.WAV", "z.ogg"])
    #expect(tracks.map(\.name) == ["a/x", "b/y", "z"])
  }

  @Test func aPatternsRootIsItsPlainPart() throws {
    let workshop = try Workshop()
    try workshop.addFile("songs/a/x.wav", [1])
    let tracks = try Library(["\(workshop.folder)/songs/**/*.wav"]).tracks
    #expect(tracks.map(\.path) == ["a/x.wav"])
    #expect(tracks.map(\.file) == ["\(workshop.folder)/songs/a/x.wav"])
  }

  @Test(arguments: ["https://example.org/song.flac", "http://example.org/watch?v=1"])
  func whatIsOnTheWebIsNotFetched(address: String) throws {
    let failure = try #require(throws: Failure.self) { try Library([address]) }
    #expect(failure.description.contains("is a web address, and no audio file; download it"))
  }

  @Test func eachFileIsOneTrack() throws {
    let workshop = try Workshop()
    try workshop.addFile("songs/x.wav", [1])
    #expect(try Library(["\(workshop.folder)/songs/x.wav", "\(workshop.folder)/songs/x.wav"]).tracks.count == 1)
  }

  @Test func aFileWithBracketsIsAFile() throws {
    let workshop = try Workshop()
    try workshop.addFile("songs/x [live].wav", [1])
    #expect(try Library(["\(workshop.folder)/songs/x [live].wav"]).tracks.map(\.name) == ["x [live]"])
  }

  @Test func linksThatRunInCirclesEnd() throws {
    let workshop = try Workshop()
    try workshop.addFile("songs/a/x.wav", [1])
    try FileManager.default.createSymbolicLink(
      atPath: "\(workshop.folder)/songs/a/loop", withDestinationPath: "\(workshop.folder)/songs")
    #expect(try Library(["\(workshop.folder)/songs"]).tracks.map(\.path) == ["a/x.wav"])
  }

  /// A video that `songboard animatic` made beside its song, in a folder of its own and in one of the search.
  @Test(arguments: ["songs/a.mp4", "songs/b/a.mp4"]) func whatSongboardWroteIsNoSong(video: String) throws {
    let workshop = try Workshop()
    for song in ["songs/a.ogg", "songs/b/a.ogg"] { try workshop.addFile(song, [1]) }
    let (folder, path) = (workshop.folder, "\(workshop.folder)/\(video)")
    try OwnFile(path: path).write { try Data([2]).write(to: URL(filePath: $0)) }
    for search in ["\(folder)/songs", "\(folder)/songs/**/*.{ogg,mp4}"] {
      #expect(try Library([search]).tracks.map(\.path) == ["a.ogg", "b/a.ogg"])
    }
    #expect(try Library([path]).tracks.map(\.path) == ["a.mp4"])
    try workshop.addFile(video, [3])
    #expect(try Library(["\(folder)/songs"]).tracks.count == 3)
  }

  @Test func nothingFoundIsAnError() throws {
    let workshop = try Workshop()
    #expect(throws: Failure.self) { try Library(["\(workshop.folder)/songs"]) }
    #expect(throws: Failure.self) { try Library(["\(workshop.folder)/songs/*.wav"]) }
    let failure = #expect(throws: Failure.self) { try Library([""]) }
    #expect(failure?.reason == "an empty name is no audio file")
  }
}
