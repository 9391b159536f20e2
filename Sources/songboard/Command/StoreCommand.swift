import ArgumentParser
import Files
import StageKit
import Store

/// `songboard store [DIR]`
struct StoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "Shows what a store of results holds and what uses it, and removes what is old.",
    discussion: """
      Runs note what they use. With --older-than, runs that ended before that are forgotten; with --size, the oldest are \
      until the rest fits. Then results go that no run uses. They can be made again.
      Exit codes: 0 done, 1 the store cannot be read or written, 64 the command line is wrong, 75 interrupted.
      """)

  @Argument(
    help: "The store: the folder of --store, or of an output folder; by default that of `out`.", completion: .directory)
  var store = "out"

  @Option(help: "Forget runs, and remove results, that are older: \(UnitNumber.age.form).")
  var olderThan: String?

  @Option(help: "Forget runs, the oldest first, until their results take at most this: \(UnitNumber.size.form).")
  var size: String?

  @Flag(help: "Remove all results that no run uses.")
  var collect = false

  func run() async throws {
    let age = try olderThan.map { try UnitNumber.age.value(of: $0, for: "--older-than") }
    let size = try size.map { try UnitNumber.size.value(of: $0, for: "--size") }
    // An output folder has its store inside.
    let own = "\(store)/.songboard"
    let path = FileTree.isFolder(own) ? own : store
    let isCollecting = collect || age != nil || size != nil
    try await Interruption.interruptible {
      do {
        let folder = try StoreFolder(path: path)
        if isCollecting {
          let gone = try folder.collect(olderThan: age, above: size) {
            Console.message("waits for a run that uses the store")
          }
          Console.message("removed \(gone.objects) results, \(ByteCount.text(gone.bytes))")
        }
        Console.data(Self.text(of: folder.contents()))
      } catch let failure as Failure {
        Console.message("error: \(failure)")
        throw ExitCode(1)
      }
    }
  }

  private static func text(of contents: StoreFolder.Contents) -> String {
    let head =
      "\(contents.objects) results, \(ByteCount.text(contents.bytes)); "
      + "\(ByteCount.text(contents.unusedBytes)) of them used by no run; "
      + "notes on songs, \(ByteCount.text(contents.noteBytes))\n"
    let rows = contents.uses.map { use in
      [use.run.id, "\(use.objects) results", ByteCount.text(use.bytes), use.run.pipeline, use.run.output]
    }
    return head + TextTable(rows: rows).text
  }
}

/// A number of bytes for people.
enum ByteCount {
  /// `0 B`, `12.3 MB`
  static func text(_ bytes: Int) -> String {
    for (unit, worth) in [("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1000)] where bytes >= worth {
      let tenths = bytes * 10 / worth
      return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
    return "\(bytes) B"
  }
}
