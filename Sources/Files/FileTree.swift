import Glibc
import StageKit

/// What lies in the folders of a disk.
public enum FileTree {
  /// Whether there is anything at a path.
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether a folder is at a path.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The folder that a path lies in.
  public static func parent(of path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }

  /// Makes a folder, and those that it lies in.
  ///
  /// - Throws: ``Failure`` that names the first that cannot be made, and says why.
  public static func makeFolder(_ path: String) throws(Failure) {
    var fault = faultOfMaking(path)
    let parent = parent(of: path)
    if fault == ENOENT, !parent.isEmpty {
      try makeFolder(parent)
      fault = faultOfMaking(path)
    }
    guard fault != 0 else { return }
    let reason = fault == EEXIST || fault == ENOTDIR ? "a file is in its way" : String(cString: strerror(fault))
    throw Failure("\(path): cannot make this folder: \(reason)", remedy: "choose another with -o")
  }

  /// Makes one folder; gives the system's number for what went wrong, 0 if the folder is there.
  private static func faultOfMaking(_ path: String) -> Int32 {
    guard mkdir(path, 0o777) != 0 else { return 0 }
    let fault = errno
    return isFolder(path) ? 0 : fault
  }

  /// All files below a folder, as paths relative to it, sorted; hidden files and folders are left out.
  ///
  /// Links to folders are followed, except back into a folder that contains them.
  public static func files(under root: String) -> [String] {
    var files: [String] = []
    collect(root, prefix: "", above: [], into: &files)
    return files.sorted()
  }

  private static func collect(_ folder: String, prefix: String, above: [String], into files: inout [String]) {
    guard let real = realPath(folder), !above.contains(real), let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard !name.hasPrefix(".") else { continue }
      let path = "\(folder)/\(name)"
      if isFolder(path) {
        collect(path, prefix: "\(prefix)\(name)/", above: above + [real], into: &files)
      } else {
        files.append(prefix + name)
      }
    }
  }

  /// The path without links, `.` and `..`; `nil` if there is nothing there.
  public static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
