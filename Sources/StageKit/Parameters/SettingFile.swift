import Glibc

/// A file that a setting names, the same for all tracks: a vocabulary, a model.
///
/// A stage reads it when it is made. The planner makes the content a part of the stage's key, so a changed file changes
/// what the stage gives, and where it lies does not.
public struct SettingFile: ParameterValue, Hashable {
  /// `file`
  public static let typeName = "file"

  /// The path, relative to the current folder once it is resolved.
  public let path: String

  /// A file by its path.
  public init(path: String) {
    self.path = path
  }

  /// A path.
  public static func form(unit: Unit?, in range: ClosedRange<Double>?) -> WrittenForm { .path }

  /// Takes a path.
  ///
  /// - Throws: ``Failure`` if it is empty.
  public init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    path = try Self.scalar(setting)
    guard !path.isEmpty else { throw Failure("expected a file's path, found nothing") }
  }

  /// The path.
  public var text: String { path }

  /// `file`
  public var textWithoutPaths: String { Self.typeName }

  /// The path with a folder in front, unless it is absolute.
  public func resolved(against folder: String) -> SettingFile {
    path.hasPrefix("/") || folder == "." ? self : SettingFile(path: "\(folder)/\(path)")
  }

  /// The file's bytes.
  ///
  /// - Parameter limit: The most bytes that an honest file of this sort has.
  /// - Throws: ``Failure`` that names the file if it cannot be read, is no regular file, or is larger.
  public func content(atMost limit: Int) throws(Failure) -> [UInt8] {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(String(cString: strerror(errno))) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw failure("it is not a regular file") }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &block, block.count)
      if count == 0 { return bytes }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure(String(cString: strerror(errno))) }
      bytes += block[..<count]
      guard bytes.count <= limit else { throw failure("it is larger than \(limit) bytes") }
    }
  }

  private func failure(_ reason: String) -> Failure { Failure("\(path): cannot read: \(reason)") }
}
