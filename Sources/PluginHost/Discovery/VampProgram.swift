import Files
import Glibc
import StageKit

/// The program that makes stages of Vamp plugins. Each output of each plugin is a stage of its own.
struct VampProgram: Sendable {
  /// What the ids of its stages begin with.
  static let prefix = "vamp:"

  private let host: PluginProgram

  /// The program at a path.
  ///
  /// - Throws: ``Failure`` if it is none.
  init(at path: String) throws(Failure) {
    host = try PluginFile.program(at: path)
  }

  /// What it prints of all that is installed, for people.
  ///
  /// - Throws: ``Failure`` that quotes its log.
  func listing() throws(Failure) -> [UInt8] { try host.description(of: ["--list"]) }

  /// The program as it is with the library of a stage. No other library belongs to its fingerprint.
  ///
  /// - Parameters:
  ///   - id: `vamp:LIBRARY:PLUGIN:OUTPUT`
  ///   - folders: Where libraries are.
  /// - Throws: ``Failure`` if the library is not installed.
  func program(of id: String, in folders: [String] = VampLibraries.folders) throws(Failure) -> PluginProgram {
    let library = id.dropFirst(Self.prefix.count).prefix { $0 != ":" }
    let files = VampLibraries.files(of: String(library), in: folders)
    guard !files.isEmpty else {
      throw Failure(
        "there is no Vamp library '\(library)' in \(folders.joined(separator: ", "))",
        remedy: "`songboard list vamp` lists what there is; VAMP_PATH names other folders")
    }
    let state = try PluginFiles([host.path] + files)
    var hash = ContentHash()
    hash.update(host.fingerprint)
    for (file, digest) in zip(files, state.digests.dropFirst()) {
      hash.update(FilePath.lastPart(of: file))
      hash.update(digest)
    }
    return PluginProgram(
      name: "vamp", version: host.version, licence: host.licence, path: host.path, fingerprint: hash.hex, files: state,
      command: host.command, folder: FileTree.folder(of: host.path), limits: host.limits)
  }
}

/// The files in the folders for Vamp libraries, found without a process; `Libraries.cpp` finds the same.
enum VampLibraries {
  private static let ending = ".so"

  /// The folders that are searched: those of VAMP_PATH, else the usual ones. Source: `getPluginPath` of the Vamp SDK 2.10,
  /// and where Debian installs libraries.
  static var folders: [String] {
    if let path = Environment["VAMP_PATH"] { return path.split(separator: ":").map(String.init) }
    var system = utsname()
    uname(&system)
    let machine = withUnsafeBytes(of: system.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    let own = Environment["HOME"].map { ["\($0)/vamp", "\($0)/.vamp"] } ?? []
    return own + ["/usr/local/lib/vamp", "/usr/lib/vamp", "/usr/lib/\(machine)-linux-gnu/vamp"]
  }

  /// The libraries of a name, in the order of their folders, each with what it may read beside it: the files of its name
  /// and those of no library's, such as Chordino's `chord.dict`. None if there is no such library.
  static func files(of library: String, in folders: [String]) -> [String] {
    folders.flatMap { folder -> [String] in
      let all = FileTree.names(in: folder).sorted().filter { FileTree.isRegularFile("\(folder)/\($0)") }
      let libraries = Set(all.filter { $0.hasSuffix(ending) && $0 != ending }.map(name))
      guard libraries.contains(library) else { return [] }
      return all.filter { name(of: $0) == library || !libraries.contains(name(of: $0)) }.map { "\(folder)/\($0)" }
    }
  }

  /// What the ids of a library's plugins begin with: the file's name in lower case, up to its first dot.
  private static func name(of file: String) -> String { file.prefix { $0 != "." }.lowercased() }
}
