import StageKit

/// Builds the tree of a YAML text, within limits that no honest file reaches.
public struct NodeComposer {
  /// How deep lists and mappings may stand in each other.
  public static let depthLimit = 64
  /// How many nodes there may be, each alias counted with all that it stands for.
  public static let nodeLimit = 10_000

  private let events: YAMLEvents
  private var anchors: [String: Node] = [:]
  private var count = 0
  private var duplicates: [ReadingError] = []

  /// The only document of a text; `nil` after an error that leaves no tree.
  ///
  /// - Parameter bytes: UTF-8, with or without a byte order mark. Tags, directives and further documents are errors.
  public static func compose(_ bytes: [UInt8], report: inout Diagnostics) -> Node? {
    do throws(ReadingError) {
      try SourceText.check(bytes)
      var composer = NodeComposer(events: try YAMLEvents(bytes))
      let root = try composer.document()
      for duplicate in composer.duplicates { report.error(duplicate.mark, duplicate.message) }
      return root
    } catch {
      report.error(error.mark, error.message)
      return nil
    }
  }

  private init(events: YAMLEvents) {
    self.events = events
  }

  private mutating func document() throws(ReadingError) -> Node {
    _ = try events.next()
    guard case .documentStart = try events.next().value else {
      throw ReadingError(mark: .whole, message: "the file is empty")
    }
    let root = try node(try events.next(), depth: 1)
    _ = try events.next()
    let after = try events.next()
    guard case .streamEnd = after.value else {
      throw ReadingError(mark: after.mark, message: "a second document starts here; the file must be one document")
    }
    return root
  }

  private mutating func node(_ event: Placed<YAMLEvent>, depth: Int) throws(ReadingError) -> Node {
    guard depth <= Self.depthLimit else {
      throw ReadingError(mark: event.mark, message: "nested more than \(Self.depthLimit) deep")
    }
    let node: Node
    let anchor: String?
    switch event.value {
    case .alias(let name):
      guard let known = anchors[name] else {
        throw ReadingError(
          mark: event.mark, message: "the alias '*\(name)' stands for nothing; no '&\(name)' ends before it")
      }
      try add(known.size, at: event.mark)
      return known
    case .sequenceStart(let name):
      anchor = name
      try add(1, at: event.mark)
      node = try sequence(at: event.mark, depth: depth)
    case .mappingStart(let name):
      anchor = name
      try add(1, at: event.mark)
      node = try mapping(at: event.mark, depth: depth)
    case .scalar(let text, let name):
      anchor = name
      try add(1, at: event.mark)
      node = Node(content: .scalar(text), mark: event.mark, size: 1)
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .collectionEnd:
      throw ReadingError(mark: event.mark, message: "not valid YAML: expected a value")
    }
    if let anchor { anchors[anchor] = node }
    return node
  }

  private mutating func sequence(at mark: Mark, depth: Int) throws(ReadingError) -> Node {
    var nodes: [Node] = []
    var size = 1
    while true {
      let event = try events.next()
      if case .collectionEnd = event.value { break }
      let element = try node(event, depth: depth + 1)
      size += element.size
      nodes.append(element)
    }
    return Node(content: .sequence(nodes), mark: mark, size: size)
  }

  private mutating func mapping(at mark: Mark, depth: Int) throws(ReadingError) -> Node {
    var entries: [Node.Entry] = []
    var lines: [String: Int] = [:]
    var size = 1
    while true {
      let event = try events.next()
      if case .collectionEnd = event.value { break }
      guard case .scalar(let key, _) = event.value else {
        throw ReadingError(mark: event.mark, message: "a key must be a plain word")
      }
      try add(1, at: event.mark)
      let value = try node(try events.next(), depth: depth + 1)
      size += 1 + value.size
      if let line = lines[key] {
        duplicates.append(
          ReadingError(mark: event.mark, message: "the key '\(key)' stands here twice, first in line \(line)"))
      } else {
        lines[key] = event.mark.line
        entries.append(Node.Entry(key: Placed(value: key, mark: event.mark), value: value))
      }
    }
    return Node(content: .mapping(entries), mark: mark, size: size)
  }

  private mutating func add(_ nodes: Int, at mark: Mark) throws(ReadingError) {
    count += nodes
    guard count <= Self.nodeLimit else {
      throw ReadingError(
        mark: mark, message: "more than \(Self.nodeLimit) values, with aliases counted as what they stand for")
    }
  }
}
