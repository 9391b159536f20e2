import FoundationEssentials
import Glibc
import StageKit

/// A text in a file of its own, which goes with this value.
final class TemporaryFile {
  let path: String

  /// Writes a text.
  ///
  /// - Parameter ending: The file's ending, without the dot.
  /// - Throws: ``Failure`` if the folder for temporary files takes none.
  init(_ text: String, ending: String) throws(Failure) {
    let folder = FileManager.default.temporaryDirectory.path
    var template = Array("\(folder)/songboard-XXXXXX.\(ending)".utf8CString)
    let descriptor = mkstemps(&template, Int32(ending.utf8.count + 1))
    guard descriptor >= 0 else { throw Self.failure(in: folder) }
    defer { close(descriptor) }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(in: folder) }
      rest = rest.dropFirst(count)
    }
  }

  deinit { unlink(path) }

  private static func failure(in folder: String) -> Failure {
    Failure(
      "\(folder): cannot keep temporary data: \(String(cString: strerror(errno)))",
      remedy: "point TMPDIR at a folder with room")
  }
}
