import Networks
import StageKit
import Testing

/// Files damaged by chance from a seed: a refusal, or a model like any other. Nothing may crash.
@Suite struct DamagedFileTests {
  private let random = CounterRandom(seed: 11)

  /// Reads a damaged file, and uses what comes of it; returns whether it was refused.
  private func isRefused(_ bytes: [UInt8]) throws -> Bool {
    guard let file = try? WeightFile(bytes: bytes) else {
      #expect((try? Model(bytes: bytes)) == nil)
      return true
    }
    #expect(try WeightFile(bytes: file.bytes) == file)
    guard let model = try? Model(bytes: bytes) else { return true }
    #expect(try Model(bytes: model.bytes) == model)
    try use(model)
    return false
  }

  private func use(_ model: Model) throws {
    #expect(ModelCard.views.contains(model.card.view))
    guard let shape = model.card.shape else { return }
    let normalisation = [Model.meanName, Model.deviationName]
    let network = try RecurrentNetwork(
      shape: shape, tensors: model.tensors.filter { !normalisation.contains($0.name) })
    let frames = [Float](repeating: 1, count: 3 * shape.inputs)
    #expect(Predictor(network).logits(of: frames).count == 3 * shape.outputs)
    #expect(try !ONNXExport.bytes(of: model).isEmpty)
  }

  @Test func damagedBytesAreRefusedOrReadAsAnyFile() throws {
    let whole = try Samples.model(.gru).bytes
    var refused = 0
    for round in 0..<UInt64(1500) {
      var bytes = whole
      for change in 0...(random.bits("changes", round) % 3) {
        // Half of all damage is in the length and the header, where it does most.
        let end = random.bits("part", round, change).isMultiple(of: 2) ? min(bytes.count, 1200) : bytes.count
        let place = Int(random.bits("place", round, change) % UInt64(max(end, 1)))
        let byte = UInt8(truncatingIfNeeded: random.bits("byte", round, change))
        switch random.bits("kind", round, change) % 4 {
        case 0 where place < bytes.count: bytes[place] ^= 1 << (byte % 8)
        case 1: bytes.insert(byte, at: place)
        case 2: bytes.removeLast(bytes.count - place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + Int(byte % 9)))
        }
      }
      if try isRefused(bytes) { refused += 1 }
    }
    #expect(refused > 700 && refused < 1500)
  }

  /// Words of the header lie, stand in each other's place, or are there again elsewhere; the header's length is true, so
  /// that the lies are read.
  @Test func headersThatLieAreRefusedOrReadAsAnyFile() throws {
    let whole = try Samples.model(.lstm, isBidirectional: false).bytes
    let length = whole[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    let (words, numbers) = (Self.words(whole[8..<8 + length]), whole[(8 + length)...])
    let places = words.indices.filter { words[$0].count > 1 || (0x30...0x39).contains(words[$0][0]) }
    var refused = 0
    for round in 0..<UInt64(1500) {
      var header = words
      for change in 0...(random.bits("changes", round) % 2) {
        func chance(_ purpose: String, _ count: Int) -> Int {
          Int(random.bits(purpose, round, change) % UInt64(count))
        }
        let (place, other) = (places[chance("place", places.count)], places[chance("other", places.count)])
        let piece = words[other..<min(words.count, other + 1 + chance("length", 8))]
        switch chance("kind", 8) {
        case 0: header.insert(contentsOf: piece, at: min(place, header.count))
        case 1: header.removeSubrange(min(place, header.count)..<min(place + piece.count, header.count))
        case 2, 3: header[min(place, header.count - 1)] = words[other]
        default: header[min(place, header.count - 1)] = Array(Self.lies[chance("lie", Self.lies.count)].utf8)
        }
      }
      let text = header.flatMap { $0 }
      let bytes = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text + numbers
      if try isRefused(bytes) { refused += 1 }
    }
    #expect(refused > 700 && refused < 1500)
  }

  private static let lies = [
    "0", "1", "2", "3", "4", "-1", "1.4", "1e300", "nan", "00", "65", "1048577", "4611686018427387904",
    "9223372036854775807", "-9223372036854775808", "99999999999999999999", "F16", "gru", "true", "teacher", "assistant",
    "[[[[[[[[", "{}", #"\""#, #"\ud800"#, "\u{0}", "é",
  ]

  /// Letters, digits, points and the like together, all else by itself.
  private static func words(_ bytes: ArraySlice<UInt8>) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var isWord = false
    for byte in bytes {
      let continues =
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte & 0xdf) || [0x2e, 0x5f].contains(byte)
      if isWord, continues { words[words.count - 1].append(byte) } else { words.append([byte]) }
      isWord = continues
    }
    return words
  }
}
