import Glibc

/// A regular file open for reading at any place, and the maker of failures that name it.
final class ByteFile {
  let path: String
  /// Length in bytes, more than 0.
  let size: Int
  /// All reading is by place.
  let descriptor: Int32

  init(path: String) throws(AudioFailure) {
    // Opening a named pipe would wait for a writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.unreadable(path, String(cString: strerror(errno))) }
    self.path = path
    self.descriptor = descriptor
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      size = 0
      throw Self.unreadable(path, String(cString: strerror(errno)))
    }
    size = Int(status.st_size)
    guard status.st_mode & S_IFMT == S_IFREG else { throw Self.unreadable(path, "it is not a regular file") }
    guard size > 0 else { throw failure(.empty, "has no bytes", "remove it, or fetch it again") }
  }

  deinit { close(descriptor) }

  /// Up to `count` bytes from a place; fewer at the end of the file, none beyond it.
  func bytes(at offset: Int, count: Int) throws(AudioFailure) -> [UInt8] {
    let wanted = max(0, min(count, size - offset))
    var fault: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      while filled < wanted {
        let got = pread(descriptor, buffer.baseAddress.map { $0 + filled }, wanted - filled, off_t(offset + filled))
        if got < 0 && errno == EINTR { continue }
        if got < 0 { fault = errno }
        if got <= 0 { break }
        filled += got
      }
    }
    if fault != 0 { throw Self.unreadable(path, String(cString: strerror(fault))) }
    return bytes
  }

  /// A failure that names this file.
  func failure(_ kind: AudioFailure.Kind, _ reason: String, _ remedy: String) -> AudioFailure {
    AudioFailure(path: path, kind: kind, reason: reason, remedy: remedy)
  }

  /// The failure of a file whose end is missing.
  func truncated(_ reason: String) -> AudioFailure {
    failure(
      .truncated, reason,
      "fetch the file again, or accept what is there: run or plan again with --set source.damaged=keep")
  }

  /// The failure of a file with damage inside.
  func corrupt(_ reason: String) -> AudioFailure {
    failure(
      .corrupt, reason, "fetch the file again, or accept what is left: run or plan again with --set source.damaged=keep"
    )
  }

  private static func unreadable(_ path: String, _ reason: String) -> AudioFailure {
    AudioFailure(
      path: path, kind: .unreadable, reason: "cannot be read: \(reason)", remedy: "check the path and its permissions")
  }
}

extension Collection<UInt8> {
  /// The bytes as one number, the first byte highest.
  var bigEndian: UInt64 { reduce(0) { $0 << 8 | UInt64($1) } }

  /// The bytes as one number, the first byte lowest.
  var littleEndian: UInt64 { reversed().bigEndian }

  /// True if the bytes begin with those of an ASCII text.
  func hasPrefix(_ text: String) -> Bool { starts(with: text.utf8) }
}
