import Foundation
import StageKit

/// The ffmpeg program, to make files with and to compare with.
public enum FFmpeg {
  private static let path = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map { "\($0)/ffmpeg" }.first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  public static var isInstalled: Bool { path != nil }

  /// Runs it to its end; gives what it writes to its output.
  ///
  /// - Throws: ``Failure`` if it does not end well.
  @discardableResult
  public static func run(_ arguments: [String]) throws -> Data {
    guard let path else { throw Failure("there is no ffmpeg program") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-v", "error", "-nostdin", "-y"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure("ffmpeg \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
    }
    return data
  }

  /// The first audio track of a file behind a filter.
  ///
  /// - Parameter more: Further outputs.
  public static func samples(_ path: String, filter: String, more: [String] = []) throws -> [Float] {
    let data = try run(["-i", path, "-map", "0:a:0", "-af", filter, "-f", "f32le", "pipe:1"] + more)
    return data.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
  }
}
