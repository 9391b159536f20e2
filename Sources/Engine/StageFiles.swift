import StageKit

/// The checkpoints of one stage in the folder of kept files.
struct StageFiles: KeptFiles {
  let folder: KeptFolder
  /// What the names begin with: the key of all that the files depend on.
  let key: String

  func bytes(of name: String) -> [UInt8]? { folder.bytes(of: "\(key).checkpoint.\(name)") }

  func keep(_ bytes: [UInt8], as name: String) throws(Failure) {
    guard name.wholeMatch(of: /[A-Za-z0-9._\-]{1,64}/) != nil else {
      throw Failure(
        "cannot keep a file under the name '\(name)', which is a fault of the stage",
        remedy: "up to 64 letters, digits, '.', '_' and '-' of ASCII make a name")
    }
    try folder.keep(bytes, as: "\(key).checkpoint.\(name)")
  }
}
