/// Documents of tracks in a few large files, in place of files of their own.
public struct Packing: Sendable {
  /// Takes a document: its path, its track, and a file of its bytes, which it may take away.
  let add: @Sendable (_ document: String, _ track: String, _ file: String) throws -> Void
  /// Whether it only takes what is made once a corpus stage is done: the rest is in packs of its own already.
  let isBehindCorpus: Bool

  /// - Parameters:
  ///   - isBehindCorpus: Whether it only takes what is made once a corpus stage is done.
  ///   - add: Takes a document: its path, its track, and a file of its bytes.
  public init(
    isBehindCorpus: Bool = false,
    add: @escaping @Sendable (_ document: String, _ track: String, _ file: String) throws -> Void
  ) {
    (self.isBehindCorpus, self.add) = (isBehindCorpus, add)
  }

  /// Whether it takes the documents of a turn.
  ///
  /// - Parameter level: How many corpus stages have been done.
  func takes(level: Int) -> Bool { level > 0 || !isBehindCorpus }
}
