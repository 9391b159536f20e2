import StageKit

/// A trained model: its card and its tensors. As bytes it is a safetensors file that PyTorch reads.
///
/// A model with a network has the network's parameters under PyTorch's names, and how its inputs are normalised: a frame
/// `x` enters the network as `(x - normalisation.mean) / normalisation.deviation`. The tensors of a teacher are its own.
public struct Model: Artifact, Hashable {
  /// Carried by ports of kind ``PortKind/model``.
  public static let type = ArtifactType(Model.self, kind: .model)
  /// The name of the tensor that is subtracted from each frame: a number per input.
  public static let meanName = "normalisation.mean"
  /// The name of the tensor that each frame is divided by, above 0: a number per input.
  public static let deviationName = "normalisation.deviation"

  /// What the model is.
  public let card: ModelCard
  private let file: WeightFile

  /// A model.
  ///
  /// - Throws: ``Failure`` if a tensor of the network or of its normalisation is missing, has another shape or is
  ///   one too many, or a tensor is not what a weight file can hold.
  public init(card: ModelCard, tensors: [Tensor]) throws(Failure) {
    try self.init(card: card, file: WeightFile(tensors: tensors, metadata: card.metadata))
  }

  /// Reads a model that anyone may have written.
  ///
  /// - Throws: ``Failure`` that says what is wrong, as a clause that follows the file's name.
  public init(bytes: [UInt8]) throws(Failure) {
    let file = try WeightFile(bytes: bytes)
    try self.init(card: ModelCard(metadata: file.metadata), file: file)
  }

  private init(card: ModelCard, file: WeightFile) throws(Failure) {
    self.card = card
    self.file = file
    guard let shape = card.shape else { return }
    let normalisation = [(name: Self.meanName, shape: [shape.inputs]), (Self.deviationName, [shape.inputs])]
    let expected = shape.parameters + normalisation
    for (name, sizes) in expected {
      guard let tensor = file[name] else {
        throw Failure("has no tensor '\(name)', which its network needs", remedy: WeightFile.wayOut)
      }
      guard tensor.shape == sizes else {
        throw Failure(
          "the tensor '\(name)' has the shape \(tensor.shape), its network needs \(sizes)", remedy: WeightFile.wayOut)
      }
    }
    guard file.tensors.count == expected.count else {
      throw Failure("has tensors that its network does not know", remedy: WeightFile.wayOut)
    }
    guard file[Self.deviationName]?.values.allSatisfy({ $0 > 0 }) == true else {
      throw Failure("the tensor '\(Self.deviationName)' must be above 0 everywhere", remedy: WeightFile.wayOut)
    }
  }

  /// The model as a safetensors file: equal models give the same bytes.
  public var bytes: [UInt8] { file.bytes }

  /// The model of a safetensors file.
  ///
  /// - Throws: ``Failure`` if it is something else.
  public init(encoded bytes: any ByteSource) throws { try self.init(bytes: bytes.all()) }

  /// The model as a safetensors file.
  public func encode(to sink: inout any ByteSink) throws { try sink.write(bytes) }

  /// All tensors, in the file's order.
  public var tensors: [Tensor] { file.tensors }

  /// The numbers of a tensor.
  ///
  /// - Throws: ``Failure`` if the model has no tensor of that name.
  public func values(_ name: String) throws(Failure) -> [Float] {
    guard let tensor = file[name] else { throw Failure("the model has no tensor '\(name)'") }
    return tensor.values
  }
}
