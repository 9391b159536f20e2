import ArgumentParser
import Edits
import StageKit
import Shots

/// `songboard verify FILE...`
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Checks edits in files: that editors will open them, and that they agree.",
    discussion: """
      Reads .edl, .otio, .xml (Final Cut Pro 7), .fcpxml, .mlt, .shotcut.mlt, .kdenlive, .csv (shots) and .json (shot plans). Files of one name, such as song.edl and \
      song.otio, are edits of one song, and their cuts must be the same; song-2.edl goes on where song.edl ends. \
      Files that are no edits by their names are passed over with a warning. \
      A gap may stand in any edit. Beside others of its song, frames that an .edl or .xml leaves out must be without a picture \
      in them too: a gap, or a shot of a camera plan that no camera shows.
      Warnings tell what is hardly meant: no picture for less than half a second between shots, files that an edit names and \
      that are not there (the cards' video song.mp4 is made when it is wanted; files of other machines are not looked for), and \
      pictures of an odd width or height, or of another size than in another edit of the song.
      An .edl does not carry its rate. --rate says it, or its title's last word, or the other edits of its song. \
      A --rate must be the title's, if the list makes sense at that.
      Exit codes: 0 all is well, or there are warnings alone, 1 something is wrong, 64 the command line is wrong.
      """)

  @Argument(help: "The files.", completion: .file())
  var files: [String]

  @Option(help: "The frame rate that they must have, such as 29.97df. An edit list does not carry its own.")
  var rate: String?

  func run() throws {
    let check = EditCheck(rate: try UsageFailure.check { try wantedRate() })
    let result = try UsageFailure.check { try check.check(files) }
    for line in result.summaries { Console.data("\(line)\n") }
    for diagnostic in result.diagnostics { Console.message(diagnostic.description) }
    if !result.isWell { throw ExitCode(1) }
  }

  private func wantedRate() throws(Failure) -> FrameRate? {
    guard let rate else { return nil }
    return try FrameRate(.text(rate), unit: nil)
  }
}
