import Files
import StageKit

/// What a program prints of its stages, and how long that holds.
struct PluginDescription {
  /// The program. What it says that its results depend on belongs to its fingerprint.
  let program: PluginProgram
  /// Its stages, at least one.
  let stages: [DeclarationReader.Stage]
  /// What its results depend on beside its files, such as packages, with their versions.
  let depends: [String: String]
  /// Files and folders: while they stay as they are, so do ``depends`` and the stages.
  let watch: [String]

  /// A description; of results that depend on something, the versions enter the fingerprint.
  init(of program: PluginProgram, stages: [DeclarationReader.Stage], depends: [String: String], watch: [String]) {
    (self.program, self.stages, self.depends, self.watch) = (program, stages, depends, watch)
  }
}

// MARK: Remembering

extension PluginDescription {
  /// What ``remembering(_:)`` made; `nil` if it no longer holds, or is damaged.
  init?(of program: PluginProgram, remembered bytes: [UInt8]) {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
      let description = try? DeclarationReader(program).description(in: Array(bytes[(end + 1)...])),
      Array(description.circumstances.utf8) == Array(bytes[..<end])
    else { return nil }
    self = description
  }

  /// An answer with the circumstances in which it was given.
  func remembering(_ answer: [UInt8]) -> [UInt8] { Array("\(circumstances)\n".utf8) + answer }

  /// What an answer holds for, on one line: the files and folders that the program names, and where the system and Python
  /// look for what it uses. Empty if it depends on nothing.
  private var circumstances: String {
    guard !depends.isEmpty || !watch.isEmpty else { return "" }
    let searched = ["PATH", "PYTHONPATH"].map { Environment[$0] ?? "" }
    return ContentHash.key(searched + watch.map { FileStamp(of: $0)?.text ?? "" }).hex
  }
}
