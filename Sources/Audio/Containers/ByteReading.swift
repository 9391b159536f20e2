extension Collection<UInt8> {
  /// The bytes as one number, the first byte highest.
  var bigEndian: UInt64 { reduce(0) { $0 << 8 | UInt64($1) } }

  /// The bytes as one number, the first byte lowest.
  var littleEndian: UInt64 { reversed().bigEndian }

  /// True if the bytes begin with those of an ASCII text.
  func hasPrefix(_ text: String) -> Bool { starts(with: text.utf8) }
}
