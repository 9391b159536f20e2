import Formats
import StageKit

extension DeclarationReader {
  private static let types = ["integer", "number", "boolean", "text", "choice", "file"]
  /// Those that there may be lists of. The contents of files in a list would be in no key.
  private static let listed = ["integer", "number", "text"]

  /// The basic parameters and the advanced ones.
  func parameters(
    _ nodes: [JSONNode], of owner: String
  ) throws(Failure) -> (basic: [any AnyParameter], advanced: [any AnyParameter]) {
    var (basic, advanced): ([any AnyParameter], [any AnyParameter]) = ([], [])
    for node in nodes {
      let parameter = try parameter(node, of: owner)
      switch node["tier"]?.text ?? "basic" {
      case "basic": basic.append(parameter)
      case "advanced": advanced.append(parameter)
      case let tier:
        throw fault("the parameter '\(parameter.name)' of \(owner): `tier` is basic or advanced, not '\(tier)'")
      }
    }
    return (basic, advanced)
  }

  private func parameter(_ node: JSONNode, of owner: String) throws(Failure) -> any AnyParameter {
    let name = try text("name", of: node, in: "a parameter of \(owner)")
    let what = "the parameter '\(name)' of \(owner)"
    let doc = try text("doc", of: node, in: what)
    let written = try text("type", of: node, in: what)
    let type = written.replacing(" or none", with: "").replacing("list of ", with: "")
    let shape: Shape =
      written == type
      ? .plain : written == "\(type) or none" ? .optional : written == "list of \(type)" ? .list : .other
    guard Self.types.contains(type), shape != .other, shape != .list || Self.listed.contains(type) else {
      throw fault("\(what): there is no type '\(written)'; Protocol.md lists them")
    }
    let start =
      node["default"].map { Self.setting($0, isList: shape == .list) } ?? (shape == .list ? .list([]) : .text("none"))
    var unit: Unit?
    if let word = node["unit"]?.text {
      guard let known = Unit(rawValue: word) else {
        throw fault("\(what): \(Spelling.unknown("unit", word, among: Unit.allCases.map(\.rawValue)))")
      }
      unit = known
    }
    do throws(Failure) {
      let range = try Self.range(of: node)
      switch type {
      case "integer": return try make(Int.self, shape, name, start, unit, range, doc)
      case "number": return try make(Double.self, shape, name, start, unit, range, doc)
      case "boolean": return try make(Bool.self, shape, name, start, nil, nil, doc)
      case "file": return try make(SettingFile.self, shape, name, start, nil, nil, doc)
      case "choice":
        guard let words = node["choices"]?.texts, !words.isEmpty, case .text(let word) = start else {
          throw Failure("a choice needs `choices`, a list of texts, and a `default` among them")
        }
        return OutsideChoice(
          name: name, doc: doc, words: words.filter { shape != .optional || $0 != "none" },
          isOptional: shape == .optional,
          defaultText: word)
      default: return try make(String.self, shape, name, start, nil, nil, doc)
      }
    } catch {
      throw fault("\(what): \(error)")
    }
  }

  /// The numbers allowed; the end that is not told is open. `nil` if none is told.
  private static func range(of node: JSONNode) throws(Failure) -> ClosedRange<Double>? {
    func end(_ key: String, else open: Double) throws(Failure) -> Double {
      guard let told = node[key], !told.isNull else { return open }
      guard let number = told.number else { throw Failure("`\(key)` is \(told.noun), and must be a number") }
      return number
    }
    let (low, high) = (try end("minimum", else: -.infinity), try end("maximum", else: .infinity))
    guard low <= high else { throw Failure("`minimum` is above `maximum`") }
    return low.isFinite || high.isFinite ? low...high : nil
  }

  private enum Shape {
    case plain, optional, list, other
  }

  private func make<Value: ParameterValue>(
    _ type: Value.Type, _ shape: Shape, _ name: String, _ start: RawSetting, _ unit: Unit?,
    _ range: ClosedRange<Double>?, _ doc: String
  ) throws(Failure) -> any AnyParameter {
    switch shape {
    case .optional:
      Parameter<Value?>(name, default: try Value?(start, unit: unit), unit: unit, in: range, doc)
    case .list:
      Parameter<[Value]>(name, default: try [Value](start, unit: unit), unit: unit, in: range, doc)
    case .plain, .other:
      Parameter<Value>(name, default: try Value(start, unit: unit), unit: unit, in: range, doc)
    }
  }

  /// A default as it is written: a text such as `0.5`, `[1, 2]`, or the JSON value itself.
  private static func setting(_ node: JSONNode, isList: Bool) -> RawSetting {
    switch node.content {
    case .null: .text("none")
    case .bool(let value): .text(String(value))
    case .number(let text): .text(text)
    case .array(let elements): .list(elements.map { setting($0, isList: false) })
    case .string(let text) where isList:
      .list(text.split { "[], ".contains($0) }.map { .text(String($0)) })
    case .string(let text): .text(text)
    case .object: .text("")
    }
  }
}
