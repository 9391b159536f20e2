import Files
import Testing

@testable import Files

@Suite("Content hash")
struct ContentHashTests {
  private func hex(_ pieces: [UInt8]...) -> String {
    var hash = ContentHash()
    for piece in pieces { hash.update(piece) }
    return hash.hex
  }

  @Test("the digits are those of xxhsum -H2")
  func reference() {
    #expect(hex() == "99aa06d3014798d86001c324468d497f")
    #expect(hex(Array("abc".utf8)) == "06b05ab6733a618578af5f94892f3950")
  }

  @Test("pieces make no difference to bytes, but do to texts")
  func pieces() {
    let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(hex(bytes) == hex(Array(bytes[..<1234]), [], Array(bytes[1234...])))
    func texts(_ texts: String...) -> String {
      var hash = ContentHash()
      for text in texts { hash.update(text) }
      return hash.hex
    }
    #expect(texts("ab", "c") != texts("a", "bc"))
    #expect(texts("ab", "c") == texts("ab", "c"))
  }
}
