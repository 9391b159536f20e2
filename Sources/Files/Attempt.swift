import Glibc
import StageKit

/// One attempt at a part of a library. Others may be at work beside it, on other machines and at the same part as well: it
/// takes no lock, and writes only to files that bear its name, or that get theirs whole.
public struct Attempt: Sendable, Hashable {
  /// The part, such as `0007-of-0200`. The attempts at one part know what the others have noted.
  public let part: String
  /// What tells the attempt from all others: `20261125T233249Z-1a2b-node3-4711`, with the host and the process.
  public let id: String

  /// An attempt that begins now.
  ///
  /// - Parameter time: What tells when it begins, and is by chance different for attempts of one moment.
  public init(at part: String, time: String) {
    self.part = part
    id = "\(time)-\(Self.host)-\(getpid())"
  }

  /// Whether a text begins as an attempt's id does: with a time.
  static func isID(_ text: Substring) -> Bool { text.prefixMatch(of: /[0-9]{8}T[0-9]{6}Z-/) != nil }

  /// The machine's name, as far as it fits into a file's name.
  private static var host: String {
    var buffer = [CChar](repeating: 0, count: 256)
    gethostname(&buffer, buffer.count - 1)
    let name = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }
}
