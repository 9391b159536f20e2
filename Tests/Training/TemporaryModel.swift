import FoundationEssentials
import StageKit

/// A model's file for as long as a test needs it.
enum TemporaryModel {
  /// The work on a file with these bytes.
  static func with<Result>(_ bytes: [UInt8], _ work: (SettingFile) throws -> Result) throws -> Result {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).safetensors").path
    try Data(bytes).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try work(SettingFile(path: path))
  }
}
