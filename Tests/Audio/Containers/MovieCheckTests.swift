import Testing

@testable import Audio

struct MovieCheckTests {
  let folder: Folder
  /// Two boxes of 16 and 12 bytes.
  let movie: [UInt8] =
    [0, 0, 0, 16] + Array("ftypM4A \0\0\0\0".utf8) + [0, 0, 0, 12] + Array("mdat".utf8) + [1, 2, 3, 4]

  init() throws { folder = try Folder() }

  @Test func wholeBoxes() throws {
    #expect(try isMovie(movie))
    #expect(try !isMovie(Array("RIFF".utf8) + movie))
  }

  @Test func cutWithinABox() throws {
    let failure = try #require(throws: AudioFailure.self) { try isMovie(movie.dropLast(3)) }
    #expect(failure.kind == .truncated && failure.reason.contains("'mdat' promises 12 bytes, and the file holds 9"))
  }

  @Test(arguments: [[0, 0, 0, 0], [0, 0, 0, 3], [0xff, 0xff]] as [[UInt8]])
  func sizesThatPromiseNothing(size: [UInt8]) throws {
    #expect(try isMovie(movie + size + Array("free".utf8)))
  }

  @Test func aTagBehindTheLastBoxIsNone() throws {
    #expect(try isMovie(movie + Array("TAGtitle".utf8) + [UInt8](repeating: 0, count: 120)))
  }

  private func isMovie(_ bytes: [UInt8]) throws -> Bool {
    let file = try ByteFile(path: folder.write(bytes))
    return try checkMovieBoxes(of: file, in: SoundSpan(range: 0..<file.size))
  }
}
