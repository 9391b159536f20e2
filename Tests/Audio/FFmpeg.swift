import Foundation
import Testing

/// The ffmpeg program, to make files with and to compare with.
enum FFmpeg {
  private static let path = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map { "\($0)/ffmpeg" }.first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  static var isInstalled: Bool { path != nil }

  /// Runs it to its end; gives what it writes to its output.
  @discardableResult
  static func run(_ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(path))
    process.arguments = ["-v", "error", "-nostdin", "-y"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return data
  }

  /// The first audio track of a file behind a filter.
  ///
  /// - Parameter more: Further outputs.
  static func samples(_ path: String, filter: String, more: [String] = []) throws -> [Float] {
    let data = try run(["-i", path, "-map", "0:a:0", "-af", filter, "-f", "f32le", "pipe:1"] + more)
    return data.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
  }
}
