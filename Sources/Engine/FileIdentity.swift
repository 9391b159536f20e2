import Files
import Pipeline
import StageKit

/// A file that lies beside a track: where it is and what was in it. Its content is read when a stage asks for it, so that
/// a run over a library keeps none.
struct FileIdentity: Sendable {
  let path: String
  /// XXH3-128 of the content, in hexadecimal.
  let hash: String

  /// - Throws: ``Failure`` if the file cannot be read.
  init(_ path: String) throws(Failure) {
    self.path = path
    hash = try FileContent.hash(of: path)
  }

  /// The content.
  ///
  /// - Throws: ``Failure`` if the file can no longer be read, is too large for a stage, or has another content now.
  func bytes() throws(Failure) -> [UInt8] {
    let bytes = try FileContent.bytes(of: path, atMost: TrackContext.largestFile)
    var hash = ContentHash()
    hash.update(bytes)
    guard hash.hex == self.hash else {
      throw Failure("\(path): was written to during the run", remedy: "run again")
    }
    return bytes
  }
}
