import Testing

@testable import Audio

struct MovieCheckTests {
  let folder: Folder
  /// Two boxes of 16 and 12 bytes.
  let movie: [UInt8] =
    [0, 0, 0, 16] + Array("ftypM4A \0\0\0\0".utf8) + [0, 0, 0, 12] + Array("mdat".utf8) + [1, 2, 3, 4]

  init() throws { folder = try Folder() }

  @Test func wholeBoxes() throws {
    try checkMovieBoxes(of: ByteFile(path: folder.write(movie)))
  }

  @Test func cutWithinABox() throws {
    let file = try ByteFile(path: folder.write(movie.dropLast(3)))
    let failure = try #require(throws: AudioFailure.self) { try checkMovieBoxes(of: file) }
    #expect(failure.kind == .truncated && failure.reason.contains("'mdat' promises 12 bytes, and the file holds 9"))
  }

  @Test(arguments: [[0, 0, 0, 0], [0, 0, 0, 3], [0xff, 0xff]] as [[UInt8]])
  func sizesThatPromiseNothing(size: [UInt8]) throws {
    try checkMovieBoxes(of: ByteFile(path: folder.write(movie + size + Array("free".utf8))))
  }
}
