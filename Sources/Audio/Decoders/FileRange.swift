import CSndfile
import Glibc

/// A part of a file as libsndfile reads it: by callbacks, so that one song of several in a file looks like a
/// file, and a header can be put right.
final class FileRange {
  private let file: ByteFile
  private let span: SoundSpan
  private var position = 0

  init(_ file: ByteFile, _ span: SoundSpan) {
    self.file = file
    self.span = span
  }

  /// Opens it.
  ///
  /// This value must live until the handle is closed.
  func open(_ header: inout SF_INFO) -> OpaquePointer? {
    var callbacks = SF_VIRTUAL_IO(
      get_filelen: { FileRange.of($0)?.sizeForSndfile ?? 0 },
      seek: { offset, whence, user in FileRange.of(user)?.seek(offset, whence) ?? -1 },
      read: { bytes, count, user in FileRange.of(user)?.read(bytes, count) ?? 0 },
      write: { _, _, _ in 0 },
      tell: { FileRange.of($0)?.positionForSndfile ?? 0 })
    return sf_open_virtual(&callbacks, Int32(SFM_READ), &header, Unmanaged.passUnretained(self).toOpaque())
  }

  private static func of(_ user: UnsafeMutableRawPointer?) -> FileRange? {
    user.map { Unmanaged<FileRange>.fromOpaque($0).takeUnretainedValue() }
  }

  private var sizeForSndfile: sf_count_t { sf_count_t(span.range.count) }

  private var positionForSndfile: sf_count_t { sf_count_t(position) }

  private func seek(_ offset: sf_count_t, _ whence: Int32) -> sf_count_t {
    let base = whence == SEEK_CUR ? position : whence == SEEK_END ? span.range.count : 0
    let (target, overflow) = base.addingReportingOverflow(Int(offset))
    guard !overflow, target >= 0 else { return -1 }
    position = target
    return sf_count_t(position)
  }

  /// A disk error reads as the end: what is then missing is found by the checks of the decoder.
  private func read(_ bytes: UnsafeMutableRawPointer?, _ count: sf_count_t) -> sf_count_t {
    let wanted = max(0, min(Int(count), span.range.count - position))
    guard let bytes, wanted > 0 else { return 0 }
    let offset = span.start + position
    var got = pread(file.descriptor, bytes, wanted, off_t(offset))
    while got < 0, errno == EINTR { got = pread(file.descriptor, bytes, wanted, off_t(offset)) }
    for (place, byte) in span.patches where place >= offset && place < offset + max(0, got) {
      bytes.storeBytes(of: byte, toByteOffset: place - offset, as: UInt8.self)
    }
    position += max(0, got)
    return sf_count_t(max(0, got))
  }
}
