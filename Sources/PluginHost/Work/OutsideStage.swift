import Files
import Formats
import StageKit

/// A stage of a program outside with its settings: what all granularities share.
struct OutsideStage: Sendable {
  let declaration: StageDeclaration
  let pool: PluginPool
  private let cache: AnswerCache
  /// Whether the program may be started to answer questions before a run.
  private let mayAsk: Bool
  /// JSON in one line.
  let settings: String
  /// The contents of the files that settings name: what is told of a file holds for its content.
  private let contents: [String]

  init(
    _ declaration: StageDeclaration, settings: Settings, pool: PluginPool, cache: AnswerCache, mayAsk: Bool
  ) {
    self.declaration = declaration
    self.pool = pool
    self.cache = cache
    self.mayAsk = mayAsk
    self.settings = settings.outsideForm(of: declaration).compact
    contents = settings.files.map { (try? FileContent.digest(of: $0.path).hex) ?? "" }
  }

  var outputs: [OutsideOutput] { declaration.outputs.compactMap { $0 as? OutsideOutput } }

  /// The inputs that take a list.
  var lists: Set<String> { Set(declaration.inputs.filter(\.isList).map(\.name)) }

  /// The formats of the outputs; the program is asked once for the same settings and inputs.
  ///
  /// - Throws: ``Failure`` as the program says it.
  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let offered = inputs.outsideForm(of: declaration.inputs)
    let question = ["formats", pool.program.fingerprint, declaration.id, settings, offered.compact] + contents
    let first = declaration.inputs.lazy.compactMap { inputs[named: $0.name].first }.first
    if let known = cache.answer(to: question), let node = try? JSONReader.read(known),
      let formats = try? read(node, after: first)
    {
      return formats
    }
    guard mayAsk else {
      throw Failure(
        "is of the plugin '\(pool.program.name)', which the pipeline names and which was not started",
        remedy: "if you trust it, check with --trust, or run the pipeline")
    }
    let process = try pool.process(for: nil)
    defer { pool.giveBack(process) }
    try process.send(
      Message(
        type: "formats",
        fields: [("stage", .string(declaration.id)), ("settings", .written(settings)), ("inputs", offered)]))
    let answer = try process.answer("formats")
    let told = answer.header["outputs"]
    do throws(Failure) {
      let formats = try read(told, after: first)
      try process.checkUnchanged()
      cache.keep(Array((told?.json.compact ?? "{}").utf8), to: question)
      return formats
    } catch {
      throw process.fault(error)
    }
  }

  private func read(_ node: JSONNode?, after first: FrameFormat?) throws(Failure) -> FrameFormats {
    try FrameFormats(outside: node, of: declaration.outputs, after: first)
  }

  /// What a process is opened for.
  func opening(inputs: FrameFormats, outputs: FrameFormats) -> PluginOpening {
    let formats = JSON.object([
      ("inputs", inputs.outsideForm(of: declaration.inputs)), ("outputs", outputs.outsideForm(of: declaration.outputs)),
    ])
    return PluginOpening(stage: declaration.id, settings: settings, formats: formats.compact)
  }
}

extension Settings {
  /// The values as programs outside get them.
  fileprivate func outsideForm(of declaration: StageDeclaration) -> JSON {
    .object(
      declaration.parameters.compactMap { parameter in
        self[named: parameter.name].map { value in
          let mayBeNone = (parameter as? OutsideChoice)?.isOptional == true
          return (parameter.name, value.json(absolute: FileTree.absolute, noneIsNull: mayBeNone))
        }
      })
  }
}

extension TrackInfo {
  /// What programs outside are told of a track.
  ///
  /// - Parameters:
  ///   - isLearned: Whether learning may depend on the track's part and group.
  ///   - file: Where the track's file lies, for a stage that opens it.
  func outsideForm(isLearned: Bool, file: String? = nil) -> JSON {
    var fields: [(key: String, value: JSON)] = [
      ("name", .string(name)), ("path", .string(path)), ("seconds", .number(seconds)), ("channels", .integer(channels)),
      ("sampleRate", .integer(sampleRate)), ("hash", .string(hash)), ("seed", .integer(Int(seed >> 11))),
    ]
    if let file { fields.append(("file", .string(file))) }
    if isLearned {
      fields += [("part", .string(part.rawValue)), ("group", group.map { .string($0) } ?? .null)]
    }
    return .object(fields)
  }
}
