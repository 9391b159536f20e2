/// Which songboard this is.
enum Version {
  /// Its version; a part of what documents are made from.
  static let current = "0.2.0"

  /// What `songboard --version` prints: the version, and the commit that it was built from, if that is known. No document
  /// depends on the commit.
  static var text: String { "songboard \(current)" + (Songboard.commit.isEmpty ? "" : " (\(Songboard.commit))") }
}
