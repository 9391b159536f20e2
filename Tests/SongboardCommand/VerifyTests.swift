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

  private func check(
    _ files: [String: String], media: [String] = [], rate: FrameRate? = nil
  ) throws -> EditCheck.Result {
    let folder = FileManager.default.temporaryDirectory.path + "/songboard-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in files { try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8) }
    for name in media {
      let url = URL(filePath: "\(folder)/\(name)")
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: url)
    }
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

  @Test func whatIsNoEditIsPassedOverBesideEdits() throws {
    let result = try check(["s.edl": list(cut: 20), "s.guides.json": "[]", "s.html": "", "run.jsonl": ""])
    #expect(result.isWell && result.summaries == ["s.edl: 2 shots, 50 frames at 25"])
    #expect(result.diagnostics.allSatisfy { $0.severity == .warning } && result.diagnostics.count == 3)
    #expect(throws: Failure.self) { try check(["s.guides.json": "[]", "s.html": ""]) }
    // A slip of the hand is none of these.
    #expect(throws: Failure.self) { try EditCheck(rate: nil).check(["nowhere/s.edl", "nowhere/s.otoi"]) }
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

  // MARK: What is hardly meant

  /// An MLT project of two shots with a blank between them, over a song.
  private func project(blank: Int = 25, size: (Int, Int) = (1920, 1080), song: String = "s.wav") -> String {
    """
    <mlt>
    <profile frame_rate_num="25" frame_rate_den="1" width="\(size.0)" height="\(size.1)"/>
    <producer id="a" out="19"><property name="mlt_service">color</property></producer>
    <producer id="song"><property name="mlt_service">avformat</property><property name="resource">\(song)</property>
    <property name="video_index">-1</property></producer>
    <playlist id="p">
    <entry producer="a" in="0" out="19"/>
    <blank length="\(blank)"/>
    <entry producer="a" in="0" out="19"/></playlist>
    <playlist id="s"><entry producer="song" in="0" out="\(39 + blank)"/></playlist>
    <tractor><track producer="s" hide="video"/><track producer="p"/></tractor></mlt>
    """
  }

  @Test func whatIsHardlyMeantIsAWarning() throws {
    let well = try check(["s.mlt": project()], media: ["s.wav"])
    #expect(well.diagnostics.isEmpty && well.isWell)
    let result = try check(["s.mlt": project(blank: 3, size: (1921, 1080))])
    #expect(result.isWell && result.summaries == ["s.mlt: 2 shots, 1 gap, 43 frames at 25"])
    let lines = result.diagnostics.map(\.line)
    #expect(result.diagnostics.allSatisfy { $0.severity == .warning } && lines == [2, 4, 8])
  }

  @Test func sizesOfOneSongAreHeldAgainstEachOther() throws {
    let files = [
      "s.mlt": project(), "s.kdenlive": project(size: (1280, 720)), "s.shotcut.mlt": project(size: (1280, 720)),
      "other.mlt": project(size: (640, 360)),
    ]
    let result = try check(files, media: ["s.wav"])
    #expect(result.isWell && result.summaries.count == 4)
    #expect(
      result.diagnostics.map { $0.description.replacing(/\/[^ ]*\//, with: "") } == [
        "s.mlt:2:1: warning: the picture is 1920x1080, but 1280x720 in s.kdenlive"
      ])
  }

  /// A project that was moved with its media is looked for in its new place.
  @Test func mediaAreLookedForBesideTheEditAndInItsRoot() throws {
    func messages(_ song: String, media: String, root: String? = nil) throws -> Int {
      let text = project(song: song)
      let rooted = root.map { text.replacing("<mlt>", with: "<mlt root=\"\($0)\">") } ?? text
      return try check(["s.kdenlive": rooted], media: [media]).diagnostics.count
    }
    #expect(try messages("s.wav", media: "s.wav") == 0)
    #expect(try messages("./s.wav", media: "s.wav") == 0)
    #expect(try messages("in/s.wav", media: "s.wav") == 1)
    #expect(try messages("s.wav", media: "in/s.wav", root: "in") == 0)
    #expect(try messages("s.wav", media: "s.wav", root: "/nowhere") == 0)
    #expect(try messages("s.wav", media: "other.wav", root: "/nowhere") == 1)
    #expect(try messages("s.wav", media: "other.wav", root: "C:/Edits") == 0)
  }

  @Test func theCardsVideoIsNotMissed() throws {
    let cards = project().replacing(
      "<property name=\"mlt_service\">color</property>", with: "<property name=\"resource\">s.mp4</property>")
    #expect(try check(["s.shotcut.mlt": cards], media: ["s.wav"]).diagnostics.isEmpty)
    #expect(try check(["t.shotcut.mlt": cards], media: ["s.wav"]).diagnostics.count == 1)
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
