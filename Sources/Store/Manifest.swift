import Files
import FoundationEssentials
import Glibc
import StageKit

/// What one run used of a store: as long as it is there, collecting leaves that alone.
public struct Manifest: Sendable {
  /// Which run it was, for people.
  public struct Run: Sendable, Codable, Hashable {
    /// The run's id, such as `20261125T233249Z-1a2b`.
    public let id: String
    /// When it ended, in seconds since 1970.
    public let time: Int
    /// The pipeline's file, as it was named.
    public let pipeline: String
    /// The output folder, as a full path.
    public let output: String

    /// A run.
    public init(id: String, time: Int, pipeline: String, output: String) {
      self.id = id
      self.time = time
      self.pipeline = pipeline
      self.output = output
    }
  }

  /// Which run it was.
  public let run: Run
  /// The tasks whose results it used.
  public let keys: Set<Digest>

  /// What a run used.
  public init(run: Run, keys: Set<Digest>) {
    self.run = run
    self.keys = keys
  }

  /// The run as JSON in a line, then the keys, 16 bytes each.
  var content: [UInt8] {
    get throws {
      var bytes = try JSONForm.encoded(run) + [UInt8(ascii: "\n")]
      bytes.reserveCapacity(bytes.count + 16 * keys.count)
      for key in keys.sorted(by: { ($0.high, $0.low) < ($1.high, $1.low) }) {
        withUnsafeBytes(of: key.high.bigEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: key.low.bigEndian) { bytes.append(contentsOf: $0) }
      }
      return bytes
    }
  }

  /// - Throws: ``Failure`` if the bytes are no manifest.
  init(_ bytes: any ByteSource) throws {
    guard let line = try bytes.firstLine(), (bytes.count - line.count - 1).isMultiple(of: 16) else {
      throw Failure("this is no manifest")
    }
    run = try JSONForm.decoded(Run.self, from: line)
    keys = try bytes.read(line.count + 1..<bytes.count) { raw in
      Set(
        stride(from: 0, to: raw.count, by: 16).map { place in
          Digest(
            high: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)),
            low: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)))
        })
    }
  }
}

extension Store {
  private static func folder(_ path: String) -> String { "\(path)/manifests" }

  /// Keeps a run's manifest; older ones of the same pipeline and output that hold nothing more go.
  ///
  /// - Parameter isAlone: Whether the run stands for all of its output, and not for a part beside which others are.
  /// - Throws: ``Failure`` if the disk takes no more.
  public func keep(_ manifest: Manifest, isAlone: Bool = true) throws {
    let place = "\(Self.folder(path))/\(manifest.run.id)"
    let content = try manifest.content
    try write(to: place) { try $0.write(content) }
    guard isAlone else { return }
    for (file, other) in Self.manifests(in: path) where file != place {
      let isSame = other.run.pipeline == manifest.run.pipeline && other.run.output == manifest.run.output
      if isSame, other.keys.isSubset(of: manifest.keys) { unlink(file) }
    }
  }

  /// All manifests of a store with their files, the oldest first; damaged ones count as none.
  static func manifests(in path: String) -> [(file: String, manifest: Manifest)] {
    FileTree.names(in: folder(path)).compactMap { name in
      let file = "\(folder(path))/\(name)"
      return ObjectFile.content(of: file).flatMap { try? Manifest($0) }.map { (file, $0) }
    }.sorted { ($0.1.run.time, $0.0) < ($1.1.run.time, $1.0) }
  }
}
