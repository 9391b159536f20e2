extension FixedWidthInteger {
  /// The number's bytes, least significant first.
  var bytes: [UInt8] {
    withUnsafeBytes(of: littleEndian) { Array($0) }
  }
}
