import StageKit
import Testing

@testable import Formats
@testable import Writers

@Suite struct WriteNPZTests {
  private let writer = WriteNPZ(Writing.defaults(WriteNPZ.self))

  private func frames(_ width: Int, _ values: [Float]) -> Frames {
    frames(FrameFormat(quantity: .melPower, width: width, rate: 43, sampleRate: 22050), values)
  }

  private func frames(_ format: FrameFormat, _ values: [Float]) -> Frames { Frames(format: format, values: values) }

  /// The arrays of an archive by their names: what stands behind the local header of each member.
  private func arrays(_ parts: [(port: String, name: String, value: any Artifact)]) throws -> [String: StoredArray] {
    let bytes = try Writing.bytes(writer, inputs(parts))
    func number(_ place: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    var arrays: [String: StoredArray] = [:]
    var place = 0
    while bytes[place..<place + 4].elementsEqual([0x50, 0x4b, 3, 4]) {
      let name = String(decoding: bytes[place + 30..<place + 30 + number(place + 26, 2)], as: UTF8.self)
      let start = place + 30 + number(place + 26, 2) + number(place + 28, 2)
      place = start + number(place + 18, 4)
      #expect(arrays[String(name.dropLast(4))] == nil && name.hasSuffix(".npy"))
      arrays[String(name.dropLast(4))] = StoredArray(Array(bytes[start..<place]))
    }
    return arrays
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

  @Test func whatAllFramesShareStandsOnce() throws {
    let mel = FrameFormat(
      quantity: .melPower, width: 2, rate: 22050 / 512, sampleRate: 22050, frequencies: [100, 200.5])
    let chroma = FrameFormat(quantity: .chroma, width: 12, rate: 22050 / 512, sampleRate: 22050)
    let found = try arrays([
      ("frames", "mel", frames(mel, [1, 2, 3, 4, 5, 6])),
      ("frames", "chroma", frames(chroma, [Float](repeating: 0, count: 36))), ("numbers", "tempo", Number(120)),
    ])
    #expect(
      found.keys.sorted() == [
        "chroma", "chroma.columns", "chroma.quantity", "hop", "mel", "mel.frequencies", "mel.quantity", "sr", "tempo",
        "times",
      ])
    #expect(found["sr"]?.shape == "()" && found["sr"]?.numbers == [22050])
    #expect(found["hop"]?.numbers == [512])
    #expect(found["times"]?.numbers == [0, 512.0 / 22050, 1024.0 / 22050])
    #expect(found["mel.frequencies"]?.numbers == [100, 200.5])
    #expect(found["mel.quantity"]?.shape == "()" && found["mel.quantity"]?.texts == ["mel power"])
    #expect(found["chroma.columns"]?.texts == ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"])
  }

  @Test func framesThatDifferHaveTheirOwn() throws {
    let types = FrameFormat(quantity: .shotTypes, width: 2, rate: 1, sampleRate: 22050, columns: ["CU", "Übersicht"])
    let found = try arrays([
      ("frames", "mel", frames(FrameFormat(quantity: .melPower, width: 1, rate: 100, sampleRate: 22050), [1, 2, 3])),
      ("frames", "types", frames(types, [0.25, 0.75])),
    ])
    #expect(found["sr"]?.numbers == [22050])
    #expect(found["hop"] == nil && found["times"] == nil)
    #expect(found["mel.hop"]?.numbers == [220.5] && found["types.hop"]?.numbers == [22050])
    #expect(found["mel.times"]?.numbers == [0, 0.01, 0.02] && found["types.times"]?.numbers == [0])
    #expect(found["types.columns"]?.texts == ["CU", "Übersicht"])
    #expect(found["mel.columns"] == nil)
  }

  /// One row more is another span of time, though the rows stand as far apart.
  @Test func framesOfOneRateMayDifferInLength() throws {
    let found = try arrays([("frames", "a", frames(1, [1, 2, 3])), ("frames", "b", frames(1, [1, 2]))])
    #expect(found["sr"] != nil && found["hop"] != nil && found["times"] == nil)
    #expect(found["a.times"]?.shape == "(3,)" && found["b.times"]?.shape == "(2,)")
  }

  @Test func whatIsNotKnownIsNotSaid() throws {
    let beats = FrameFormat(quantity: .embeddings, width: 2, rate: 0, sampleRate: 22050, columns: ["start", "end"])
    let rows = FrameFormat(
      quantity: .embeddings, width: 1, rate: 2, sampleRate: 0, columns: ["of", "others"], frequencies: [100, 200])
    let found = try arrays([("frames", "beats", frames(beats, [0, 1])), ("frames", "rows", frames(rows, [1, 2, 3]))])
    #expect(
      found.keys.sorted() == [
        "beats", "beats.columns", "beats.quantity", "beats.sr", "rows", "rows.quantity", "rows.times",
      ])
    #expect(found["rows.times"]?.numbers == [0, 0.5, 1])
  }

