import Files
import FoundationEssentials
import StageKit

/// A file that a worker decodes.
final class WorkerStream: SampleStream {
  let info: AudioInfo
  private(set) var seconds = 0.0
  private(set) var damage: AudioFailure?
  private(set) var notes: [String] = []

  private static let nonsense = Failure("the decoder answered what cannot be understood")

  private let path: String
  private let giveBack: (WorkerProcess) -> Void
  /// The worker, while it decodes this file; one that is not given back ends with this value.
  private var worker: WorkerProcess?
  private var ready: [Float] = []
  private var readyStart = 0

  /// Waits until the file is open.
  ///
  /// - Parameters:
  ///   - path: The file that the worker has been asked for.
  ///   - giveBack: Takes the worker once it is done with the file.
  /// - Throws: ``AudioFailure`` of any kind.
  init(of path: String, by worker: WorkerProcess, giveBack: @escaping (WorkerProcess) -> Void) throws(AudioFailure) {
    self.path = path
    self.giveBack = giveBack
    self.worker = worker
    var samples: [Float] = []
    switch try Self.receive(from: worker, samples: &samples, of: path) {
    case .opened(let info): self.info = info
    case .failed(let failure):
      giveBack(worker)
      throw failure
    default: throw AudioFailure(path: path, decoder: Self.nonsense)
    }
  }

  func read(into block: inout [Float], atMost count: Int) throws(AudioFailure) -> Int {
    if readyStart == ready.count, try !fill() {
      block.removeAll(keepingCapacity: true)
      return 0
    }
    if readyStart == 0, ready.count == count {
      // Blocks of the size that is asked for are handed on without a copy.
      swap(&block, &ready)
      readyStart = ready.count
      return count
    }
    block.removeAll(keepingCapacity: true)
    while block.count < count {
      if readyStart == ready.count, try !fill() { break }
      let end = min(ready.count, readyStart + count - block.count)
      block.append(contentsOf: ready[readyStart..<end])
      readyStart = end
    }
    return block.count
  }

  /// Waits for the next samples; false at the end.
  private func fill() throws(AudioFailure) -> Bool {
    guard let worker else { return false }
    readyStart = 0
    // One that fails in any other way than by its answer is not used again.
    self.worker = nil
    switch try Self.receive(from: worker, samples: &ready, of: path) {
    case nil:
      self.worker = worker
      return true
    case .ended(let seconds, let damage, let notes):
      (self.seconds, self.damage, self.notes) = (seconds, damage, notes)
      giveBack(worker)
      return false
    case .failed(let failure):
      giveBack(worker)
      throw failure
    case .opened: throw AudioFailure(path: path, decoder: Self.nonsense)
    }
  }

  /// The next message: an answer, or samples in place of those before.
  private static func receive(
    from worker: WorkerProcess, samples: inout [Float], of path: String
  ) throws(AudioFailure) -> DecodingAnswer? {
    do throws(Failure) {
      var header = [UInt8](repeating: 0, count: DecodingHeader.size)
      try worker.fill(&header)
      guard let header = DecodingHeader(header) else { throw Self.nonsense }
      switch header.kind {
      case .samples:
        let count = header.count / MemoryLayout<Float>.size
        if samples.count != count { samples = [Float](repeating: 0, count: count) }
        try worker.fill(&samples)
        return nil
      case .words:
        samples.removeAll(keepingCapacity: true)
        var words = [UInt8](repeating: 0, count: header.count)
        try worker.fill(&words)
        guard let answer = try? JSONDecoder().decode(DecodingAnswer.self, from: Data(words)) else {
          throw Self.nonsense
        }
        return answer
      }
    } catch {
      throw AudioFailure(path: path, decoder: error)
    }
  }
}

extension WorkerProcess {
  /// Fills an array with what the program gives.
  fileprivate func fill<Element: BitwiseCopyable>(_ array: inout [Element]) throws(Failure) {
    try array.withUnsafeMutableBufferPointer { (buffer) throws(Failure) in
      try read(into: UnsafeMutableRawBufferPointer(buffer))
    }
  }
}
