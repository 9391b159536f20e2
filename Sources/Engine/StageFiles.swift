import StageKit

/// The files of one stage and its tracks in the folder of kept files.
struct StageFiles: KeptFiles {
  let folder: KeptFolder
  /// What the names begin with: the key of all that the files depend on.
  let key: String

  func bytes(of name: String) -> [UInt8]? { folder.bytes(of: "\(key).\(name)") }

  func keep(_ bytes: [UInt8], as name: String) throws(StageFailure) {
    try folder.keep(bytes, as: "\(key).\(name)")
  }
}
