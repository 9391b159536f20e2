import Glibc
import StageKit

/// What lies in the folders of a disk.
public enum FileTree {
  /// Whether there is anything at a path.
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether there is anything at a path, a link that leads nowhere as well.
  public static func existsItself(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// The folder that a path lies in, as it can be opened: `.` for a bare name.
  public static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A path from the root, without links as far as there is anything at it.
  public static func absolute(_ path: String) -> String {
    if let real = realPath(path) { return real }
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    guard !name.isEmpty else { return path }
    let folder = absolute(folder(of: path.hasSuffix("/") ? String(path.dropLast()) : path))
    return folder == "/" ? "/\(name)" : "\(folder)/\(name)"
  }

  /// Whether a folder is at a path.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a file with a content is at a path: no folder, pipe or device.
  public static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether this process may execute what is at a path.
  public static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

  /// Makes a folder, and those that it lies in.
  ///
  /// - Returns: The folders in which one was made: what is to be on the disk for the folder to be found there.
  /// - Throws: ``Failure`` that names the first that cannot be made, and says why.
  @discardableResult
  public static func makeFolder(_ path: String) throws(Failure) -> [String] {
    var changed: [String] = []
    let parent = folder(of: path)
    var fault = faultOfMaking(path)
    if fault == ENOENT, parent != path {
      changed = try makeFolder(parent)
      fault = faultOfMaking(path)
    }
    guard fault != 0 else { return changed + [parent] }
    if isFolder(path) { return changed }
    let endsRun = [ENOSPC, EDQUOT, EROFS, EIO].contains(fault)
    let reason = fault == EEXIST || fault == ENOTDIR ? "a file is in its way" : String(cString: strerror(fault))
    throw Failure(
      "\(path): cannot make this folder: \(reason)", remedy: "choose another with -o", endsRun: endsRun)
  }

  /// Makes one folder; gives the system's number for what went wrong, 0 if nothing did.
  private static func faultOfMaking(_ path: String) -> Int32 { mkdir(path, 0o777) == 0 ? 0 : errno }

  /// A path from the root, links as they are.
  public static func fromRoot(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = realPath(".") else { return path }
    return path == "." ? folder : folder == "/" ? "/\(path)" : "\(folder)/\(path)"
  }

  /// What lies below a folder.
  public struct Listing: Sendable {
    /// All files, as paths relative to the folder, sorted.
    public fileprivate(set) var files: [String] = []
    /// The folders that cannot be read, likewise; the folder itself is the empty path.
    public fileprivate(set) var unreadable: [String] = []
  }

  /// All that lies below a folder; hidden files and folders are left out.
  ///
  /// Links to folders are followed, and each folder is searched once, however many links lead to it.
  public static func listing(of root: String) -> Listing {
    var listing = Listing()
    walk(root) { entry in
      switch entry {
      case .file(let path): listing.files.append(path)
      case .unreadable(let path): listing.unreadable.append(path)
      }
    }
    listing.files.sort()
    listing.unreadable.sort()
    return listing
  }

  /// What a walk through folders comes by, as paths relative to its start.
  public enum WalkEntry {
    case file(String)
    /// A folder that cannot be read; the start itself is the empty path.
    case unreadable(String)
  }

  /// Calls a closure with all that ``listing(of:)`` has, folder by folder: of a large tree no list is held.
  ///
  /// - Throws: What the closure throws.
  public static func walk<Fault>(_ root: String, _ body: (WalkEntry) throws(Fault) -> Void) throws(Fault) {
    var seen: Set<FileStamp.Place> = []
    try walk(root, prefix: "", seen: &seen, body)
  }

  private static func walk<Fault>(
    _ folder: String, prefix: String, seen: inout Set<FileStamp.Place>, _ body: (WalkEntry) throws(Fault) -> Void
  ) throws(Fault) {
    guard let place = FileStamp(of: folder)?.place, seen.insert(place).inserted else { return }
    guard let stream = opendir(folder) else { return try body(.unreadable(String(prefix.dropLast()))) }
    defer { closedir(stream) }
    var names: [String] = []
    while let name = nextName(in: stream) {
      if !name.hasPrefix(".") { names.append(name) }
    }
    // In their order, so that of two ways to one folder it is always the same that counts.
    for name in names.sorted() {
      if isFolder("\(folder)/\(name)") {
        try walk("\(folder)/\(name)", prefix: "\(prefix)\(name)/", seen: &seen, body)
      } else {
        try body(.file(prefix + name))
      }
    }
  }

  /// The names of all that lies in a folder, hidden or not; none if it cannot be read.
  public static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let name = nextName(in: stream) {
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private static func nextName(in stream: OpaquePointer) -> String? {
    guard let entry = readdir(stream) else { return nil }
    return withUnsafePointer(to: &entry.pointee.d_name) { tuple in
      tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
  }

  /// Waits until the names in a folder are on the disk.
  public static func sync(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// The path without links, `.` and `..`; `nil` if there is nothing there.
  public static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
