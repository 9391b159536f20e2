import FoundationEssentials
import Glibc
import StageKit

/// Writes `run.jsonl`: one line per track, as soon as the track is done.
struct RunJournal: ~Copyable {
  private let descriptor: Int32

  /// Opens the journal in the output folder. It starts anew, unless another run is writing to it: then both append.
  ///
  /// - Throws: ``StageFailure`` if it cannot be opened.
  init(folder: OutputFolder) throws(StageFailure) {
    let path = "\(folder.path)/run.jsonl"
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw StageFailure("\(path): cannot write: \(String(cString: strerror(errno)))")
    }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { ftruncate(descriptor, 0) }
    flock(descriptor, LOCK_SH)
  }

  deinit { close(descriptor) }

  /// Adds a track's line.
  func append(_ report: TrackReport) throws {
    var line = try JSONLine.encode(report)
    line.append(UInt8(ascii: "\n"))
    _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}

/// Values as single lines of JSON, keys sorted.
public enum JSONLine {
  /// The value as UTF-8 without a line's end.
  public static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }
}
