import StageKit

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
