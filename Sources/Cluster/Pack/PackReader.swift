import Files
import Formats
import StageKit

/// Finds tracks' documents in the packs of a plan's parts.
public struct PackReader: Sendable {
  /// A document of a track.
  public struct Found: Sendable {
    /// The track's path in the library.
    public let track: String
    /// The document's path below the output folder.
    public let path: String
    /// Its bytes.
    public let bytes: [UInt8]
  }

  private static let start = Array("{\"track\":".utf8)

  private let folder: PlanFolder
  private let output: String

  /// The packs of a plan in an output folder.
  public init(of folder: PlanFolder, in output: String) {
    (self.folder, self.output) = (folder, output)
  }

  /// Whether shards of the plan were packed there.
  public var hasPackedShards: Bool {
    folder.plan.shards.indices.contains { FileTree.exists("\(place(of: folder.plan.part(of: $0))).jsonl") }
  }

  /// The file that is missing though stages of the plan see the corpus: what follows them is not packed yet; `nil` if
  /// none is.
  public var missingFile: String? {
    let file = "\(place(of: PackWriter.corpusPart)).jsonl"
    return folder.plan.hasCorpusStages && !FileTree.exists(file) ? file : nil
  }

  /// The documents of tracks, in one pass over each part that may have some.
  ///
  /// - Parameter tracks: Their paths in the library.
  /// - Throws: ``Failure`` if the plan has no such track, its shard has no pack of this plan, or a line of it is damaged.
  public func documents(of tracks: [String]) throws -> [Found] {
    let plan = folder.plan
    // By bytes: to Swift's strings, names that differ only in how Unicode composes a letter are equal.
    let wanted = Set(tracks.map { Array($0.utf8) })
    let byShard = Dictionary(grouping: wanted) { track in
      PlannedTrack.shard(of: String(decoding: track, as: UTF8.self), among: plan.shards.count)
    }.mapValues { Set($0) }
    for (shard, tracks) in byShard.sorted(by: { $0.key < $1.key }) { try check(tracks, areIn: shard) }
    var found: [Found] = []
    for (shard, tracks) in byShard.sorted(by: { $0.key < $1.key }) {
      found += try documents(of: tracks, inPart: plan.part(of: shard))
    }
    if plan.hasCorpusStages, missingFile == nil {
      found += try documents(of: wanted, inPart: PackWriter.corpusPart)
    }
    return found
  }

  private func check(_ tracks: Set<[UInt8]>, areIn shard: Int) throws {
    var unknown = tracks
    for planned in try folder.tracks(of: shard) { unknown.remove(Array(planned.track.path.utf8)) }
    if let track = unknown.map({ String(decoding: $0, as: UTF8.self) }).min() {
      throw Failure(
        "\(track): is no track of the plan", remedy: "name it as \(folder.tracksFile(of: shard)) and its like have it")
    }
    let file = "\(place(of: folder.plan.part(of: shard))).jsonl"
    guard FileTree.exists(file) else {
      throw Failure(
        "\(file): is not there: the shard was run without --pack, or is not done",
        remedy: "documents of a run without --pack are files in \(output)")
    }
  }

  private func place(of part: String) -> String { "\(output)/\(PackWriter.name(of: part))" }

  private func documents(of tracks: Set<[UInt8]>, inPart part: String) throws -> [Found] {
    let place = place(of: part)
    let names = tracks.map { String(decoding: $0, as: UTF8.self) }
    let signs = Dictionary(uniqueKeysWithValues: names.map { (Array(JSON.string($0).compact.utf8), $0) })
    let head = PackWriter.head(of: folder.plan.id)
    var isOfPlan = false
    var found: [Found] = []
    try FileLines.forEach(of: "\(place).jsonl") { line in
      isOfPlan = isOfPlan || line.elementsEqual(head)
      guard isOfPlan else {
        throw Failure("\(place).jsonl: is of another plan", remedy: "name that plan, or run this one with --pack")
      }
      guard let track = signs[Self.sign(of: line)] else { return }
      guard let node = try? JSONReader.read(Array(line)), let path = node["path"]?.text,
        let bytes = try node["text"]?.text.map({ Array($0.utf8) })
          ?? node["member"]?.text.flatMap({ try ZipReader(path: "\(place).zip").member($0) })
      else { throw Failure("\(place).jsonl: a line of \(track) is damaged", remedy: "run that part again") }
      found.append(Found(track: track, path: path, bytes: bytes))
    }
    return found
  }

  /// The track of a line, as JSON has it: nothing else of it is read.
  private static func sign(of line: some Collection<UInt8>) -> [UInt8] {
    guard line.starts(with: start) else { return [] }
    var sign: [UInt8] = []
    var isEscaped = false
    for byte in line.dropFirst(start.count) {
      sign.append(byte)
      if byte == UInt8(ascii: "\""), sign.count > 1, !isEscaped { return sign }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return []
  }
}
