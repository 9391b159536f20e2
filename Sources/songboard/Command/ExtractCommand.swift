import ArgumentParser
import Cluster
import Engine
import Files
import StageKit

/// `songboard extract PLAN/ TRACK... -o OUT/ [--to DIR]`
struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract", abstract: "Takes a track's documents out of the packs that `run --plan --pack` made.",
    discussion: """
      A file that is there already with the same bytes stays; one with others is an error.
      Exit codes: 0 all are there; 1 a track has no documents, or one cannot be written; 64 the command line is wrong, \
      or names no plan.
      """)

  @Argument(help: "The plan's folder.", completion: .directory)
  var plan: String

  @Argument(help: "Tracks, by their paths in the library.")
  var tracks: [String]

  @Option(name: .shortAndLong, help: "The folder for documents that the shards were given.", completion: .directory)
  var output = "out"

  @Option(help: "The folder that gets the documents; by default that of --output.", completion: .directory)
  var to: String?

  func run() throws {
    do {
      let reader = PackReader(of: try PlanFolder.named(plan), in: output)
      let documents = try reader.documents(of: tracks)
      for document in documents { try place(document) }
      if let file = reader.missingFile {
        Console.message("\(file): is not there: what follows the stages that see the corpus is not packed yet")
      }
      let found = Set(documents.map { Array($0.track.utf8) })
      if let track = tracks.first(where: { !found.contains(Array($0.utf8)) }) {
        throw Failure("\(track): no pack has a document of it", remedy: "see run.jsonl for what became of it")
      }
    } catch  where !(error is ExitCode) {
      Console.message("error: \(error)")
      throw ExitCode(1)
    }
  }

  private func place(_ document: PackReader.Found) throws {
    let path = "\(to ?? output)/\(document.path)"
    if (try? FileContent.bytes(of: path)) != document.bytes {
      guard !FileTree.existsItself(path) else {
        throw Failure("\(path): is there, and is another file", remedy: "move it, or choose another folder with --to")
      }
      try FileTree.makeFolder(FileTree.folder(of: path))
      try OutputFile(path: path, mode: .new).write(document.bytes)
    }
    Console.data("\(path)\n")
  }
}
