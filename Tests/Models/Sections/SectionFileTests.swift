import StageKit
import Testing

@testable import Models

@Suite struct SectionFileTests {
  private func read(_ text: String) throws -> [Event] {
    try SectionFile.sections(in: Array(text.utf8), name: "song.csv").events
  }

  @Test func readsWhatSpreadsheetsWrite() throws {
    let sections = try read(
      "\u{FEFF}Start,End,Label,Group\r\n0, 10.5 ,Verse,A\r\n\r\n# the loud part\r\n12,20,chorus,B\r\n")
    #expect(
      sections == [
        Event(from: 0, to: 10.5, label: "verse", group: "A"), Event(from: 12, to: 20, label: "chorus", group: "B"),
      ])
  }

  @Test func withoutGroupsRolesAreGroups() throws {
    #expect(try read("0,1,verse\n1,2,verse").map(\.group) == ["verse", "verse"])
  }

  @Test(arguments: [
    ("0,10,verse\n10,20", "song.csv, line 2: found 2 fields; rows are start,end,label or start,end,label,group"),
    ("start,end,label\n0,1:20,verse", "song.csv, line 2: expected a time in seconds, found '1:20'"),
    ("\n\n5,5,verse", "song.csv, line 3: the section ends at 5 s, not after its start"),
    (
      "0,10,verse\n9,12,solo",
      "song.csv, line 2: the section starts at 9 s, but the one before ends at 10 s; "
        + "write sections in order and without overlap"
    ),
    ("0,10,vers", "song.csv, line 1: the section label 'vers' is no role; did you mean 'verse'?"),
    ("0,nan,verse", "song.csv, line 1: expected a time in seconds, found 'nan'"),
    ("", "song.csv holds no section; rows are start,end,label or start,end,label,group"),
  ]) func errorsNameTheLine(text: String, message: String) {
    let failure = #expect(throws: StageFailure.self) { try read(text) }
    #expect(failure?.description == message)
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(throws: StageFailure.self) { try SectionFile.sections(in: [0xff, 0x00, 0xfe, 0x2c], name: "x") }
  }
}
