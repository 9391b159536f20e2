import StageKit

extension ModelCard {
  /// The form of the metadata; another number is refused.
  static let format = "1"

  /// The card as the texts that weight files and ONNX files keep.
  public var metadata: [String: String] {
    var texts = [
      "format": Self.format,
      "kind": kind.rawValue,
      "types": HeaderJSON.list(types.map(HeaderJSON.text)).line,
      "scale": HeaderJSON.list(scale.map(HeaderJSON.text)).line,
      "view": view.description,
      "rate": features.rate,
      "features": features.text,
      "pipeline": pipeline,
      "version": version,
    ]
    if !aliases.isEmpty { texts["map"] = HeaderJSON.sorted(aliases).line }
    if let shape {
      texts["inputs"] = String(shape.inputs)
      texts["layers"] = HeaderJSON.list(shape.layers.map(HeaderJSON.whole)).line
      texts["cell"] = shape.cell.rawValue
      texts["bidirectional"] = String(shape.isBidirectional)
      texts["outputs"] = String(shape.outputs)
    }
    return texts
  }

  /// Reads a card. Keys that it does not know are passed over.
  ///
  /// - Throws: ``StageFailure`` that names the first key that is missing or has a value no card has.
  public init(metadata: [String: String]) throws(StageFailure) {
    let fields = MetadataFields(texts: metadata)
    guard try fields.text("format") == Self.format else {
      throw StageFailure(
        "its format is \(try fields.text("format")), this version reads \(Self.format)",
        remedy: "use the songboard that trained it, or train it again")
    }
    let kind = try fields.value("kind", ModelKind.init(rawValue:))
    let rate = try fields.text("rate")
    try self.init(
      kind: kind,
      shape: kind == .teacher ? nil : try Self.shape(fields),
      types: try fields.value("types", Self.texts),
      scale: try fields.value("scale", Self.texts),
      aliases: metadata["map"] == nil ? [:] : try fields.value("map", Self.textsByKey),
      view: try fields.value("view", Double.init),
      features: try fields.value("features") { FeatureRecipe(text: $0, rate: rate) },
      pipeline: try fields.text("pipeline"),
      version: try fields.text("version"))
  }

  private static func shape(_ fields: MetadataFields) throws(StageFailure) -> NetworkShape {
    NetworkShape(
      inputs: try fields.value("inputs", size),
      layers: try fields.value("layers", sizes),
      cell: try fields.value("cell", Cell.init(rawValue:)),
      isBidirectional: try fields.value("bidirectional", Bool.init),
      outputs: try fields.value("outputs", size))
  }

  /// The largest size of a layer: the product of two sizes and the gates stays far below 2^63.
  private static let largestSize = 1 << 20

  private static func size(_ text: String) -> Int? {
    Int(text).flatMap { (1...largestSize).contains($0) ? $0 : nil }
  }

  private static func sizes(_ text: String) -> [Int]? {
    guard let sizes = try? HeaderReader.read(Array(text.utf8)[...]).wholes, (1...64).contains(sizes.count),
      sizes.allSatisfy({ (1...largestSize).contains($0) })
    else { return nil }
    return sizes
  }

  private static func texts(_ text: String) -> [String]? {
    try? HeaderReader.read(Array(text.utf8)[...]).texts
  }

  private static func textsByKey(_ text: String) -> [String: String]? {
    try? HeaderReader.read(Array(text.utf8)[...]).textsByKey
  }
}
