import StageKit
import Testing

/// What is stored comes back as it was, or not at all.
@Suite struct ArtifactFormTests {
  private let frames = Frames(
    format: FrameFormat(quantity: .shotTypes, width: 2, rate: 22050 / 512, sampleRate: 22050, columns: ["CU", "LS"]),
    values: [0, -1.5, .infinity, .pi, .leastNonzeroMagnitude, -0.0])

  @Test func framesComeBackBitByBit() throws {
    let again = try Frames(encoded: MemoryBytes(frames.encoded()))
    #expect(again.format == frames.format)
    #expect(try again.values().map(\.bitPattern) == frames.values().map(\.bitPattern))
    let none = try Frames(encoded: MemoryBytes(Frames(format: frames.format, values: []).encoded()))
    #expect(none.count == 0 && none.format == frames.format)
  }

  @Test func samplesComeBack() throws {
    let samples = try Samples(encoded: MemoryBytes(Samples(sampleRate: 8000, values: [0.5, -0.25]).encoded()))
    #expect(samples.sampleRate == 8000)
    #expect(try samples.frames.values() == [0.5, -0.25])
  }

  @Test(arguments: [0, -1.5, 123.456, .infinity, .leastNonzeroMagnitude])
  func numbersComeBack(value: Double) throws {
    #expect(try Number(encoded: MemoryBytes(Number(value).encoded())) == Number(value))
  }

  @Test func aNumberThatIsNoneComesBack() throws {
    #expect(try Number(encoded: MemoryBytes(Number(.nan).encoded())).value.isNaN)
  }

  @Test func eventsAndTextsComeBack() throws {
    let events = Events([Event(from: 0.1, to: 1 / 3, label: "verse \"é\"", group: "A"), Event(at: 2)])
    #expect(try Events(encoded: MemoryBytes(events.encoded())) == events)
    for bytes in [nil, [], [0xFF, 0x0A, 0x00]] as [[UInt8]?] {
      let text = TrackText(path: "a/x.csv", bytes: bytes)
      #expect(try TrackText(encoded: MemoryBytes(text.encoded())) == text)
    }
  }

  @Test func documentsComeBackWithTheirContinuations() throws {
    let document = Document(text: "a\nb", continuations: [Document(text: ""), Document(bytes: [0, 255])])
    let again = try Document(encoded: MemoryBytes(document.encoded()))
    #expect(try again.bytes() == Array("a\nb".utf8))
    #expect(try again.continuations.map { try $0.bytes() } == [[], [0, 255]])
  }

  /// A cut or changed file gives an artifact or a refusal, never a crash.
  @Test func damagedBytesAreRefused() throws {
    let stored = try frames.encoded()
    for count in 0..<stored.count where (stored.count - count) % 8 != 0 {
      #expect(throws: Failure.self) { try Frames(encoded: MemoryBytes(Array(stored.prefix(count)))) }
    }
    #expect(throws: Failure.self) { try Number(encoded: MemoryBytes([1, 2, 3])) }
    #expect(throws: Failure.self) { try Events(encoded: MemoryBytes(Array("[{}]".utf8))) }
    for text in ["", "[1]", "[]\n", "[2]\na", "[-1]\n", "[1]\nab", "[9223372036854775807, 1]\na"] {
      #expect(throws: Failure.self) { try Document(encoded: MemoryBytes(Array(text.utf8))) }
    }
  }
}
