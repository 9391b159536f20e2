import Testing

@testable import Networks

@Suite struct ProtobufMessageTests {
  private func bytes(_ build: (inout ProtobufMessage) -> Void) -> [UInt8] {
    var message = ProtobufMessage()
    build(&message)
    return message.bytes
  }

  /// The examples of the encoding's description.
  @Test func fieldsAreEncodedAsDescribed() {
    #expect(bytes { $0.add(1, 150) } == [0x08, 0x96, 0x01])
    #expect(bytes { $0.add(2, "testing") } == [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67])
    var inner = ProtobufMessage()
    inner.add(1, 150)
    #expect(bytes { $0.add(3, inner) } == [0x1a, 0x03, 0x08, 0x96, 0x01])
  }

  @Test func numbersAtTheEdges() {
    #expect(bytes { $0.add(1, 0) } == [0x08, 0])
    #expect(bytes { $0.add(1, 127) } == [0x08, 0x7f])
    #expect(bytes { $0.add(1, 128) } == [0x08, 0x80, 0x01])
    #expect(bytes { $0.add(16, 1) } == [0x80, 0x01, 0x01])
    #expect(bytes { $0.add(1, -1) } == [0x08] + [UInt8](repeating: 0xff, count: 9) + [0x01])
    #expect(bytes { $0.add(1, Int.max) } == [0x08] + [UInt8](repeating: 0xff, count: 8) + [0x7f])
  }

  @Test func longContentHasALongLength() {
    let content = [UInt8](repeating: 7, count: 300)
    #expect(bytes { $0.add(9, content) } == [0x4a, 0xac, 0x02] + content)
  }
}
