extension Tensor {
  /// The numbers as float32, least significant byte first: the order of all platforms of the package.
  var littleEndianBytes: [UInt8] {
    values.withUnsafeBytes { Array($0) }
  }

  /// A tensor from the numbers as a file keeps them: four bytes each, in whole numbers' count.
  init(name: String, shape: [Int], littleEndianBytes bytes: ArraySlice<UInt8>) {
    let values = [Float](unsafeUninitializedCapacity: bytes.count / 4) { buffer, count in
      count = bytes.count / 4
      UnsafeMutableRawBufferPointer(buffer).copyBytes(from: bytes.prefix(4 * count))
    }
    self.init(name: name, shape: shape, values: values)
  }
}
