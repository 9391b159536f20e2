import StageKit

/// What reads bytes that others wrote.
struct Reader {
  /// What it is called on the command line.
  let name: String
  /// Valid inputs.
  let seeds: [[UInt8]]
  /// Reads an input, and uses what comes of it. Throws what its callers expect of it: ``Failure`` and the like.
  let read: ([UInt8]) throws -> Void

  init(_ name: String, _ seeds: [[UInt8]], read: @escaping ([UInt8]) throws -> Void) {
    self.name = name
    self.seeds = seeds
    self.read = read
  }

  /// A reader of text.
  init(_ name: String, texts: String..., read: @escaping ([UInt8]) throws -> Void) {
    self.init(name, texts.map { Array($0.utf8) }, read: read)
  }

  /// All readers.
  static func all(_ scratch: Scratch) throws -> [Reader] {
    try formats(scratch) + edits() + stages() + stored(scratch) + sounds(scratch)
  }
}
