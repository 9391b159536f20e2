import Engine
import Files
import Formats
import FoundationEssentials
import Glibc
import StageKit
import Synchronization

/// The documents of a part in two files, for libraries so large that files of their own would be too many: a line of JSON
/// for each in `part-0007-of-0200.jsonl`, with its text, or with where it is: a member of `part-0007-of-0200.zip`.
///
/// The first line names the plan. A part is a shard, or what follows the stages that see the corpus. Each attempt at it makes
/// the same bytes, and gives them their names when they are whole.
public final class PackWriter: Sendable {
  private struct State {
    /// Where the line of a document is among those that were written so far.
    var lines: [(path: String, place: Range<Int>)] = []
    /// The files of documents that are no text.
    var members: [(path: String, file: String)] = []
    var size = 0
  }

  private let output: String
  private let plan: String
  private let part: String
  /// Where the attempt's files are until they have their names.
  private let folder: String
  private let draft: OutputFile
  private let state = Mutex(State())

  /// The part of documents that follow the stages that see the corpus.
  public static let corpusPart = "corpus"
  private static let prefix = "pack-"
  private static let linesName = "lines"

  private var draftPath: String { "\(folder)/\(Self.linesName)" }

  /// Where the lines of an attempt's tracks are until the pack has its names.
  var journalPath: String { "\(folder)/journal" }

  /// Begins a pack of an attempt at a part.
  ///
  /// - Parameter plan: What tells the plan from others.
  /// - Throws: ``Failure`` if it cannot be written.
  public init(of attempt: Attempt, at plan: FrozenPlan, in output: String) throws(Failure) {
    self.output = output
    self.plan = plan.id
    part = Self.name(of: attempt.part)
    let parent = "\(output)/.songboard/shards/\(attempt.part)"
    StaleFiles.removeFolders(in: parent, prefix: Self.prefix)
    folder = "\(parent)/\(Self.prefix)\(attempt.id)"
    try FileTree.makeFolder(folder)
    draft = try OutputFile(path: "\(folder)/\(Self.linesName)", mode: .new)
  }

  /// What the files of a part are called, without their endings.
  static func name(of part: String) -> String { "part-\(part)" }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Takes a document in.
  ///
  /// - Parameter file: A file with its bytes, which the pack may take away.
  /// - Throws: ``Failure`` if the disk takes no more.
  public func add(_ document: String, of track: String, file: String) throws {
    let bytes = try FileContent.bytes(of: file)
    let text = bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    let content = (key: text == nil ? "member" : "text", value: JSON.string(text ?? document))
    let fields = [(key: "track", value: JSON.string(track)), (key: "path", value: .string(document)), content]
    let line = Array("\(JSON.object(fields).compact)\n".utf8)
    try state.withLock { state in
      if text == nil {
        let place = "\(folder)/\(state.members.count)"
        guard rename(file, place) == 0 else { throw Failure.writing(place, errno) }
        state.members.append((document, place))
      }
      try draft.write(line)
      state.lines.append((document, state.size..<state.size + line.count))
      state.size += line.count
    }
  }

  /// Gives the pack its names: lines and members by the path of their documents, whatever the order in which they came.
  ///
  /// The plan is frozen, so a document is the same in each attempt; a pack that is there and has more of them stays.
  ///
  /// - Returns: Whether the pack has its names, and not one with more documents.
  /// - Throws: ``Failure`` if the disk takes no more.
  @discardableResult
  public func finish() throws -> Bool {
    let state = state.withLock { $0 }
    guard try countOfDocumentsThere() <= state.lines.count else { return false }
    // Lines of now or of before find their members in it, whenever this is cut off.
    try writeMembers(state.members)
    let stamp = FileStamp(of: draftPath)
    try write("jsonl") { file in
      try file.write(Self.head(of: plan) + [UInt8(ascii: "\n")])
      for line in state.lines.sorted(by: { Self.precede($0.path, $1.path) }) {
        guard let stamp, try FileContent.read(line.place, of: draftPath, as: stamp, { try file.write($0) }) != nil
        else { throw Failure("\(draftPath): is gone", remedy: "run it again", mayPass: true) }
      }
    }
    if state.members.isEmpty { unlink(place("zip")) }
    return true
  }

  /// The first line of a plan's packs.
  static func head(of plan: String) -> [UInt8] {
    Array(JSON.object([(key: "plan", value: .string(plan))]).compact.utf8)
  }

  /// How many documents of the plan the pack has that is there.
  private func countOfDocumentsThere() throws -> Int {
    guard FileTree.exists(place("jsonl")) else { return 0 }
    let head = Self.head(of: plan)
    var (isOfPlan, count) = (false, -1)
    try FileLines.forEach(of: place("jsonl")) { line in
      if count < 0 { isOfPlan = line.elementsEqual(head) }
      count += 1
    }
    return isOfPlan ? count : 0
  }

  private func place(_ ending: String) -> String { "\(output)/\(part).\(ending)" }

  private func writeMembers(_ files: [(path: String, file: String)]) throws {
    guard !files.isEmpty else { return }
    let members = files.sorted { Self.precede($0.path, $1.path) }.map { member in
      (
        name: member.path,
        document: Document { sink in
          // A member stands in memory alone.
          try sink.write(try FileContent.bytes(of: member.file))
        }
      )
    }
    try write("zip") { file in
      var sink: any ByteSink = file
      try ZipArchive(members: members).document.write(to: &sink)
    }
  }

  private func write(_ ending: String, _ body: (OutputFile) throws -> Void) throws {
    let place = place(ending)
    let partial = "\(folder)/\(part).\(ending).partial"
    let file = try OutputFile(path: partial, mode: .new)
    try body(file)
    try file.sync()
    guard rename(partial, place) == 0 else { throw Failure.writing(place, errno) }
    FileTree.sync(output)
  }

  private static func precede(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
}
