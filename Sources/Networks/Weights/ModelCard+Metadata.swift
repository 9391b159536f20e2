import Formats
import StageKit

extension ModelCard {
  /// The form of the metadata; another number is refused.
  static let format = "1"

  /// The card as the texts that weight files and ONNX files keep.
  public var metadata: [String: String] {
    var texts = [
      "format": Self.format,
      "kind": kind.rawValue,
      "types": JSON.array(types.map(JSON.string)).compact,
      "scale": JSON.array(scale.map(JSON.string)).compact,
      // With a decimal point, as this format has it.
      "view": Double(view).description,
      "rate": features.rate,
      "features": features.text,
      "pipeline": pipeline,
    ]
    if !aliases.isEmpty { texts["map"] = JSON.object(aliases).compact }
    if let shape {
      texts["inputs"] = String(shape.inputs)
      texts["layers"] = JSON.array(shape.layers.map(JSON.integer)).compact
      texts["cell"] = shape.cell.rawValue
      texts["bidirectional"] = String(shape.isBidirectional)
      texts["outputs"] = String(shape.outputs)
    }
    for (place, features) in coarserFeatures.enumerated() {
      let (rate, recipe) = Self.keys(ofView: place + 2)
      (texts[rate], texts[recipe]) = (features.rate, features.text)
    }
    if !songs.isEmpty { texts["songs"] = JSON.array(songs.map(JSON.string)).compact }
    if !settings.isEmpty { texts["settings"] = JSON.object(settings).compact }
    return texts
  }

  /// Reads a card. Keys that it does not know are passed over.
  ///
  /// - Throws: ``Failure`` that names the first key that is missing or has a value no card has.
  public init(metadata: [String: String]) throws(Failure) {
    let fields = MetadataFields(texts: metadata)
    guard try fields.text("format") == Self.format else {
      throw Failure(
        "its format is \(try fields.text("format").prefix(80)), this version reads \(Self.format)",
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
      view: try fields.value("view", Self.seconds),
      features: try fields.value("features") { FeatureRecipe(text: $0, rate: rate) },
      coarserFeatures: try Self.coarserFeatures(fields),
      settings: metadata["settings"] == nil ? [:] : try fields.value("settings", Self.textsByKey),
      songs: metadata["songs"] == nil ? [] : try fields.value("songs", Self.texts),
      pipeline: try fields.text("pipeline"))
  }

  /// The keys of a view's rate and recipe, views counted from 1.
  private static func keys(ofView view: Int) -> (rate: String, recipe: String) {
    ("rate.\(view)", "features.\(view)")
  }

  private static func coarserFeatures(_ fields: MetadataFields) throws(Failure) -> [FeatureRecipe] {
    var found: [FeatureRecipe] = []
    while true {
      let keys = Self.keys(ofView: found.count + 2)
      guard let rate = fields.texts[keys.rate] else { return found }
      found.append(try fields.value(keys.recipe) { FeatureRecipe(text: $0, rate: rate) })
    }
  }

  private static func shape(_ fields: MetadataFields) throws(Failure) -> NetworkShape {
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
    guard let sizes = try? JSONReader.read(Array(text.utf8)).integers, (1...64).contains(sizes.count),
      sizes.allSatisfy({ (1...largestSize).contains($0) })
    else { return nil }
    return sizes
  }

  /// Whole seconds, which may have a decimal point.
  private static func seconds(_ text: String) -> Int? {
    Double(text).flatMap(Int.init(exactly:))
  }

  private static func texts(_ text: String) -> [String]? {
    try? JSONReader.read(Array(text.utf8)).texts
  }

  private static func textsByKey(_ text: String) -> [String: String]? {
    try? JSONReader.read(Array(text.utf8)).textsByKey
  }
}

/// Metadata read key by key, with failures that name the key.
struct MetadataFields {
  let texts: [String: String]

  /// The text of a key.
  func text(_ key: String) throws(Failure) -> String {
    guard let text = texts[key] else {
      throw Failure("has no '\(key)' in its metadata", remedy: "use a model that songboard trained")
    }
    return text
  }

  /// The value of a key, read by a function that gives nil for what it cannot read.
  func value<Value>(_ key: String, _ read: (String) -> Value?) throws(Failure) -> Value {
    let text = try text(key)
    guard let value = read(text) else {
      throw Failure(
        "has the \(key) '\(text.prefix(80))' in its metadata, which no model has",
        remedy: "copy the file again, or train the model again")
    }
    return value
  }
}
