import ArgumentParser
import Audio
import Files
import Glibc

/// `songboard decode-worker`: decodes for a run that has started it.
struct DecodeWorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: DecoderPool.verb, abstract: "Decodes songs for a run.", shouldDisplay: false)

  /// Workers of this very program, also once its file has been replaced.
  static let decoding = Decoding.workers(program: "/proc/\(getpid())/exe")

  func run() throws {
    // An engine that ends a job signals all of its processes: the run alone says what becomes of a song.
    signal(SIGTERM, SIG_IGN)
    // The name that process lists show, where it would be that of the link.
    try? OutputFile(path: "/proc/self/comm", mode: .replacing).write(Array("songboard".utf8))
    try DecodingServer().run()
  }
}
