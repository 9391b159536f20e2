extension Number: KeptArtifact {
  /// The number of bytes that ``bytes()`` gave.
  ///
  /// - Throws: ``StageFailure`` if they are something else.
  public init(bytes: [UInt8]) throws(StageFailure) {
    self.init(try KeptValue.decoded(Double.self, from: bytes))
  }

  /// The number as JSON.
  public func bytes() throws -> [UInt8] { try KeptValue.encoded(value) }
}

extension Events: KeptArtifact {
  /// The events of bytes that ``bytes()`` gave.
  ///
  /// - Throws: ``StageFailure`` if they are something else.
  public init(bytes: [UInt8]) throws(StageFailure) {
    self.init(try KeptValue.decoded([Event].self, from: bytes))
  }

  /// The events as JSON.
  public func bytes() throws -> [UInt8] { try KeptValue.encoded(events) }
}

extension Frames: KeptArtifact {
  /// The frames of bytes that ``bytes()`` gave.
  ///
  /// - Throws: ``StageFailure`` if they are something else.
  public init(bytes: [UInt8]) throws(StageFailure) {
    // The format as JSON, a line feed, then the numbers as they are in memory.
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { throw KeptValue.failure }
    let format = try KeptValue.decoded(FrameFormat.self, from: Array(bytes[..<end]))
    let numbers = bytes[(end + 1)...]
    let rowSize = format.width * MemoryLayout<Float>.stride
    guard rowSize > 0, numbers.count.isMultiple(of: rowSize) else { throw KeptValue.failure }
    let values = [Float](unsafeUninitializedCapacity: numbers.count / MemoryLayout<Float>.stride) { buffer, count in
      UnsafeMutableRawBufferPointer(buffer).copyBytes(from: numbers)
      count = buffer.count
    }
    self.init(format: format, values: values)
  }

  /// The format and all rows.
  ///
  /// - Throws: What reading kept rows throws.
  public func bytes() throws -> [UInt8] {
    let header = try KeptValue.encoded(format) + [UInt8(ascii: "\n")]
    return try read(0..<count) { header + UnsafeRawBufferPointer($0) }
  }
}
