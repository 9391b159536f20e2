/// A named array of numbers, as weight files keep them.
public struct Tensor: Sendable, Hashable {
  /// The parameter's name, such as `layers.0.weight_ih_l0`.
  public let name: String
  /// The length of each dimension, the outermost first.
  public let shape: [Int]
  /// The numbers, row-major: as many as the product of ``shape``.
  public var values: [Float]

  /// An array with its name.
  public init(name: String, shape: [Int], values: [Float]) {
    self.name = name
    self.shape = shape
    self.values = values
  }
}

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
