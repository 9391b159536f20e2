import CSndfile
import Testing

@testable import Audio

struct OggCheckTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test(arguments: [SF_FORMAT_VORBIS, SF_FORMAT_OPUS])
  func wholeStreams(codec: Int) throws {
    #expect(try folder.samples(of: ogg(codec), at: 24_000).count == 24_000)
  }

  @Test(arguments: [SF_FORMAT_VORBIS, SF_FORMAT_OPUS])
  func cutInsideAPage(codec: Int) throws {
    let failure = try folder.failure(of: ogg(codec).dropLast(100))
    #expect(failure.kind == .truncated)
    #expect(failure.reason == "is cut short: its last Ogg page ends 100 bytes beyond the file")
  }

  /// Recorders do not always come to write the flag that ends a stream: what the pages declare is there.
  @Test(arguments: [SF_FORMAT_VORBIS, SF_FORMAT_OPUS])
  func noEndFlag(codec: Int) throws {
    let ogg = try ogg(codec)
    let last = try #require(pages(of: ogg).last)
    let samples = try folder.samples(of: ogg, at: 48_000)
    for tail in [[], [UInt8](repeating: 0, count: 1_000)] {
      let path = try folder.write(rewritten(ogg, page: last) { $0[5] &= 0xfb } + tail)
      let file = try AudioFile(path: path, sampleRate: 48_000)
      #expect(try all(of: file) == samples)
      #expect(file.notes.count == 1 && file.notes[0].contains("byte \(last) does not end the stream"))
    }
    let chain = rewritten(ogg, page: last) { $0[5] &= 0xfb } + ogg
    #expect(try folder.samples(of: chain, at: 48_000) == samples + samples)
  }

  @Test func cutBetweenPagesOfAPacket() throws {
    let ogg = try ogg()
    let last = try #require(pages(of: ogg).last)
    let cut = rewritten(Array(ogg[..<last]), page: pages(of: ogg).dropLast().last ?? 0) { page in
      let lacing = 26 + Int(page[26])
      page += [UInt8](repeating: 0, count: 255 - Int(page[lacing]))
      page[lacing] = 255
    }
    let failure = try folder.failure(of: cut)
    #expect(failure.kind == .truncated && failure.reason.hasSuffix("ends in the middle of a packet"))
  }

  @Test func bytesMissingBetweenPages() throws {
    var ogg = try ogg()
    let page = pages(of: ogg)[2]
    ogg.removeSubrange(page..<page + 10)
    let failure = try folder.failure(of: ogg)
    #expect(failure.kind == .corrupt && failure.reason.contains("byte \(page) of \(ogg.count) begins no Ogg page"))
  }

  /// libogg drops a page whose checksum is wrong, and libsndfile says nothing.
  @Test func damageInsideAPage() throws {
    var ogg = try ogg()
    let page = try #require(pages(of: ogg).dropLast().last)
    ogg[page + 200] ^= 0x55
    let failure = try folder.failure(of: ogg)
    #expect(failure.kind == .corrupt && failure.reason.contains("Ogg page at byte \(page)"))
  }

  @Test func lostPage() throws {
    let ogg = try ogg()
    let pages = pages(of: ogg)
    let failure = try folder.failure(of: Array(ogg[..<pages[3]] + ogg[pages[4]...]))
    #expect(failure.kind == .corrupt && failure.reason.contains("Ogg page at byte \(pages[3])"))
  }

  /// Songs cut from longer ones declare more samples than they hold; their pages are sound.
  @Test func declaresTooMuch() throws {
    var ogg = try ogg()
    let last = try #require(pages(of: ogg).last)
    let whole = try folder.samples(of: ogg, at: 48_000).count
    ogg = rewritten(ogg, page: last) { $0.replaceSubrange(6..<10, with: [0, 0, 2, 0]) }
    #expect(try abs(folder.samples(of: ogg, at: 48_000).count - whole) < 4_096)
  }

  @Test(arguments: [SF_FORMAT_VORBIS, SF_FORMAT_OPUS])
  func chainedStreamsFollowEachOther(codec: Int) throws {
    let one = try ogg(codec)
    let other = try ogg(codec, channels: 2)
    let expected = try [one, other, one].flatMap { try folder.samples(of: $0, at: 48_000) }
    #expect(try folder.samples(of: one + other + one, at: 48_000) == expected)
  }

  @Test func damageInALaterStream() throws {
    var chain = try ogg() + ogg()
    let page = try #require(pages(of: chain).dropLast().last)
    chain[page + 200] ^= 0x55
    let failure = try folder.failure(of: chain)
    #expect(failure.kind == .corrupt && failure.reason.contains("Ogg page at byte \(page)"))
  }

  @Test func chainedStreamsOfTwoRates() throws {
    let slow = try Sound.noise(rate: 24_000, frames: 24_000).encoded(SF_FORMAT_OGG | SF_FORMAT_VORBIS, in: folder)
    let failure = try folder.failure(of: ogg() + slow)
    #expect(failure.kind == .unsupported && failure.reason.contains("at 48000 and 24000 Hz"))
  }

  @Test func tagsBehindTheLastPage() throws {
    #expect(try folder.samples(of: ogg() + Array("TAG".utf8) + [UInt8](repeating: 0, count: 125), at: 48_000).count > 0)
  }

  private func ogg(_ codec: Int = SF_FORMAT_VORBIS, channels: Int = 1) throws -> [UInt8] {
    try Sound.noise(rate: 48_000, channels: channels, frames: 48_000).encoded(SF_FORMAT_OGG | codec, in: folder)
  }

  /// The file with another last page, whose checksum is right.
  private func rewritten(_ ogg: [UInt8], page offset: Int, _ change: (inout [UInt8]) -> Void) -> [UInt8] {
    var page = Array(ogg[offset...])
    change(&page)
    page.replaceSubrange(22..<26, with: [0, 0, 0, 0])
    let checksum = CyclicCheck<UInt32>(polynomial: 0x04c1_1db7).remainder(of: page[...])
    page.replaceSubrange(22..<26, with: withUnsafeBytes(of: checksum.littleEndian, Array.init))
    return ogg[..<offset] + page
  }

  private func pages(of ogg: [UInt8]) -> [Int] {
    ogg.indices.filter { ogg[$0] == 0x4f && ogg[$0...].starts(with: [0x4f, 0x67, 0x67, 0x53, 0]) }
  }
}
