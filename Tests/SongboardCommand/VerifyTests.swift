import ArgumentParser
import Foundation
import StageKit
import Testing
import Shots

@testable import SongboardCommand

@Suite struct VerifyTests {
  /// A list of two shots, the second of which starts at a frame.
  private func list(cut: Int, start: Int = 0, frames: Int = 50, title: String = "X 25") -> String {
    func timecode(_ frame: Int) -> String { Timecode(frame: 90_000 + frame, rate: .fps25).description }
    let spans = [(start, start + cut), (start + cut, start + frames)]
    let events = spans.enumerated().map { index, span in
      let times = "\(timecode(span.0)) \(timecode(span.1))"
      return "00\(index + 1)  CARDS    V     C        \(times) \(times)\n* FROM CLIP NAME: LS\n"
    }
    return "TITLE: \(title)\nFCM: NON-DROP FRAME\n\n" + events.joined()
  }

  private func check(_ files: [String: String], rate: FrameRate? = nil) throws -> EditCheck.Result {
    let folder = FileManager.default.temporaryDirectory.path + "/songboard-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in files { try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8) }
    var result = try EditCheck(rate: rate).check(files.keys.sorted().map { "\(folder)/\($0)" })
    result.summaries = result.summaries.map { $0.replacing(folder + "/", with: "") }
    return result
  }

  private func messages(_ result: EditCheck.Result) -> [String] {
    result.diagnostics.map { String($0.description.split(separator: "/").last ?? "") }
  }

  private func mlt(cut: Int) -> String {
    """
    <mlt><profile frame_rate_num="25" frame_rate_den="1"/><producer id="a"/><playlist>\
    <entry producer="a" in="0" out="\(cut - 1)"/><entry producer="a" in="0" out="\(49 - cut)"/></playlist></mlt>
    """
  }

  @Test func editsOfOneSongMustAgree() throws {
    let same = try check(["s.edl": list(cut: 20), "s.mlt": mlt(cut: 20), "other.mlt": mlt(cut: 30)])
    #expect(same.diagnostics.isEmpty)
    #expect(same.summaries.last == "s.mlt: 2 shots, 50 frames at 25")
    let moved = try check(["s.edl": list(cut: 20), "s.mlt": mlt(cut: 21)])
    #expect(messages(moved) == ["s.mlt: cut 2 is at frame 20, not 21"])
  }

  @Test func listsThatGoOnAreOne() throws {
    let parts = ["s.edl": list(cut: 20), "s-2.edl": list(cut: 10, start: 50, frames: 30)]
    let whole = """
      <mlt><profile frame_rate_num="25" frame_rate_den="1"/><producer id="a"/><playlist><entry producer="a" in="0" out="19"/>\
      <entry producer="a" in="0" out="29"/><entry producer="a" in="0" out="9"/><entry producer="a" in="0" out="19"/>\
      </playlist></mlt>
      """
    #expect(try messages(check(parts.merging(["s.mlt": whole]) { $1 })).isEmpty)
    #expect(try messages(check(["s.edl": list(cut: 20), "s.mlt": whole])) == ["s.mlt: there are 2 shots, not 4"])
  }

  @Test func aFileThatIsNoEditIsAUsageError() throws {
    #expect(throws: (any Error).self) { try check(["s.txt": ""]) }
    #expect(!EditCheck.isEdit("a.csv") && !EditCheck.isEdit("a.guides.json") && EditCheck.isEdit("a/b.fcpxml"))
    #expect(try messages(check(["s.mlt": mlt(cut: 20)], rate: .fps30)) == ["s.mlt: error: the rate is 25, not 30"])
  }

  @Test(arguments: ["X", "TAKE 24"]) func aListGoesByTheRateOfItsSong(title: String) throws {
    // A frame number 24 is none at 24 frames a second.
    let list = list(cut: 24, title: title)
    let result = try check(["s.edl": list, "s.mlt": mlt(cut: 24)])
    #expect(messages(result).isEmpty)
    #expect(result.summaries == ["s.edl: 2 shots, 50 frames at 25", "s.mlt: 2 shots, 50 frames at 25"])
    // Beside another list as well.
    #expect(try messages(check(["s.edl": list, "s.markers.edl": self.list(cut: 24)])).isEmpty)
    #expect(
      try messages(check(["s.edl": list, "s.mlt": mlt(cut: 23)])) == ["s.mlt: cut 2 is at frame 24, not 23"])
  }

  @Test func aTitlesRateHoldsWhereItMakesSense() throws {
    #expect(
      try messages(check(["s.edl": list(cut: 20, title: "X 30"), "s.mlt": mlt(cut: 20)]))
        == ["s.mlt: the rate is 30, not 25"])
    let alone = try check(["s.edl": list(cut: 24, title: "TAKE 24")])
    #expect(alone.summaries.isEmpty)
    #expect(messages(alone).contains { $0.contains("out of range; frames go up to 23 at 24") })
    let unsure = try check(["s.edl": list(cut: 20, title: "X")])
    #expect(unsure.summaries == ["s.edl: 2 shots, 48 frames at 23.976, if that is its rate: --rate says so"])
  }

  @Test func aTitlesRateIsHeldAgainstTheOneAskedFor() throws {
    let other = try check(["s.edl": list(cut: 20, title: "X 30")], rate: .fps25)
    #expect(messages(other) == ["s.edl: error: the rate is 30 by the title's last word, not 25"])
    #expect(other.summaries.isEmpty)
    // The list makes no sense at 24, so that the word is one of the song's name.
    for title in ["X 25", "X", "TAKE 24"] {
      let same = try check(["s.edl": list(cut: 24, title: title)], rate: .fps25)
      #expect(same.diagnostics.isEmpty && same.summaries == ["s.edl: 2 shots, 50 frames at 25"])
    }
  }

  @Test func whatCannotBeReadIsNamedOnce() throws {
    let folder = FileManager.default.temporaryDirectory.path
    let missing = try EditCheck(rate: nil).check(["\(folder)/none.edl"])
    #expect(
      missing.diagnostics.map(\.description) == ["\(folder)/none.edl: error: cannot read: No such file or directory"])
    func refusal(_ path: String) -> String? {
      #expect(throws: Failure.self) { try EditCheck(rate: nil).check([path]) }?.description
    }
    let endings = "end with .edl, .otio, .xml, .fcpxml, .mlt, .kdenlive, .csv or .json"
    #expect(refusal(folder) == "\(folder): is a folder; name files in it that \(endings)")
    #expect(
      refusal("s.avid.txt")
        == "s.avid.txt: '.txt' is the ending of no edit; name files that \(endings)")
    #expect(refusal("s") == "s: has no ending, which would tell the format; name files that \(endings)")
  }
}
