import Files
import StageKit
import Synchronization

/// Where files are decoded.
public enum Decoding: Sendable {
  /// In this process: a decoder that crashes takes it along.
  case inProcess
  /// In processes of their own, started from a program that serves ``DecodingServer`` when its one argument is
  /// ``DecoderPool/verb``.
  case workers(program: String, limits: WorkerProcess.Limits = WorkerProcess.Limits())
}

/// Opens files, each by a worker that decodes one file after another: as many workers as files are open at once.
///
/// A worker that crashes, hangs or takes too much memory costs its file; the next one gets a new worker. They end with this value.
public final class DecoderPool: Sendable {
  /// What a worker's program is started with.
  public static let verb = "decode-worker"

  private let decoding: Decoding
  private let idle = Mutex<[WorkerProcess]>([])

  /// Starts nothing yet.
  public init(_ decoding: Decoding) {
    self.decoding = decoding
  }

  /// Opens a file.
  ///
  /// - Parameter isCancelled: Whether to give up waiting for a worker; asked five times a second.
  /// - Throws: ``AudioFailure`` of any kind.
  public func open(
    _ request: DecodingRequest, isCancelled: @escaping () -> Bool = { Task.isCancelled }
  ) throws(AudioFailure) -> any SampleStream {
    guard case .workers(let program, let limits) = decoding else { return try AudioFile(request) }
    let worker: WorkerProcess
    do throws(Failure) {
      worker = try self.worker(of: program, limits: limits, for: request, isCancelled: isCancelled)
    } catch {
      throw AudioFailure(path: request.path, decoder: error)
    }
    return try WorkerStream(of: request.path, by: worker) { worker in self.idle.withLock { $0.append(worker) } }
  }

  /// A worker that has been sent a request.
  private func worker(
    of program: String, limits: WorkerProcess.Limits, for request: DecodingRequest, isCancelled: @escaping () -> Bool
  ) throws(Failure) -> WorkerProcess {
    let message = try DecodingHeader.message(request)
    while let worker = idle.withLock({ $0.popLast() }) {
      worker.giveUp(if: isCancelled)
      // One that has ended since its last file is no fault of this one.
      if (try? worker.send(message)) != nil { return worker }
    }
    let worker = try WorkerProcess(program, [Self.verb], name: "the decoder", limits: limits)
    worker.giveUp(if: isCancelled)
    try worker.send(message)
    return worker
  }
}
