/// Where the sound lies in a file: without the tags around it, and with a header that says how much there is.
struct SoundSpan {
  /// In bytes.
  var range: Range<Int>
  /// Bytes that are read in place of the file's own, by their place.
  var patches: [Int: UInt8] = [:]
  /// What is odd about a file that is whole, a sentence each.
  var notes: [String] = []

  /// Where it begins, in bytes.
  var start: Int { range.lowerBound }
  /// Where it ends, in bytes.
  var end: Int { range.upperBound }

  /// Sets what is read in place of the bytes at a place.
  mutating func patch(_ bytes: some Collection<UInt8>, at offset: Int) {
    for (index, byte) in bytes.enumerated() { patches[offset + index] = byte }
  }
}
