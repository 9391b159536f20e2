import StageKit
import Testing

@testable import Formats
@testable import Writers

@Suite struct WriteNPZTests {
  private let writer = WriteNPZ(Writing.defaults(WriteNPZ.self))

  private func frames(_ width: Int, _ values: [Float]) -> Frames {
    Frames(format: FrameFormat(quantity: .melPower, width: width, rate: 43, sampleRate: 22050), values: values)
  }

  private func inputs(_ parts: [(port: String, name: String, value: any Artifact)]) -> Artifacts {
    var inputs = Artifacts()
    for part in parts { inputs[named: part.port].append(Artifacts.Named(name: part.name, value: part.value)) }
    return inputs
  }

  /// The bytes were compared once with those that Python's zipfile reads; the offsets are the formats'.
  @Test func storesAnArrayAsTheFormatsSay() throws {
    let bytes = try Writing.bytes(writer, inputs([("frames", "mel", frames(2, [0, 1, -2, 0.5, 3, 4]))]))
    #expect(bytes[0..<4] == [0x50, 0x4b, 3, 4])
    #expect(Array(bytes[30..<37]) == Array("mel.npy".utf8))
    let array = Array(bytes[37..<(37 + 128 + 24)])
    #expect(array[0..<10] == [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0])
    let header = String(decoding: array[10..<128], as: UTF8.self)
    #expect(header.hasPrefix("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2,), }  "))
    #expect(header.hasSuffix(" \n"))
    #expect(Array(array[128..<140]) == [0, 0, 0, 0, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0])
    var checksum = CRC32()
    checksum.update(array)
    #expect(Array(bytes[14..<18]) == checksum.value.bytes)
    #expect(Array(bytes[18..<26]) == UInt32(152).bytes + UInt32(152).bytes)
  }

  @Test func shapesFollowTheArtifacts() throws {
    let bytes = try Writing.bytes(
      writer,
      inputs([
        ("frames", "onset", frames(1, [1, 2, 3])), ("events", "beats", Events(times: [0.5, 1, 1.5, 2])),
        ("events", "sections", Events([])), ("numbers", "tempo", Number(120)),
      ]))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("'<f4', 'fortran_order': False, 'shape': (3,), }"))
    #expect(text.contains("'<f8', 'fortran_order': False, 'shape': (4,), }"))
    #expect(text.contains("'<f8', 'fortran_order': False, 'shape': (0,), }"))
    #expect(text.contains("'<f8', 'fortran_order': False, 'shape': (), }"))
  }

  @Test func whatCannotBeNamedIsRefused() {
    #expect(throws: Failure.self) { try writer.run(Artifacts(), in: Writing.context) }
    let failure = #expect(throws: Failure.self) {
      try writer.run(
        inputs([("frames", "x", frames(1, [1])), ("numbers", "x", Number(1))]), in: Writing.context)
    }
    #expect(failure?.reason == "two arrays would be called 'x'")
  }
}