  @Test func aSpectrumHasItsBins() throws {
    let format = FrameFormat(quantity: .powerSpectrum, width: 3, rate: 43, sampleRate: 8000, transformLength: 4)
    #expect(try arrays([("frames", "s", frames(format, [1, 2, 3]))])["s.frequencies"]?.numbers == [0, 2000, 4000])
  }

  /// More rows than a block of them, at a distance that is no whole number of samples.
  @Test func timesOfManyRowsAreThoseOfTheTable() throws {
    let format = FrameFormat(quantity: .onsetStrength, width: 1, rate: 1 / 0.3, sampleRate: 22051)
    let times = try #require(try arrays([("frames", "x", frames(format, [Float](repeating: 0, count: 2500)))])["times"])
    #expect(times.numbers == (0..<2500).map { format.time(ofRow: $0) ?? -1 })
    #expect(abs(times.numbers[2499] - 2499 * 0.3) < 1e-9)
  }

  @Test func eventsSayWhatTheyHave() throws {
    let sections = Events([
      Event(from: 0, to: 8.5, label: "intro", group: "A"), Event(from: 8.5, to: 20, label: "曲 𝄞", group: ""),
    ])
    let found = try arrays([
      ("events", "sections", sections), ("events", "beats", Events(times: [0.5, 1])), ("events", "none", Events([])),
    ])
    #expect(found["sections"]?.numbers == [0, 8.5])
    #expect(found["sections.ends"]?.numbers == [8.5, 20])
    #expect(found["sections.labels"]?.texts == ["intro", "曲 𝄞"])
    #expect(found["sections.groups"]?.texts == ["A", ""])
    #expect(found.keys.filter { $0.hasPrefix("beats") } == ["beats"])
    #expect(found["none.labels"]?.shape == "(0,)" && found["none.labels"]?.descr == "<U1")
    #expect(found["none.ends"]?.shape == "(0,)" && found["none.groups"]?.shape == "(0,)")
  }

  @Test func aNameThatExplainsIsTaken() {
    let failure = #expect(throws: Failure.self) {
      try writer.run(inputs([("frames", "x", frames(1, [1])), ("events", "times", Events([]))]), in: Writing.context)
    }
    #expect(failure?.description == "two arrays would be called 'times'; give one of the stages another name")
  }
}

/// An array of an archive, read byte by byte as the format says.
private struct StoredArray {
  let descr: String
  let shape: String
  private let body: [UInt8]

  init(_ file: [UInt8]) {
    let end = 10 + Int(file[8]) + Int(file[9]) << 8
    let header = String(decoding: file[10..<end], as: UTF8.self)
    let match = header.firstMatch(of: /'descr': '(.*?)'.*'shape': (\(.*?\))/)
    (descr, shape) = (match.map { String($0.1) } ?? "", match.map { String($0.2) } ?? "")
    body = Array(file[end...])
  }

  /// The numbers of float64.
  var numbers: [Double] {
    body.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 8).map { bytes.loadUnaligned(fromByteOffset: $0, as: Double.self) }
    }
  }

  /// The texts of 32-bit scalars.
  var texts: [String] {
    let length = 4 * (Int(descr.dropFirst(2)) ?? 1)
    return stride(from: 0, to: body.count, by: length).map { start in
      var text = String.UnicodeScalarView()
      for place in stride(from: start, to: start + length, by: 4) {
        let value = (0..<4).reduce(UInt32(0)) { $0 | UInt32(body[place + $1]) << (8 * UInt32($1)) }
        if value > 0, let scalar = Unicode.Scalar(value) { text.append(scalar) }
      }
      return String(text)
    }
  }
}
