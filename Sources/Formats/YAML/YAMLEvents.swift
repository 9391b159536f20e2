import CYAML
import StageKit

/// The events of a YAML text with their places, from libyaml's parser.
///
/// Events rather than libyaml's composer: the reader of events decides how deep and how large a tree may get, before it
/// is built.
final class YAMLEvents {
  private let bytes: [UInt8]
  private let input: UnsafeMutableBufferPointer<UInt8>
  // The parser points into itself, so it must not move.
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// - Parameter bytes: Valid UTF-8.
  init(_ bytes: [UInt8]) throws(ReadingError) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    guard yaml_parser_initialize(parser) != 0 else {
      parser.deallocate()
      throw ReadingError(mark: .whole, message: "out of memory")
    }
    self.bytes = bytes
    self.parser = parser
    input = .allocate(capacity: bytes.count)
    _ = input.initialize(from: bytes)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// The next event.
  ///
  /// - Throws: ``ReadingError`` for text that is not YAML, and for tags, which would change what a value means.
  func next() throws(ReadingError) -> Placed<YAMLEvent> {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) != 0 else { throw failure() }
    defer { yaml_event_delete(&event) }
    let mark = Mark(event.start_mark)
    return Placed(value: try Self.read(event, at: mark), mark: mark)
  }

  private static func read(_ event: yaml_event_t, at mark: Mark) throws(ReadingError) -> YAMLEvent {
    switch event.type {
    case YAML_STREAM_START_EVENT: return .streamStart
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .collectionEnd
    case YAML_ALIAS_EVENT:
      return .alias(string(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      try refuse(tag: scalar.tag, at: mark)
      let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      guard !text.utf8.contains(0) else { throw ReadingError(mark: mark, message: "a text must not contain NUL") }
      return .scalar(text, anchor: string(scalar.anchor))
    case YAML_SEQUENCE_START_EVENT:
      try refuse(tag: event.data.sequence_start.tag, at: mark)
      return .sequenceStart(anchor: string(event.data.sequence_start.anchor))
    case YAML_MAPPING_START_EVENT:
      try refuse(tag: event.data.mapping_start.tag, at: mark)
      return .mappingStart(anchor: string(event.data.mapping_start.anchor))
    default: return .streamEnd
    }
  }

  private static func refuse(tag: UnsafeMutablePointer<yaml_char_t>?, at mark: Mark) throws(ReadingError) {
    guard let tag = string(tag) else { return }
    throw ReadingError(mark: mark, message: "tags such as '\(tag)' have no place here; write the plain value")
  }

  private static func string(_ characters: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    characters.map { String(cString: $0) }
  }

  private func failure() -> ReadingError {
    let state = parser.pointee
    let problem = state.problem.map { String(cString: $0) } ?? "out of memory"
    if state.error == YAML_READER_ERROR {
      let mark = Mark(ofByte: min(state.problem_offset, bytes.count), in: bytes)
      let code = String(max(state.problem_value, 0), radix: 16, uppercase: true)
      return ReadingError(mark: mark, message: "not valid YAML: \(problem) (U+\(code))")
    }
    let context = state.context.map { " \(String(cString: $0))" } ?? ""
    let isTab = state.buffer.pointer?.pointee == UInt8(ascii: "\t")
    return ReadingError(
      mark: Mark(state.problem_mark),
      message: "not valid YAML: \(problem)\(context)" + (isTab ? "; indent with spaces, not tabs" : ""))
  }
}

extension Mark {
  /// libyaml counts from 0.
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}

/// What libyaml's parser reports, one after another.
enum YAMLEvent {
  case streamStart
  case documentStart
  case scalar(String, anchor: String?)
  case alias(String)
  case sequenceStart(anchor: String?)
  case mappingStart(anchor: String?)
  /// The end of a sequence or mapping; libyaml makes sure that it is of the one opened last.
  case collectionEnd
  case documentEnd
  case streamEnd
}
