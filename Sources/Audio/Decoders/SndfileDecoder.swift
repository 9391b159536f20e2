import CSndfile
import StageKit
import Synchronization

/// libsndfile on one open file, with the checks that need decoding.
final class SndfileDecoder: SampleDecoder {
  let info: AudioInfo
  private(set) var notes: [String] = []

  private let file: ByteFile
  private let span: SoundSpan
  private let input: FileRange
  private let handle: OpaquePointer
  private let container: Int32
  private var interleaved: [Float]
  private var position = 0

  /// libsndfile keeps the error of a failed opening in a variable of the process, and sets up its codecs without locks.
  private static let opening = Mutex(())

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - span: The part of the file to open.
  ///   - mpegSamples: How many samples an MPEG audio file holds; nil for files of other kinds.
  init(file: ByteFile, span: SoundSpan, mpegSamples: Int? = nil) throws(AudioFailure) {
    let input = FileRange(file, span)
    var header = SF_INFO()
    var code: Int32 = 0
    var message = ""
    var opened: OpaquePointer?
    Self.opening.withLock { _ in
      opened = input.open(&header)
      if opened == nil {
        code = sf_error(nil)
        message = String(cString: sf_strerror(nil))
      }
    }
    guard let handle = opened else { throw Self.openingFailure(of: file, code: code, message: message) }
    self.file = file
    self.span = span
    self.input = input
    self.handle = handle
    container = header.format & Int32(SF_FORMAT_TYPEMASK)
    let channels = max(1, Int(header.channels))
    let coding = header.format & Int32(SF_FORMAT_SUBMASK)
    // MPEG audio, also in other containers, has only an estimate.
    let isMPEG = (SF_FORMAT_MPEG_LAYER_I...SF_FORMAT_MPEG_LAYER_III).contains(Int(coding))
    let exact = header.frames < Int64.max && !isMPEG
    info = AudioInfo(
      decoder: .libsndfile, sampleRate: Int(header.samplerate), channels: channels,
      frames: exact ? Int(header.frames) : nil,
      format: "\(Self.name(container)), \(Self.name(coding))",
      timecode: Self.timecode(of: handle, rate: Int(header.samplerate)))
    interleaved = [Float](repeating: 0, count: max(256, 32_768 / channels) * channels)
    if info.frames == 0 { throw Self.empty(file) }
    if let mpegSamples { try checkEstimate(header.frames, against: mpegSamples) }
  }

  deinit { sf_close(handle) }

  func read(into mono: inout [Float]) throws(AudioFailure) -> Int {
    let frames = interleaved.count / info.channels
    let count = interleaved.withUnsafeMutableBufferPointer {
      Int(sf_readf_float(handle, $0.baseAddress, Int64(frames)))
    }
    guard count > 0 else {
      mono.removeAll(keepingCapacity: true)
      try checkEnd()
      return 0
    }
    interleaved.withUnsafeBufferPointer {
      downmix(UnsafeBufferPointer(rebasing: $0[..<(count * info.channels)]), channels: info.channels, into: &mono)
    }
    position += count
    return count
  }

  /// libsndfile guesses the length of an MP3 without a Xing header from the first frame's bitrate, and stops there.
  ///
  /// It may give less than the frames hold by the encoder's delay and padding, 4,095 samples each at most.
  private func checkEstimate(_ estimate: Int64, against samples: Int) throws(AudioFailure) {
    guard estimate < samples - 2 * 4095 else { return }
    throw file.failure(
      .unsupported,
      "has a variable bitrate and no Xing header, so that \(info.seconds(Int(estimate))) of its "
        + "\(info.seconds(samples)) would be decoded",
      "add the header: ffmpeg -i FILE -c copy NEW.mp3")
  }

