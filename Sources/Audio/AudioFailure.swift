import StageKit

/// Why a file gives no samples: the file, what is wrong, and the way out.
public struct AudioFailure: Error, Sendable, Hashable, Codable, CustomStringConvertible {
  /// What sort of thing is wrong; the raw values are the statuses of a run's log, `unreadable` and `decoder` excepted.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// The system does not give the file's bytes: missing, a folder, no permission, a disk error.
    case unreadable
    /// The bytes are no sound, or sound of a kind that is not read.
    case unsupported
    /// There is not one sample.
    case empty
    /// Bytes in the middle are damaged, or samples are not numbers.
    case corrupt
    /// The end is missing.
    case truncated
    /// The decoder did not do its work: it crashed, hung, took too much memory, or was left.
    case decoder
  }

  /// The file, as the caller named it.
  public let path: String
  /// What sort of thing is wrong.
  public let kind: Kind
  /// What is wrong, as a clause that follows the file's name.
  public let reason: String
  /// What to do about it.
  public let remedy: String

  /// A failure with its reason and the way out.
  public init(path: String, kind: Kind, reason: String, remedy: String) {
    self.path = path
    self.kind = kind
    self.reason = reason
    self.remedy = remedy
  }

  /// The failure of a file whose decoder ended, hung or was left.
  init(path: String, decoder failure: Failure) {
    let remedy = failure.remedy.isEmpty ? "see whether it can be converted: ffmpeg -i FILE NEW.flac" : failure.remedy
    self.init(path: path, kind: .decoder, reason: "is not decoded: \(failure.reason)", remedy: remedy)
  }

  /// The path, the reason and the way out on one line.
  public var description: String { "\(path): \(reason); \(remedy)" }
}
