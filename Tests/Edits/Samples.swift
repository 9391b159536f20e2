import Foundation
import StageKit
import Testing
import Shots

@testable import Edits

/// The sample edits beside the tests.
enum Samples {
  static func bytes(_ path: String) throws -> [UInt8] {
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Samples")
    return Array(try Data(contentsOf: folder.appendingPathComponent(path)))
  }

  static func names(in folder: String) throws -> [String] {
    let root = try #require(Bundle.module.resourceURL).appendingPathComponent("Samples/\(folder)")
    return try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
  }

  /// A sample's cuts, and what is wrong with it.
  static func read(_ path: String, rate: FrameRate? = nil) throws -> (cuts: CutList?, messages: [String]) {
    try read(bytes(path), as: CutFormat(path: path), name: FilePath(path).name, rate: rate)
  }

  static func read(
    _ bytes: [UInt8], as format: CutFormat, name: String = "x", rate: FrameRate? = nil
  ) -> (cuts: CutList?, messages: [String]) {
    var findings = Diagnostics(file: name)
    let cuts = CutListReader.read(bytes, format: format, rate: rate, findings: &findings).list
    return (cuts, findings.sorted.map(\.description))
  }

  static func read(
    _ text: String, as format: CutFormat, rate: FrameRate? = nil
  ) -> (cuts: CutList?, messages: [String]) {
    read(Array(text.utf8), as: format, rate: rate)
  }
}
