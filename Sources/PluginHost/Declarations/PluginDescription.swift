import Files
import StageKit

/// What a program prints of its stages, and how long that holds.
struct PluginDescription {
  /// The program. What it says that its results depend on belongs to its fingerprint.
  let program: PluginProgram
  /// Its stages, at least one.
  let stages: [DeclarationReader.Stage]
}

// MARK: Remembering

extension PluginDescription {
  /// What ``remembering(_:)`` made; `nil` if it no longer holds, or is damaged.
  init?(of program: PluginProgram, remembered bytes: [UInt8]) {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
      let description = try? DeclarationReader(program).description(in: Array(bytes[(end + 1)...])),
      Array(description.program.surroundings.circumstances.utf8) == Array(bytes[..<end])
    else { return nil }
    self = description
  }

  /// An answer with the circumstances in which it was given.
  func remembering(_ answer: [UInt8]) -> [UInt8] { Array("\(program.surroundings.circumstances)\n".utf8) + answer }
}
