import Files

/// What comes with the program: beside an installed one in `share`, or in the checkout that it was built in.
enum ShippedFiles {
  /// A folder of it, such as `pipelines`; `nil` if it is not there.
  static func folder(_ name: String) -> String? {
    let installed = program.map { "\(FileTree.folder(of: FileTree.folder(of: $0)))/share/songboard" }
    return [installed, checkout].compactMap { $0 }.map { "\($0)/\(name)" }.first(where: FileTree.isFolder)
  }

  /// The checkout that the program was built in; `nil` for one that was installed.
  static var checkout: String? {
    guard var folder = program.map(FileTree.folder(of:)) else { return nil }
    while folder != "/" {
      if isCheckout(folder) { return folder }
      folder = FileTree.folder(of: folder)
    }
    return nil
  }

  /// Whether a folder has songboard's sources.
  static func isCheckout(_ folder: String) -> Bool {
    FileTree.exists("\(folder)/Package.swift") && FileTree.isFolder("\(folder)/Sources/StageKit")
  }

  private static var program: String? { FileTree.realPath("/proc/self/exe") }
}
