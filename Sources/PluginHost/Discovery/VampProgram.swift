import Files
import StageKit

/// The program that makes stages of Vamp plugins. Each output of each plugin is a stage of its own.
struct VampProgram: Sendable {
  /// What the ids of its stages begin with.
  static let prefix = "vamp:"

  private let program: PluginProgram

  /// The program at a path, as it is with the libraries that are installed now.
  ///
  /// - Throws: ``Failure`` if it cannot be started.
  init(at path: String) throws(Failure) {
    let host = try PluginFile.program(at: path)
    let listing = try host.description(of: ["--files"])
    let libraries = String(decoding: listing, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    let files = try PluginFiles([host.path] + libraries)
    var hash = ContentHash()
    hash.update(host.fingerprint)
    for (file, digest) in zip(libraries, files.digests.dropFirst()) {
      hash.update(file)
      hash.update(digest)
    }
    program = PluginProgram(
      name: "vamp", version: host.version, licence: host.licence, path: host.path, fingerprint: hash.hex,
      files: files, command: host.command, folder: FileTree.folder(of: host.path), limits: host.limits)
  }

  /// What it prints of all that is installed, for people.
  ///
  /// - Throws: ``Failure`` that quotes its log.
  func listing() throws(Failure) -> [UInt8] { try program.description(of: ["--list"]) }

  /// The plugin that has stages of these ids.
  ///
  /// - Throws: ``Failure`` if one is not installed.
  func plugin(of ids: [String], by host: PluginHost) throws(Failure) -> Plugin {
    try host.plugin(program, about: ids)
  }
}
