import StageKit

/// Tensors and texts in the format safetensors, which PyTorch and others read. All numbers are float32.
///
/// A file is the header's length as eight bytes, the header in JSON, and the numbers of all tensors without gaps.
/// Source: the format's description at github.com/huggingface/safetensors.
public struct WeightFile: Sendable, Hashable {
  /// The longest file that is read, in bytes: look at a file's length before reading it.
  public static let sizeLimit = 1 << 30
  /// The longest header that is read, in bytes.
  public static let headerLimit = 1 << 22
  /// How many tensors a file may have.
  public static let tensorLimit = 4096
  /// How many dimensions a tensor may have.
  public static let dimensionLimit = 8

  /// The key of the metadata in the header, which no tensor can have as its name.
  static let metadataKey = "__metadata__"

  /// The tensors, in the order of their numbers in the file; no name is there twice.
  public let tensors: [Tensor]
  /// Texts by key.
  public let metadata: [String: String]

  /// Tensors and texts that a file can hold.
  ///
  /// - Throws: ``Failure`` if a name is there twice, a shape does not fit its numbers, a number is not finite, or
  ///   a limit is passed.
  public init(tensors: [Tensor], metadata: [String: String]) throws(Failure) {
    guard tensors.count <= Self.tensorLimit else {
      throw Failure("has \(tensors.count) tensors, more than \(Self.tensorLimit)")
    }
    var names: Set<String> = [Self.metadataKey]
    for tensor in tensors {
      guard names.insert(tensor.name).inserted else {
        throw Failure("has two tensors of the name '\(tensor.name)', or a name that the format keeps for itself")
      }
      guard tensor.shape.count <= Self.dimensionLimit, Self.count(of: tensor.shape) == tensor.values.count else {
        throw Failure(
          "the tensor '\(tensor.name)' has the shape \(tensor.shape) and \(tensor.values.count) numbers")
      }
      if let place = tensor.values.firstIndex(where: { !$0.isFinite }) {
        throw Failure(
          "the tensor '\(tensor.name)' is \(tensor.values[place]) at \(place)",
          remedy: "train again with a lower learning_rate, or take an earlier model")
      }
    }
    self.tensors = tensors
    self.metadata = metadata
  }

  /// How many numbers a shape has; nil for a negative length, and where the product is no `Int`.
  static func count(of shape: [Int]) -> Int? {
    var count = 1
    for length in shape {
      let (product, overflows) = count.multipliedReportingOverflow(by: length)
      guard length >= 0, !overflows else { return nil }
      count = product
    }
    return count
  }

  /// The tensor of a name.
  public subscript(name: String) -> Tensor? {
    tensors.first { $0.name == name }
  }

  /// The file: equal tensors in the same order and equal metadata give the same bytes.
  public var bytes: [UInt8] {
    let header = WeightHeader(tensors: tensors, metadata: metadata).bytes
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + tensors.reduce(0) { $0 + 4 * $1.values.count })
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: header)
    for tensor in tensors { bytes.append(contentsOf: tensor.littleEndianBytes) }
    return bytes
  }
}
