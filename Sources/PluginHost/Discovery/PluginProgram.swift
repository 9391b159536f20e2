import Files
import StageKit

/// A program outside that has stages: how it is started, and what tells one state of it from another.
public struct PluginProgram: Sendable, Hashable {
  /// The version of the protocol that this program speaks.
  public static let protocolVersion = 1
  /// The most bytes that an answer to `describe` may have.
  private static let largestDescription = 16 << 20
  /// How long it may be silent when it only describes itself, in seconds.
  private static let longestThought = 60
  /// How many of the last lines of its log messages quote.
  private static let quotedLines = 3

  /// What messages call it: the name that its author gave it, else its file's.
  public let name: String
  /// Its version as its author writes it; empty if there is none.
  public let version: String
  /// Its licence; empty if it names none.
  public let licence: String
  /// Where it lies: its file, or its folder.
  public let path: String
  /// XXH3-128 of how it is started, of all its files, and of what it says that its results depend on, in hexadecimal.
  public private(set) var fingerprint: String

  /// What its results depend on beside its files; nothing before it has been asked.
  private(set) var surroundings = PluginSurroundings([:], watch: [])

  /// The words that start it.
  let command: [String]
  /// How much it may take.
  let limits: WorkerProcess.Limits
  private let folder: String
  private let files: PluginFiles

  /// A program.
  ///
  /// - Parameters:
  ///   - files: What the fingerprint was taken of.
  ///   - command: The words that start it, at least one.
  ///   - folder: The folder that it starts in.
  init(
    name: String, version: String = "", licence: String = "", path: String, fingerprint: String,
    files: PluginFiles, command: [String], folder: String, limits: WorkerProcess.Limits
  ) {
    self.name = name
    self.version = version
    self.licence = licence
    self.path = path
    self.fingerprint = fingerprint
    self.files = files
    self.command = command
    self.folder = folder
    self.limits = limits
  }

  /// The program in the state that it has with what its results depend on, whose versions enter the fingerprint.
  func depending(on surroundings: PluginSurroundings) -> PluginProgram {
    var program = self
    program.surroundings = surroundings
    guard !surroundings.versions.isEmpty else { return program }
    let versions = surroundings.versions.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    program.fingerprint = ContentHash.key([fingerprint] + versions).hex
    return program
  }

  /// Starts it.
  ///
  /// - Parameter verb: What it is to do: `describe` or `serve`.
  /// - Throws: ``Failure`` if the system cannot start it.
  func start(_ verb: String, _ arguments: [String] = [], log: OutputFile? = nil) throws(Failure) -> WorkerProcess {
    var surroundings = WorkerProcess.Surroundings()
    surroundings.folder = folder
    surroundings.inherited += ["HOME", "LANG", "TMPDIR", "PYTHONPATH", "VAMP_PATH"]
    // As many processes as jobs are at work: each keeps to one thread, unless it is told how many it may use.
    surroundings.variables = ["OMP_NUM_THREADS": "1"]
    var limits = limits
    if verb == "describe" { limits.silence = min(limits.silence, Self.longestThought) }
    return try WorkerProcess(
      command[0], command.dropFirst() + [verb] + arguments, name: "the plugin '\(name)'", limits: limits,
      in: surroundings, log: log, quoting: Self.quotedLines)
  }

  /// What it prints of its stages.
  ///
  /// - Throws: ``Failure`` that quotes its log if it does not end with success.
  func description(of arguments: [String] = []) throws(Failure) -> [UInt8] {
    let process = try start("describe", arguments)
    do throws(Failure) {
      let description = try process.output(atMost: Self.largestDescription)
      try checkFiles()
      return description
    } catch {
      let place = path == folder ? "`run` in \(path)/\(PluginFile.name)" : "the first line of \(path)"
      // What its guard says of a program that is not there; of a file that is, its interpreter is not.
      if error.reason.contains("exit code 127") {
        throw Failure(error.reason, remedy: "correct \(place), or install what it names")
      }
      // The most frequent fault of programs in Python: another Python than the one that has their packages.
      guard error.reason.contains("ModuleNotFoundError") else { throw error }
      let name = FilePath.lastPart(of: path).shellWord
      throw Failure(
        error.reason,
        remedy: "install it for the Python that \(place) names, or name one that has it; where that file is not yours, "
          + "put a Python that has it first: `python3 -m venv ~/\(name)`, and `export PATH=~/\(name)/bin:$PATH`")
    }
  }

  /// Checks that its files, and what its results depend on, are still those that its fingerprint was taken of. What it gives
  /// from now on, or has given, is else kept under the fingerprint of another state of it.
  ///
  /// - Throws: ``Failure`` that names it and what has changed.
  func checkUnchanged() throws(Failure) {
    try checkFiles()
    let changed = try surroundings.changed { () throws(Failure) in
      try DeclarationReader(self).description(in: description()).program.surroundings.versions
    }
    guard let changed else { return }
    throw Failure("what the plugin '\(name)' depends on changed during the run (\(changed))", remedy: "run again")
  }

  private func checkFiles() throws(Failure) {
    guard let file = files.changed else { return }
    throw Failure(
      "the plugin '\(name)' changed during the run (\(file))",
      remedy: "run again; if the plugin writes there itself, `files` in \(PluginFile.name) is to leave that out")
  }
}
