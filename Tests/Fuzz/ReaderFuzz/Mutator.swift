/// Makes inputs from valid ones: some damage by chance, some as a person who means ill would do it.
struct Mutator {
  /// The longest input, in bytes.
  private static let longest = (1 << 16) - 1
  /// Numbers at which arithmetic goes wrong.
  private static let numbers = [
    "0", "-1", "1", "2", "00", "0.1", "-0", "1e300", "-1e300", "1e-300", "1e999", "nan", "inf", "255", "65535", "65536",
    "2147483647", "2147483648", "4294967295", "4294967296", "-4294967296", "9007199254740993", "4611686018427387904",
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551615",
    "99999999999999999999999", "0x7fffffff", "1/0", "0/1", "1/9223372036854775807", "99:59:59:99", "00:00:00;00",
  ]
  /// Texts that mean something to one format or another.
  private static let words = [
    "\"", "'", "\\", "\\u0000", "\\ud800", "[", "]", "{", "}", "(", ")", "<", ">", "</", "/>", "<!--", "<![CDATA[", "&",
    "&lt;", "&#0;", "*", ":", ": ", ",", ";", "\t", "\n", "\r\n", "\n- ", "|", "%", "#", "---\n", "!!int ", "~", "null",
    "true", "false", "{track}", "..", "/", "\u{0}", "\u{FEFF}", "\u{2028}", "\u{301}", "é", "\u{1F3B5}", "",
  ]
  private static let bytes: [UInt8] = [0, 1, 0x0a, 0x20, 0x22, 0x30, 0x39, 0x7f, 0x80, 0xc0, 0xe2, 0xf4, 0xfe, 0xff]

  private var chance: Chance

  init(seed: UInt64) { chance = Chance(seed: seed) }

  /// One of the inputs, changed once or several times.
  mutating func next(from pool: [[UInt8]]) -> [UInt8] {
    var bytes = chance.one(of: pool)
    for _ in 0...chance.below(1 << chance.below(4)) { change(&bytes, pool) }
    return Array(bytes.prefix(Self.longest))
  }

  /// A place to put an input that was read, for further changes.
  mutating func place(below count: Int) -> Int { chance.below(count) }

  private mutating func change(_ bytes: inout [UInt8], _ pool: [[UInt8]]) {
    guard !bytes.isEmpty else { return bytes = chance.one(of: pool) }
    // Half of all changes are near the start, where heads stand, which do most.
    let place = chance.below(chance.below(2) == 0 ? min(bytes.count, 512) : bytes.count)
    let range = place..<place + chance.length(upTo: bytes.count - place)
    switch chance.below(14) {
    case 0: bytes[place] ^= 1 << UInt8(chance.below(8))
    case 1: bytes[place] = chance.one(of: Self.bytes)
    case 2: overwriteNumber(&bytes, at: place)
    case 3: bytes.removeSubrange(range)
    case 4: bytes.insert(contentsOf: bytes[range], at: chance.below(bytes.count))
    case 5: bytes.insert(contentsOf: repeated(Array(bytes[range].prefix(64))), at: place)
    case 6: bytes.insert(contentsOf: repeated(Array(chance.one(of: Self.words).utf8)), at: place)
    case 7: bytes.removeSubrange(chance.below(4) == 0 ? 0..<place : place..<bytes.count)
    case 8:
      let other = chance.one(of: pool)
      bytes.replaceSubrange(place..<bytes.count, with: other.dropFirst(chance.below(other.count + 1)))
    case 9: bytes.replaceSubrange(word(of: bytes, at: place), with: chance.one(of: Self.words).utf8)
    case 10:
      let other = word(of: bytes, at: chance.below(bytes.count))
      bytes.replaceSubrange(word(of: bytes, at: place), with: bytes[other])
    default:
      guard let start = bytes[place...].firstIndex(where: Self.isDigit) ?? bytes.firstIndex(where: Self.isDigit) else {
        return bytes.insert(contentsOf: chance.one(of: Self.numbers).utf8, at: place)
      }
      bytes.replaceSubrange(run(of: bytes, from: start, Self.isDigit), with: chance.one(of: Self.numbers).utf8)
    }
  }

  /// Writes one, two, four or eight bytes, as a small number, a large one, or one that lies near.
  private mutating func overwriteNumber(_ bytes: inout [UInt8], at place: Int) {
    let width = min(1 << chance.below(4), bytes.count - place)
    let edges: [UInt64] = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff, .max >> 1, .max, chance.bits()]
    let number = chance.one(of: edges) &+ UInt64(chance.below(3)) &- 1
    let shifts = (0..<width).map { 8 * UInt64($0) }
    let written = shifts.map { UInt8(truncatingIfNeeded: number >> $0) }
    bytes.replaceSubrange(place..<place + width, with: chance.below(2) == 0 ? written : written.reversed())
  }

  /// A piece once, or so often that it stands in itself too deep or too many times.
  private mutating func repeated(_ piece: [UInt8]) -> [UInt8] {
    let most = piece.isEmpty || chance.below(2) == 0 ? 1 : Self.longest / piece.count
    return Array(repeatElement(piece, count: chance.length(upTo: most)).joined())
  }

  /// Letters and digits around a place; at least the byte there.
  private func word(of bytes: [UInt8], at place: Int) -> Range<Int> {
    let start = bytes[..<place].lastIndex { !Self.isLetter($0) }.map { $0 + 1 } ?? 0
    let word = run(of: bytes, from: start, Self.isLetter)
    return word.contains(place) ? word : place..<place + 1
  }

  private func run(of bytes: [UInt8], from start: Int, _ belongs: (UInt8) -> Bool) -> Range<Int> {
    start..<(bytes[start...].firstIndex { !belongs($0) } ?? bytes.count)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x41...0x5a).contains(byte & 0xdf) || byte == 0x5f || byte == 0x2e || byte >= 0x80
  }
}