  private func checkEnd() throws(AudioFailure) {
    if sf_error(handle) != 0 {
      throw file.corrupt("cannot be decoded after \(info.seconds(position)): \(String(cString: sf_strerror(handle)))")
    }
    let short = info.frames.map { position < $0 } ?? false
    switch container {
    case Int32(SF_FORMAT_OGG):
      if short, let page = try damagedOggPage(in: file, span.range) {
        throw file.corrupt("is damaged: its Ogg page at byte \(page) is not whole, or follows a lost one")
      }
    case Int32(SF_FORMAT_FLAC):
      let complaints = complaints
      let isDamaged = info.frames == nil || complaints.contains { $0.hasSuffix("FRAME_CRC_MISMATCH") }
      if short || (isDamaged && !complaints.isEmpty) { try failAsFLAC() }
      if !complaints.isEmpty { notes = ["bytes behind its last FLAC frame are no sound"] }
    default:
      if short { throw file.truncated("is cut short after \(place)") }
    }
    if position == 0 { throw Self.empty(file) }
  }

  private func failAsFLAC() throws(AudioFailure) {
    if try endsWithWholeFLACFrame { throw file.corrupt("is damaged after \(place)") }
    throw file.truncated("is cut short after \(place)")
  }

  /// How far decoding came, for people.
  private var place: String {
    info.seconds(position) + (info.frames.map { " of \(info.seconds($0))" } ?? "")
  }

  /// True if the sound ends with a whole frame, so that what its decoder missed is missing in the middle.
  ///
  /// A frame begins with 14 sync bits and ends with a CRC-16 (polynomial 0x8005) over all before it (RFC 9639, section 9),
  /// so a whole frame up to the end of the file has remainder 0. It is sought in the last 256 KiB; frames are smaller.
  private var endsWithWholeFLACFrame: Bool {
    get throws(AudioFailure) {
      let reach = min(1 << 18, span.range.count)
      let tail = try file.bytes(at: span.end - reach, count: reach)
      let check = CyclicCheck<UInt16>(polynomial: 0x8005)
      return tail.indices.dropLast().contains { start in
        tail[start] == 0xff && tail[start + 1] & 0xfe == 0xf8 && check.remainder(of: tail[start...]) == 0
      }
    }
  }

  /// The errors that libFLAC reported: libsndfile only notes them in its log, and ends the stream.
  private var complaints: [String] {
    var log = [CChar](repeating: 0, count: 1 << 14)
    sf_command(handle, Int32(SFC_GET_LOG_INFO), &log, Int32(log.count))
    return String(decoding: log.lazy.map(UInt8.init(bitPattern:)), as: UTF8.self).split(separator: "\n")
      .filter { $0.contains("FLAC__STREAM_DECODER_ERROR_STATUS") }.map(String.init)
  }

  /// The time reference of Broadcast Wave. Source: EBU Tech 3285.
  private static func timecode(of handle: OpaquePointer, rate: Int) -> FileTimecode? {
    var chunk = SF_BROADCAST_INFO()
    let size = Int32(MemoryLayout<SF_BROADCAST_INFO>.size)
    guard rate > 0, sf_command(handle, Int32(SFC_GET_BROADCAST_INFO), &chunk, size) == Int32(SF_TRUE) else {
      return nil
    }
    return .samples(Int(chunk.time_reference_high) << 32 | Int(chunk.time_reference_low), rate: rate)
  }

  private static func name(_ format: Int32) -> String {
    var entry = SF_FORMAT_INFO(format: format, name: nil, extension: nil)
    let code = sf_command(nil, Int32(SFC_GET_FORMAT_INFO), &entry, Int32(MemoryLayout<SF_FORMAT_INFO>.size))
    guard code == 0, let name = entry.name else { return "unnamed format" }
    return String(cString: name)
  }

  private static func empty(_ file: ByteFile) -> AudioFailure {
    file.failure(.empty, "has no samples", "remove it, or fetch it again")
  }

  private static func openingFailure(of file: ByteFile, code: Int32, message: String) -> AudioFailure {
    switch Int(code) {
    case SF_ERR_UNRECOGNISED_FORMAT, SF_ERR_UNSUPPORTED_ENCODING:
      file.failure(
        .unsupported, "is no sound file that libsndfile knows (\(message))",
        "if it is music, convert it: ffmpeg -i FILE NEW.flac")
    default:
      file.corrupt("has a header that cannot be understood (\(message))")
    }
  }
}
