import Testing

@testable import Audio

struct FFmpegMessagesTests {
  @Test func addressesAreLeftOut() {
    let messages = FFmpegMessages(Array("[aac @ 0x55dc056e29c0] channel element 3.7 is not allocated\nmore\n".utf8))
    #expect(messages.first == "aac: channel element 3.7 is not allocated")
  }

  @Test func nothingIsNoMessage() {
    #expect(FFmpegMessages([]).first == nil)
  }

  @Test(arguments: [
    ("[mov,mp4 @ 0x1] stream 0, offset 0x1fcc2: partial file", AudioFailure.Kind.truncated),
    ("[matroska,webm @ 0x1] File ended prematurely at pos. 99130 (0x1833a)", .truncated),
    ("[ac3 @ 0x1] frame CRC mismatch", .corrupt),
  ])
  func endsAreToldFromDamage(text: String, kind: AudioFailure.Kind) throws {
    let folder = try Folder()
    let file = try ByteFile(path: folder.write([1]))
    #expect(FFmpegMessages(Array(text.utf8)).failure(of: file, place: "1 s").kind == kind)
  }
}
