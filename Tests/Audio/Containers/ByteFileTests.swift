import Audio
import Testing

struct ByteFileTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test func missingFile() throws {
    let path = folder.path("none.wav")
    let failure = try #require(throws: AudioFailure.self) { try read(path, at: 22_050) }
    #expect(failure.kind == .unreadable)
    #expect(
      failure.description == "\(path): cannot be read: No such file or directory; check the path and its permissions")
  }

  @Test func folderIsNoFile() throws {
    let path = folder.path(".")
    let failure = try #require(throws: AudioFailure.self) { try read(path, at: 22_050) }
    #expect(failure.kind == .unreadable && failure.reason == "cannot be read: it is not a regular file")
  }

  @Test func noBytes() throws {
    let failure = try folder.failure(of: [], as: "empty.mp3")
    #expect(failure.kind == .empty && failure.reason == "has no bytes")
  }
}
