import StageKit

/// JSON Schemas of written forms, for editors of YAML. Source: JSON Schema 2020-12.
extension JSON {
  /// A schema that stands alone.
  ///
  /// - Parameters:
  ///   - name: What is described, in one word, as its identifier has it.
  ///   - doc: What it is, in a sentence.
  public static func schema(named name: String, _ doc: String, _ form: WrittenForm) -> JSON {
    schema(named: name, doc, of: fields(of: form))
  }

  /// A schema that stands alone, of keywords.
  public static func schema(named name: String, _ doc: String, of keywords: [(key: String, value: JSON)]) -> JSON {
    .object(
      [
        ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
        ("$id", .string("urn:songboard:\(name):1")), ("title", .string("songboard \(name)")),
        ("description", .string(doc)),
      ] + keywords)
  }

  /// The schema of a form.
  ///
  /// - Parameters:
  ///   - doc: A sentence for people.
  ///   - standard: The value that counts where there is none.
  public static func schema(of form: WrittenForm, _ doc: String? = nil, default standard: JSON? = nil) -> JSON {
    let told: [(key: String, value: JSON)?] = [
      doc.map { ("description", .string($0)) }, standard.map { ("default", $0) },
    ]
    return .object(told.compactMap(\.self) + fields(of: form))
  }

  private static func fields(of form: WrittenForm) -> [(key: String, value: JSON)] {
    switch form {
    case .number(let isWhole, let range, let unit):
      let number: [(key: String, value: JSON)] = [("type", .string(isWhole ? "integer" : "number"))] + ends(of: range)
      return anyOf([.object(number), .object(text(matching: Self.pattern(isWhole: isWhole, unit: unit)))])
    case .boolean: return [("enum", .array([.bool(true), .bool(false), .string("true"), .string("false")]))]
    case .text(nil): return [("type", .array(["string", "number", "boolean"].map { .string($0) }))]
    case .text(let pattern?): return text(matching: pattern)
    case .path: return [("type", .string("string")), ("minLength", .integer(1))]
    case .words(let words): return [("enum", .array(words.flatMap(Self.word)))]
    case .list(let element, let count, let takesOne):
      let most: [(key: String, value: JSON)] =
        count.upperBound == .max ? [] : [("maxItems", .integer(count.upperBound))]
      let list: [(key: String, value: JSON)] =
        [
          ("type", .string("array")), ("items", schema(of: element)), ("minItems", .integer(count.lowerBound)),
        ] + most
      return takesOne ? anyOf([schema(of: element), .object(list)]) : list
    case .mapping(let value, let keys):
      let names: [(key: String, value: JSON)] = keys.map { [("propertyNames", .object(text(matching: $0)))] } ?? []
      return [("type", .string("object"))] + names + [("additionalProperties", schema(of: value))]
    case .record(let fields):
      let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
      return [
        ("type", .string("object")), ("required", .array(required)),
        ("properties", .object(fields.map { ($0.name, schema(of: $0.form, $0.doc)) })),
        ("additionalProperties", .bool(false)),
      ]
    case .either(let forms): return anyOf(forms.map { schema(of: $0) })
    }
  }

  private static func anyOf(_ schemas: [JSON]) -> [(key: String, value: JSON)] { [("anyOf", .array(schemas))] }

  private static func text(matching pattern: String) -> [(key: String, value: JSON)] {
    [("type", .string("string")), ("pattern", .string(pattern))]
  }

  private static func ends(of range: ClosedRange<Double>?) -> [(key: String, value: JSON)] {
    [("minimum", range?.lowerBound), ("maximum", range?.upperBound)].compactMap { key, end in
      end.flatMap { $0.isFinite ? (key, .number($0)) : nil }
    }
  }

  /// A number in quotes, or with a suffix. How large it is, a pattern cannot tell, nor whether one with a unit is whole.
  private static func pattern(isWhole: Bool, unit: Unit?) -> String {
    guard let unit else {
      return isWhole
        ? "^[+-]?[0-9]+(\\.0*)?([eE]\\+?[0-9]+)?$" : "^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?$"
    }
    let suffixes = unit.suffixes.map(\.suffix).joined(separator: "|")
    return "^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)? *(\(suffixes))?$"
  }

  /// A word as YAML may hold it: `25` is a number there, unless it stands in quotes.
  private static func word(_ word: String) -> [JSON] {
    finite(word).map { [.number($0), .string(word)] } ?? [.string(word)]
  }

  /// A number that a word is, as JSON can write it.
  private static func finite(_ word: String) -> Double? { Double(word).flatMap { $0.isFinite ? $0 : nil } }

  /// A scalar of YAML as JSON has it: `true`, `0.5` and `mean` are a truth value, a number and a text.
  public static func scalar(_ text: String) -> JSON {
    if ["true", "false"].contains(text) { return .bool(text == "true") }
    return finite(text).map { .number($0) } ?? .string(text)
  }
}
