import CSndfile
import Testing

@testable import Audio

struct MPEGCheckTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test func wholeFile() throws {
    #expect(try folder.samples(of: mp3(), at: 44_100).count == 44_100)
  }

  @Test func cutShort() throws {
    let mp3 = try mp3()
    let failure = try folder.failure(of: Array(mp3.dropLast(mp3.count / 2)))
    #expect(failure.kind == .truncated)
    #expect(failure.reason.hasPrefix("is cut short after 0.") && failure.reason.contains("it declares"))
  }

  /// Without the first frame, which holds the Xing header, only a frame that is not whole tells.
  @Test func cutShortWithoutACount() throws {
    let frames = try Array(mp3()[frameLength(at: 0)...])
    let failure = try folder.failure(of: frames.dropLast(10))
    #expect(failure.kind == .truncated && failure.reason.hasSuffix("in the middle of an MPEG frame"))
  }

  /// libsndfile would take the first frame's bitrate for all, and stop after a third of this song.
  @Test func variableBitrateWithoutACount() throws {
    let frames = try Array(mp3()[frameLength(at: 0)...])
    let failure = try folder.failure(of: frames)
    #expect(failure.kind == .unsupported)
    #expect(failure.reason.hasPrefix("has a variable bitrate and no Xing header, so that 0."))
  }

  @Test func bytesBetweenFrames() throws {
    var mp3 = try mp3()
    let second = try frameLength(at: 0)
    let place = try second + frameLength(at: second)
    mp3.insert(contentsOf: [1, 2, 3], at: place)
    let failure = try folder.failure(of: mp3)
    #expect(failure.kind == .corrupt && failure.reason.contains("byte \(place) begins no MPEG frame"))
  }

  @Test func tagsAtBothEnds() throws {
    let mp3 = try mp3()
    let id3v2: [UInt8] = Array("ID3".utf8) + [4, 0, 0, 0, 0, 1, 2] + [UInt8](repeating: 0, count: 130)
    let id3v1: [UInt8] = Array("TAG".utf8) + [UInt8](repeating: 0x20, count: 125)
    #expect(try folder.samples(of: id3v2 + mp3 + id3v1, at: 44_100) == folder.samples(of: mp3, at: 44_100))
  }

  /// Taggers leave zeros and remains of older tags; the encoder's delay is found all the same.
  @Test(arguments: [
    [UInt8](repeating: 0, count: 2_048), [UInt8](repeating: 0, count: 100_000),
    Array("remains of a tag \u{ff}\u{fb}".utf8),
    Array("ID3".utf8) + [3, 0, 0, 0, 0, 0, 0],
  ])
  func whatStandsBehindATag(rest: [UInt8]) throws {
    let mp3 = try mp3()
    let tag: [UInt8] = Array("ID3".utf8) + [4, 0, 0, 0, 0, 0, 8] + [UInt8](repeating: 1, count: 8)
    let odd = try folder.odd(tag + rest + mp3)
    #expect(try odd.samples == folder.samples(of: mp3, at: 44_100))
    let isSilent = rest.allSatisfy { $0 == 0 } || rest.starts(with: Array("ID3".utf8))
    #expect(odd.notes == (isSilent ? [] : ["\(rest.count) bytes before its first MPEG frame are no sound"]))
  }

  @Test func whatStandsBehindTheLastFrame() throws {
    let mp3 = try mp3()
    let samples = try folder.samples(of: mp3, at: 44_100)
    let zeros = try folder.odd(mp3 + [UInt8](repeating: 0, count: 5_000))
    #expect(zeros.samples == samples && zeros.notes.isEmpty)
    let text = try folder.odd(mp3 + Array("remains".utf8))
    #expect(text.samples == samples && text.notes == ["7 bytes behind its last MPEG frame are no sound"])
  }

  /// A count that is too high is no promise where all bytes that stand beside it are there.
  @Test func countThatIsWrong() throws {
    var mp3 = try mp3()
    let place = try #require(mp3.firstRange(of: Array("Info".utf8)) ?? mp3.firstRange(of: Array("Xing".utf8)))
      .upperBound
    try #require(mp3[place + 3] & 3 == 3)
    mp3[place + 6] += 1
    #expect(try folder.odd(mp3).notes.first?.hasPrefix("its header declares") == true)
    #expect(try folder.failure(of: Array(mp3.dropLast(2_000))).kind == .truncated)
  }

  @Test func secondSongBehindTheFirst() throws {
    let mp3 = try mp3()
    let failure = try folder.failure(of: mp3 + mp3)
    #expect(failure.kind == .unsupported && failure.reason.contains("of its header would be decoded"))
  }

  /// A byte order mark of UTF-16 looks like the beginning of a frame.
  @Test func textThatLooksLikeAFrame() throws {
    let text: [UInt8] =
      [0xff, 0xfe] + "This is no sound, whatever it begins with.".utf8.flatMap { [$0, 0] as [UInt8] }
    #expect(try folder.failure(of: text).kind == .unsupported)
  }

  @Test func manyTagsAndNothingElse() throws {
    let tags = [[UInt8]](repeating: Array("ID3".utf8) + [4, 0, 0, 0, 0, 0, 0], count: 20_000).flatMap { $0 }
    #expect(try folder.failure(of: tags).kind == .unsupported)
  }

  private func mp3() throws -> [UInt8] {
    try Sound.noise(rate: 44_100, channels: 1, frames: 44_100)
      .encoded(SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, in: folder)
  }

  private func frameLength(at place: Int) throws -> Int {
    let mp3 = try mp3()
    return try #require(MPEGHeader(UInt32(mp3[place..<place + 4].bigEndian))).length
  }
}
