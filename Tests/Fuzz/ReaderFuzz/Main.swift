import Glibc
import StageKit

/// Gives mutations of valid samples to everything that reads what others wrote, and fails if one is not read or refused
/// in order: `ReaderFuzz --seed 1 --seconds 30 [--reader xml] [--last FILE]`, run from the repository's folder.
///
/// A reader that crashes, hangs or takes too much memory takes the program with it: the last line names the reader, and
/// the file after `--last` holds the input. `ReaderFuzz --replay FILE --reader xml` gives it that input once more.
@main
struct ReaderFuzz {
  /// The most memory that the program may have, in bytes: an allocation beyond is refused, which ends it.
  private static let memoryLimit: rlim_t = 1 << 30

  static func main() {
    do {
      try run()
    } catch {
      print("ReaderFuzz: \(error)")
      exit(1)
    }
  }

  private static func run() throws {
    let options = try Options(Array(CommandLine.arguments.dropFirst()))
    let scratch = try Scratch()
    defer { scratch.remove() }
    let all = try Reader.all(scratch)
    let readers = all.filter { options.reader == nil || options.reader == $0.name }
    guard !readers.isEmpty else {
      throw Failure("there is no such reader", remedy: "one of: \(all.map(\.name).joined(separator: ", "))")
    }
    var limit = rlimit(rlim_cur: memoryLimit, rlim_max: memoryLimit)
    guard setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit) == 0 else {
      throw Failure("the system does not limit memory")
    }
    if let input = options.replay { return try replay(input, by: readers) }

    let last = try options.last.map { (path) throws(Failure) in try LastInput(path) }
    var faults = 0
    for reader in readers {
      print("\(reader.name): ", terminator: "")
      fflush(nil)
      var turn = Turn(of: reader, seed: options.seed, last: last)
      try turn.run(seconds: options.seconds / Double(readers.count))
      print(turn.summary)
      for fault in turn.faults { print("  FAULT \(fault)") }
      faults += turn.faults.count
    }
    guard faults == 0 else { throw Failure("\(faults) inputs were neither read nor refused in order") }
  }

  private static func replay(_ input: [UInt8], by readers: [Reader]) throws {
    for reader in readers {
      do {
        try reader.read(input)
        print("\(reader.name): read")
      } catch {
        print("\(reader.name): \(type(of: error)): \(error)")
      }
    }
  }
}
