import Formats
import StageKit

extension FrameFormat {
  /// The format as programs outside get it.
  var outsideForm: JSON {
    .object([
      ("quantity", .string(quantity.rawValue)), ("width", .integer(width)), ("rate", .number(rate)),
      ("sampleRate", .number(sampleRate)), ("transformLength", .integer(transformLength)),
      ("columns", .array(columns.map { .string($0) })), ("frequencies", .array(frequencies.map { .number($0) })),
    ])
  }

  /// The format that a program outside tells: a width and a rate, and whatever else it knows.
  ///
  /// - Parameter input: The format of the stage's first input, which gives the sample rate where none is told.
  /// - Throws: ``Failure`` that names what is missing.
  init(outside node: JSONNode, after input: FrameFormat?) throws(Failure) {
    guard let width = node["width"]?.integer, let rate = node["rate"]?.number, rate >= 0 else {
      throw Failure("a format lacks `width`, a whole number, or `rate`, rows per second")
    }
    let columns = node["columns"]?.texts ?? []
    guard columns.isEmpty || columns.count == width else {
      throw Failure("a format has \(columns.count) names of columns, and a width of \(width)")
    }
    let frequencies = (node["frequencies"]?.elements ?? []).compactMap(\.number)
    self.init(
      quantity: (node["quantity"] ?? node["unit"])?.text.map(Quantity.init(rawValue:)) ?? .embeddings, width: width,
      rate: rate, sampleRate: node["sampleRate"]?.number ?? input?.sampleRate ?? 0,
      transformLength: node["transformLength"]?.integer ?? 0, columns: columns,
      frequencies: frequencies.count == width ? frequencies : [])
  }
}

extension FrameFormats {
  /// The formats at ports as programs outside get them: an object, or a list of them where the port takes a list.
  func outsideForm(of inputs: [any AnyInput]) -> JSON {
    .object(
      inputs.filter(\.kind.hasFormat).compactMap { input in
        let formats = self[named: input.name].map(\.outsideForm)
        if input.isList { return (input.name, .array(formats)) }
        return formats.first.map { (input.name, $0) }
      })
  }

  /// The formats of a stage's outputs as programs outside get them.
  func outsideForm(of outputs: [any AnyOutput]) -> JSON {
    .object(
      outputs.compactMap { output in self[named: output.name].first.map { (output.name, $0.outsideForm) } })
  }

  /// The formats that a program outside tells.
  ///
  /// - Throws: ``Failure`` that names the port that is not told, or wrong.
  init(outside node: JSONNode?, of outputs: [any AnyOutput], after input: FrameFormat?) throws(Failure) {
    self.init()
    for output in outputs where output.kind.hasFormat {
      guard let format = node?[output.name] else {
        throw Failure("it does not tell the format of its output '\(output.name)'")
      }
      do throws(Failure) {
        self[named: output.name] = [try FrameFormat(outside: format, after: input)]
      } catch {
        throw Failure("the output '\(output.name)': \(error)")
      }
    }
  }
}
