import Glibc
import StageKit
import Synchronization

/// Short notes by name in one file that only grows: each line has a checksum, and the last line of a name counts.
///
/// A line is written at once, so that several processes may add to one ledger; what others have added is seen by
/// ``refresh()``. A damaged line is passed over. In memory are the file's bytes and a number for each name.
public final class Ledger: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    /// Where the last line of a name begins, by the name's hash.
    var lines: [UInt64: Int] = [:]
    var lineCount = 0
    /// Which file it was: another process may have written it anew.
    var place: FileStamp.Place?
  }

  private let path: String
  private let state = Mutex(State())

  /// Opens a ledger; a missing file is an empty one, and is made with the first note.
  public init(path: String) {
    self.path = path
    refresh()
  }

  /// What was last noted under a name; `nil` if nothing was.
  public subscript(name: String) -> String? {
    state.withLock { state in
      guard let start = state.lines[Self.hash(name)], let fields = Self.fields(of: state.bytes[start...]) else {
        return nil
      }
      // Two names may have one hash; the later of them is then unknown, which only costs work.
      return fields.name == name ? fields.note : nil
    }
  }

  /// The names under which something was noted, in no order.
  ///
  /// - Parameter isWanted: Tells which; it must not use the ledger.
  public func names(where isWanted: (String) -> Bool) -> [String] {
    state.withLock { state in
      state.lines.values.compactMap { start in
        Self.fields(of: state.bytes[start...])?.name
      }.filter(isWanted)
    }
  }

  /// Notes something under names, in order.
  ///
  /// - Parameter isLasting: Whether to wait until the notes are on the disk, and outlive a power cut.
  /// - Throws: ``Failure`` if the file cannot be written.
  public func note(_ notes: [(name: String, note: String)], isLasting: Bool = false) throws(Failure) {
    guard !notes.isEmpty else { return }
    refresh()
    let text = notes.map { Self.line($0.name, $0.note) }.joined()
    // What a killed process left of a line ends here, and harms only itself.
    let size = FileStamp(of: path)?.size
    let isBroken = size ?? 0 > state.withLock { $0.bytes.count }
    let file = try OutputFile(path: path, mode: .appending)
    try file.write(Array(((isBroken ? "\n" : "") + text).utf8))
    if isLasting {
      try file.sync()
      if size == nil { FileTree.sync(FileTree.folder(of: path)) }
    }
    refresh()
  }

  /// Reads what has been added to the file.
  public func refresh() {
    state.withLock { state in
      guard let stamp = FileStamp(of: path), stamp.size != state.bytes.count || stamp.place != state.place else {
        return
      }
      if stamp.size < state.bytes.count || stamp.place != state.place { state = State() }
      state.place = stamp.place
      guard let more = try? FileContent.bytes(of: path, from: state.bytes.count) else { return }
      // A line that is still being written is read the next time.
      guard let end = more.lastIndex(of: UInt8(ascii: "\n")) else { return }
      var start = state.bytes.count
      state.bytes = state.bytes.isEmpty && end == more.count - 1 ? more : state.bytes + more[...end]
      while start < state.bytes.count, let length = state.bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
        if let fields = Self.fields(of: state.bytes[start...]) { state.lines[Self.hash(fields.name)] = start }
        state.lineCount += 1
        start = length + 1
      }
    }
  }

  /// Writes the file anew if a third of its lines are old, or a name goes; what others have added since is in it. To be
  /// called while nobody else adds lines, which would be lost.
  ///
  /// - Parameter isGone: Whether nobody asks for a name any more.
  public func compact(dropping isGone: (String) -> Bool = { _ in false }) {
    refresh()
    let draft = "\(path).new"
    unlink(draft)
    state.withLock { state in
      let starts = state.lines.values.sorted().filter { start in
        Self.fields(of: state.bytes[start...]).map { !isGone($0.name) } ?? false
      }
      let isWorn = state.lineCount > 1000 && 2 * state.lineCount > 3 * state.lines.count
      guard isWorn || starts.count < state.lines.count else { return }
      let kept = starts.flatMap { start in
        state.bytes[start...(state.bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? start)]
      }
      guard let file = try? OutputFile(path: draft, mode: .replacing), (try? file.write(kept)) != nil,
        (try? file.sync()) != nil, rename(draft, path) == 0
      else {
        unlink(draft)
        return
      }
      FileTree.sync(FileTree.folder(of: path))
      state = State()
    }
    refresh()
  }

  private static func line(_ name: String, _ note: String) -> String {
    let rest = "\(escaped(name))\t\(escaped(note))"
    return "\(checksum(Array(rest.utf8)))\t\(rest)\n"
  }

  /// The name and the note of the line that begins some bytes; `nil` if it is damaged.
  private static func fields(of bytes: ArraySlice<UInt8>) -> (name: String, note: String)? {
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let parts = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].elementsEqual(checksum(Array(parts[1] + [UInt8(ascii: "\t")] + parts[2])).utf8)
    else { return nil }
    return (unescaped(parts[1]), unescaped(parts[2]))
  }

  private static func checksum(_ bytes: [UInt8]) -> String {
    var hash = ContentHash()
    hash.update(bytes)
    return String((hash.digest.low & 0xffff_ffff), radix: 16)
  }

  private static func hash(_ name: String) -> UInt64 { ContentHash.key([name]).low }

  /// Names of files may hold what ends a line or a field.
  private static func escaped(_ text: String) -> String {
    text.replacingScalars(["%": "%25", "\t": "%09", "\n": "%0A"])
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    return text.replacing("%0A", with: "\n").replacing("%09", with: "\t").replacing("%25", with: "%")
  }
}
