import StageKit
import Testing

/// What is kept between runs comes back as it was, or not at all.
@Suite struct KeptArtifactTests {
  private let frames = Frames(
    format: FrameFormat(quantity: .shotTypes, width: 2, rate: 22050 / 512, sampleRate: 22050, columns: ["CU", "LS"]),
    values: [0, -1.5, .infinity, .pi, .leastNonzeroMagnitude, -0.0])

  @Test func framesComeBackBitByBit() throws {
    let again = try Frames(kept: frames.kept())
    #expect(again.format == frames.format)
    #expect(try again.values().map(\.bitPattern) == frames.values().map(\.bitPattern))
    let none = try Frames(kept: Frames(format: frames.format, values: []).kept())
    #expect(none.count == 0 && none.format == frames.format)
  }

  @Test func samplesComeBack() throws {
    let samples = try Samples(kept: Samples(sampleRate: 8000, values: [0.5, -0.25]).kept())
    #expect(samples.sampleRate == 8000)
    #expect(try samples.frames.values() == [0.5, -0.25])
  }

  @Test(arguments: [0, -1.5, 123.456, .infinity, .leastNonzeroMagnitude])
  func numbersComeBack(value: Double) throws {
    #expect(try Number(kept: Number(value).kept()) == Number(value))
  }

  @Test func aNumberThatIsNoneComesBack() throws {
    #expect(try Number(kept: Number(.nan).kept()).value.isNaN)
  }

  @Test func eventsAndTextsComeBack() throws {
    let events = Events([Event(from: 0.1, to: 1 / 3, label: "verse \"é\"", group: "A"), Event(at: 2)])
    #expect(try Events(kept: events.kept()) == events)
    for bytes in [nil, [], [0xFF, 0x0A, 0x00]] as [[UInt8]?] {
      let text = TrackText(path: "a/x.csv", bytes: bytes)
      #expect(try TrackText(kept: text.kept()) == text)
    }
  }

  @Test func documentsComeBackWithTheirContinuations() throws {
    let document = Document(text: "a\nb", continuations: [Document(text: ""), Document(bytes: [0, 255])])
    let again = try Document(kept: document.kept())
    #expect(try again.bytes() == Array("a\nb".utf8))
    #expect(try again.continuations.map { try $0.bytes() } == [[], [0, 255]])
  }

  /// A cut or changed file gives an artifact or a refusal, never a crash.
  @Test func damagedBytesAreRefused() throws {
    let kept = try frames.kept()
    for count in 0..<kept.count where (kept.count - count) % 8 != 0 {
      #expect(throws: Failure.self) { try Frames(kept: Array(kept.prefix(count))) }
    }
    #expect(throws: Failure.self) { try Number(kept: [1, 2, 3]) }
    #expect(throws: Failure.self) { try Events(kept: Array("[{}]".utf8)) }
    for text in ["", "[1]", "[]\n", "[2]\na", "[-1]\n", "[1]\nab", "[9223372036854775807, 1]\na"] {
      #expect(throws: Failure.self) { try Document(kept: Array(text.utf8)) }
    }
  }
}
