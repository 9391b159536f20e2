import Audio
import Glibc
import StageKit

/// A reader's turn: mutated inputs, one after another.
struct Turn {
  /// The longest that a reader may take for an input, in seconds of the processor's time.
  private static let longest = 5.0
  /// A reader that has not ended after so many seconds hangs.
  private static let hang: UInt32 = 60
  /// How many inputs are kept for further changes.
  private static let poolSize = 256

  private let reader: Reader
  private let last: LastInput?
  private var pool: [[UInt8]]
  private var mutator: Mutator
  private var inputs = 0
  private var readInputs = 0
  private var slowest = 0.0
  /// What went wrong, a sentence each.
  private(set) var faults: [String] = []

  init(of reader: Reader, seed: UInt64, last: LastInput?) {
    self.reader = reader
    self.last = last
    pool = reader.seeds
    mutator = Mutator(seed: seed)
  }

  /// What came of it, in a line.
  var summary: String { "\(inputs) inputs, \(readInputs) of them read, \(Int(slowest * 1000)) ms at most" }

  /// Reads the samples, which must go well, and then changed ones, up to the first fault.
  mutating func run(seconds: Double) throws {
    for sample in reader.seeds { try read(sample) }
    guard readInputs == reader.seeds.count else { return faults.append("a valid sample is refused") }
    let end = Self.now(CLOCK_MONOTONIC) + seconds
    while faults.isEmpty, Self.now(CLOCK_MONOTONIC) < end {
      let input = mutator.next(from: pool)
      guard try read(input) else { continue }
      if pool.count < Self.poolSize {
        pool.append(input)
      } else {
        pool[reader.seeds.count + mutator.place(below: pool.count - reader.seeds.count)] = input
      }
    }
  }

  /// Whether an input is read; what is neither that nor a refusal is noted.
  @discardableResult private mutating func read(_ input: [UInt8]) throws -> Bool {
    inputs += 1
    try last?.keep(input)
    let start = Self.now(CLOCK_PROCESS_CPUTIME_ID)
    alarm(Self.hang)
    var isRead = true
    do {
      try reader.read(input)
    } catch let error where error is Failure || error is ReadingError || error is AudioFailure {
      isRead = false
    } catch {
      faults.append("input \(inputs) ends with a \(type(of: error)): \(error)")
    }
    alarm(0)
    let took = Self.now(CLOCK_PROCESS_CPUTIME_ID) - start
    slowest = max(slowest, took)
    if took > Self.longest { faults.append("input \(inputs) takes \(took) s") }
    if isRead { readInputs += 1 }
    return isRead
  }

  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// The file that holds the input being read, for the case that the reader ends the program.
struct LastInput {
  private let path: String
  private let descriptor: Int32

  init(_ path: String) throws(Failure) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure("\(path): cannot be written") }
  }

  func keep(_ input: [UInt8]) throws(Failure) {
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, input, input.count, 0) == input.count else {
      throw Failure("\(path): cannot be written")
    }
  }
}
