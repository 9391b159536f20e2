import Files
import Formats
import StageKit

/// Finds a track's documents in the packs of a plan's shards.
public struct PackReader: Sendable {
  /// A document of a track.
  public struct Found: Sendable {
    /// Its path below the output folder.
    public let path: String
    /// Its bytes.
    public let bytes: [UInt8]
  }

  private let folder: PlanFolder
  private let output: String

  /// The packs of a plan in an output folder.
  public init(of folder: PlanFolder, in output: String) {
    (self.folder, self.output) = (folder, output)
  }

  /// The documents of a track.
  ///
  /// - Parameter track: Its path in the library.
  /// - Throws: ``Failure`` if the plan has no such track, its shard has no pack, or that has nothing of the track.
  public func documents(of track: String) throws -> [Found] {
    let plan = folder.plan
    let shard = PlannedTrack.shard(of: track, among: plan.shards.count)
    guard try folder.tracks(of: shard).contains(where: { $0.track.path.utf8.elementsEqual(track.utf8) }) else {
      throw Failure(
        "\(track): is no track of the plan", remedy: "name it as \(folder.tracksFile(of: shard)) and its like have it")
    }
    let file = "\(place(of: plan.part(of: shard))).jsonl"
    guard FileTree.exists(file) else {
      throw Failure(
        "\(file): is not there: the shard was run without --pack, or is not done",
        remedy: "documents of a run without --pack are files in \(output)")
    }
    let found = try [plan.part(of: shard), PackWriter.corpusPart].flatMap { try documents(of: track, inPart: $0) }
    guard !found.isEmpty else { throw Failure("\(file): has no document of \(track)") }
    return found
  }

  private func place(of part: String) -> String { "\(output)/\(PackWriter.name(of: part))" }

  private func documents(of track: String, inPart name: String) throws -> [Found] {
    let part = place(of: name)
    let file = "\(part).jsonl"
    guard FileTree.exists(file) else { return [] }
    let sign = Array((JSON.object([(key: "track", value: .string(track))]).compact.dropLast() + ",").utf8)
    var found: [Found] = []
    try FileLines.forEach(of: file) { line in
      guard line.starts(with: sign) else { return }
      guard let node = try? JSONReader.read(Array(line)), let path = node["path"]?.text,
        let bytes = try node["text"]?.text.map({ Array($0.utf8) })
          ?? node["member"]?.text.flatMap({ try ZipReader(path: "\(part).zip").member($0) })
      else { throw Failure("\(file): a line of \(track) is damaged", remedy: "run that part again") }
      found.append(Found(path: path, bytes: bytes))
    }
    return found
  }
}
