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
