import StageKit

extension WeightFile {
  /// Reads a file that anyone may have written.
  ///
  /// Nothing is taken on trust: lengths are compared with the file's before memory is reserved, and the tensors must
  /// fill the file without gap or overlap.
  ///
  /// - Throws: ``Failure`` that says what is wrong, as a clause that follows the file's name.
  public init(bytes: [UInt8]) throws(Failure) {
    guard bytes.count <= Self.sizeLimit else {
      throw Failure("has \(bytes.count) bytes, more than \(Self.sizeLimit)", remedy: Self.wayOut)
    }
    guard bytes.count >= 8 else {
      throw Failure("has \(bytes.count) bytes, too few for a safetensors file", remedy: Self.wayOut)
    }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(max(bytes.count, Self.headerLimit)) else {
      throw Failure(
        "is no safetensors file: it does not begin with the length of a header",
        remedy: "name the file of a model, such as one that songboard has trained")
    }
    guard length <= UInt64(min(bytes.count - 8, Self.headerLimit)) else {
      throw Failure(
        "claims a header of \(length) bytes; the file has \(bytes.count), and no header may pass \(Self.headerLimit)",
        remedy: Self.wayOut)
    }
    let start = 8 + Int(length)
    let header = try WeightHeader(bytes: bytes[8..<start], room: bytes.count - start)
    let tensors = header.entries.map { entry in
      Tensor(
        name: entry.name, shape: entry.shape,
        littleEndianBytes: bytes[(start + entry.range.lowerBound)..<(start + entry.range.upperBound)])
    }
    try self.init(tensors: tensors, metadata: header.metadata)
  }

  /// What to do about a file that cannot be read.
  static let wayOut = "copy the file again, or train the model again; only safetensors files of float32 are read"
}
