import Files
import FoundationEssentials
import Glibc
import StageKit

/// The work of a decoding worker: requests from standard input, answers and samples to standard output, until the input ends.
public struct DecodingServer {
  /// How many samples go out at once: 1.5 s at 22.05 kHz.
  private static let blockSize = 32_768

  private let output: OutputFile

  /// Takes standard output for itself: what else this process writes there goes to standard error.
  ///
  /// - Throws: ``Failure`` if there is no standard output.
  public init() throws(Failure) {
    output = try OutputFile(path: "-", mode: .replacing)
    dup2(STDERR_FILENO, STDOUT_FILENO)
  }

  /// Serves.
  ///
  /// - Throws: ``Failure`` if something is sent that is no request, or nobody takes the answers.
  public func run() throws(Failure) {
    while let header = try Self.read(DecodingHeader.size) {
      guard let count = DecodingHeader(header)?.count, let words = try Self.read(count),
        let request = try? JSONDecoder().decode(DecodingRequest.self, from: Data(words))
      else { throw Failure("a request to decode cannot be understood") }
      try output.write(DecodingHeader.message(answer(request)))
    }
  }

  /// Decodes a file; gives the last answer.
  private func answer(_ request: DecodingRequest) throws(Failure) -> DecodingAnswer {
    let file: AudioFile
    do throws(AudioFailure) { file = try AudioFile(request) } catch { return .failed(error) }
    try output.write(DecodingHeader.message(DecodingAnswer.opened(file.info)))
    var block: [Float] = []
    while true {
      do throws(AudioFailure) {
        guard try file.read(into: &block, atMost: Self.blockSize) > 0 else { break }
      } catch {
        return .failed(error)
      }
      try output.write(DecodingHeader.samples(block.count))
      try block.withUnsafeBufferPointer { (samples) throws(Failure) in
        try output.write(UnsafeRawBufferPointer(samples))
      }
    }
    return .ended(seconds: file.seconds, damage: file.damage, notes: file.notes)
  }

  /// So many bytes of standard input; nil at its end.
  private static func read(_ count: Int) throws(Failure) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes {
        Glibc.read(STDIN_FILENO, $0.baseAddress.map { $0 + filled }, count - filled)
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return nil }
      filled += got
    }
    return bytes
  }
}
