extension StageDeclaration {
  /// What is wrong with the declaration itself; empty for a sound one. Tests hold every stage to it.
  public var faults: [String] {
    var faults: [String] = []
    func check(_ holds: Bool, _ fault: String) {
      if !holds { faults.append("\(id): \(fault)") }
    }
    // Vamp names its outputs by library, plugin and output.
    let form = /[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)?|vamp(:[A-Za-z0-9_-]+){3}/
    check(id.wholeMatch(of: form) != nil, "the id is not a lower-case word")
    check(revision >= 1, "the revision is below 1")
    if let fault = Self.fault(ofDoc: doc) { check(false, "the doc \(fault)") }
    check(!source.isEmpty, "the source is empty")
    check(!outputs.isEmpty, "there is no output")
    for name in Self.repeated(inputs.map(\.name)) { check(false, "two inputs are named '\(name)'") }
    for name in Self.repeated(outputs.map(\.name)) { check(false, "two outputs are named '\(name)'") }
    for name in Self.repeated(parameters.map(\.name)) { check(false, "two parameters are named '\(name)'") }
    let optional = inputs.filter { !$0.isRequired }.map(\.name)
    check(alternatives.count != 1, "a choice of one input is none")
    for input in alternatives where !optional.contains(input.name) {
      check(false, "the alternative '\(input.name)' is no optional input")
    }
    for port in inputs.map({ $0 as any AnyPort }) + outputs.map({ $0 as any AnyPort }) {
      if let fault = Self.fault(ofDoc: port.doc) { check(false, "the doc of port '\(port.name)' \(fault)") }
    }
    for output in outputs {
      check(
        (output.kind == .document) == (output.fileExtension != nil),
        "port '\(output.name)' must have a file ending exactly if it gives a document")
    }
    for parameter in parameters { faults += self.faults(of: parameter) }
    return faults
  }

  private func faults(of parameter: any AnyParameter) -> [String] {
    var faults: [String] = []
    let name = "\(id).\(parameter.name)"
    let form = origin == nil ? /[a-z][a-z0-9_]*/ : /[A-Za-z][A-Za-z0-9_-]*/
    if parameter.name.wholeMatch(of: form) == nil { faults.append("\(name): not a word of letters and digits") }
    if let fault = Self.fault(ofDoc: parameter.doc) { faults.append("\(name): the doc \(fault)") }
    let isNumeric = parameter.typeName.contains("number") || parameter.typeName.contains("integer")
    if isNumeric, parameter.range == nil { faults.append("\(name): a number without a range") }
    if !isNumeric, parameter.range != nil { faults.append("\(name): a range on something that is no number") }
    if !isNumeric, parameter.unit != nil { faults.append("\(name): a unit on something that is no number") }
    do {
      let setting: RawSetting =
        parameter.typeName.hasPrefix("list")
        ? .list(Self.elements(ofListText: parameter.anyDefault.text)) : .text(parameter.defaultText)
      let value = try parameter.parse(setting, relativeTo: "")
      if value.text != parameter.anyDefault.text { faults.append("\(name): the default does not read back") }
    } catch {
      faults.append("\(name): the default is not allowed: \(error)")
    }
    return faults
  }

  /// The elements of a list that is written as `[a, b]`.
  private static func elements(ofListText text: String) -> [RawSetting] {
    text.dropFirst().dropLast().split(separator: ", ").map { .text(String($0)) }
  }

  /// A doc that is no longer says nothing.
  private static let longestEmptyDoc = 10

  private static func fault(ofDoc text: String) -> String? {
    guard text.count <= longestEmptyDoc || !text.hasSuffix(".") || text.first?.isLowercase != false else { return nil }
    return "is no sentence of more than \(longestEmptyDoc) characters with a capital and a full stop: '\(text)'"
  }

  private static func repeated(_ names: [String]) -> [String] {
    Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
  }
}
