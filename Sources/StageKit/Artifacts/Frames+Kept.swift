extension Frames: KeptArtifact {
  /// The frames of bytes that ``kept()`` gave.
  ///
  /// - Throws: ``Failure`` if they are something else.
  public init(kept bytes: [UInt8]) throws(Failure) {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { throw KeptValue.failure }
    let format = try KeptValue.decoded(FrameFormat.self, from: Array(bytes[..<end]))
    let numbers = bytes[(end + 1)...]
    let stride = MemoryLayout<UInt32>.stride
    guard format.width > 0, format.width < numbers.endIndex, numbers.count.isMultiple(of: format.width * stride) else {
      throw KeptValue.failure
    }
    let values = numbers.withUnsafeBytes { raw in
      (0..<raw.count / stride).map { index in
        Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: index * stride, as: UInt32.self)))
      }
    }
    self.init(format: format, values: values)
  }

  /// The format as JSON, a line feed, then all rows with the lowest byte of each number first.
  ///
  /// - Throws: What reading kept rows throws.
  public func kept() throws -> [UInt8] {
    var bytes = try KeptValue.encoded(format) + [UInt8(ascii: "\n")]
    bytes.reserveCapacity(bytes.count + count * format.width * MemoryLayout<Float>.stride)
    try forEachBlock { _, rows in
      for value in rows { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) } }
    }
    return bytes
  }
}

extension Samples: KeptArtifact {
  /// The samples of bytes that ``kept()`` gave.
  ///
  /// - Throws: ``Failure`` if they are something else.
  public init(kept bytes: [UInt8]) throws(Failure) {
    self.init(try Frames(kept: bytes))
  }

  /// The samples as frames are kept.
  ///
  /// - Throws: What reading kept rows throws.
  public func kept() throws -> [UInt8] { try frames.kept() }
}
