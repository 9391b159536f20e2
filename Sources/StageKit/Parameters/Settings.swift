/// The values of all parameters of one stage in one plan, defaults filled in.
public struct Settings: Sendable {
  private var values: [String: any ParameterValue]

  /// The defaults of a declaration.
  public init(defaultsOf declaration: StageDeclaration) {
    values = Dictionary(
      declaration.parameters.map { ($0.name, $0.anyDefault) }, uniquingKeysWith: { first, _ in first })
  }

  /// The value of a parameter; its default if the stage's declaration does not list it.
  public subscript<Value>(parameter: Parameter<Value>) -> Value {
    get { values[parameter.name] as? Value ?? parameter.defaultValue }
    set { values[parameter.name] = newValue }
  }

  /// The value of a parameter by its name; `nil` if the declaration does not list it.
  public subscript(named name: String) -> (any ParameterValue)? { values[name] }

  /// Sets a parsed value by the parameter's name.
  public mutating func set(_ name: String, to value: any ParameterValue) {
    values[name] = value
  }

  /// All values as canonical text, sorted by name, files without their paths: what keys are made from, beside the contents
  /// of those files.
  public var textsWithoutPaths: [(name: String, text: String)] {
    values.map { ($0.key, $0.value.textWithoutPaths) }.sorted { $0.name < $1.name }
  }

  /// All values as canonical text, sorted by name: what help and records show.
  public var texts: [(name: String, text: String)] {
    values.map { ($0.key, $0.value.text) }.sorted { $0.name < $1.name }
  }

  /// The files among the values that are the same for all tracks, sorted by parameter name.
  public var files: [SettingFile] {
    values.sorted { $0.key < $1.key }.compactMap { $0.value as? SettingFile ?? ($0.value as? SettingFile?) ?? nil }
  }

  /// The per-track files among the values, sorted by parameter name.
  public var trackFiles: [TrackFile] {
    values.sorted { $0.key < $1.key }.flatMap { _, value in
      value as? [TrackFile] ?? [value as? TrackFile ?? (value as? TrackFile?) ?? nil].compactMap(\.self)
    }
  }
}
