import StageKit
import Testing

@testable import Structure

@Suite struct SectionFileTests {
  private func read(_ text: String) throws -> [Event] {
    try SectionFile.sections(in: Array(text.utf8), name: "song.csv", duration: 90.5)
  }

  @Test func readsWhatSpreadsheetsWrite() throws {
    let sections = try read(
      "\u{FEFF}Start,End,Label,Group\r\n0, 10.5 ,Verse,A\r\n\r\n# the loud part\r\n12,20,chorus,B\r\n")
    #expect(
      sections == [
        Event(from: 0, to: 10.5, label: "verse", group: "A"), Event(from: 12, to: 20, label: "chorus", group: "B"),
      ])
  }

  @Test(arguments: [
    "0;1:10,5;\"verse\";\"A; B\"\n1:10,5;91,2;solo;\"\"", "0\t70.5\tverse\tA; B\n70.5\t91.2\tsolo",
    "\"start\",\"end\",\"label\"\n\"0\",\"0:01:10.5\",\"verse\",\"A; B\",\n1:10.5,1:31,Solo,\n,,,",
  ]) func separatorsQuotesAndClockTimesAreRead(text: String) throws {
    #expect(
      try read(text) == [
        Event(from: 0, to: 70.5, label: "verse", group: "A; B"),
        // Cut to the track's end.
        Event(from: 70.5, to: 90.5, label: "solo", group: "solo"),
      ])
  }

  @Test func lettersStandWhereThereIsNoRole() throws {
    let sections = try read("0,10,A\n10,20,B,loud\n20,30,Chorus\n30,40,AA")
    #expect(sections.map(\.label) == ["A", "B", "chorus", "AA"])
    #expect(sections.map(\.group) == ["A", "loud", "chorus", "AA"])
  }

  @Test func quotesInsideQuotesAreDoubled() throws {
    #expect(try read("0,9,verse,\"the \"\"low\"\" one\"").map(\.group) == ["the \"low\" one"])
  }

  @Test func allFaultsAreTold() {
    let failure = #expect(throws: Failure.self) { try read("0,10,vers\n10,20,chorus\n20,x,solo\n30,20,solo\n") }
    for line in [1, 3, 4] { #expect(failure?.reason.contains("song.csv:\(line): ") == true) }
  }

  @Test func withoutGroupsRolesAreGroups() throws {
    #expect(try read("0,1,verse\n1,2,verse").map(\.group) == ["verse", "verse"])
  }

  @Test(arguments: [
    ("0,10,verse\n10,20", "song.csv:2: found 2 fields; rows are start,end,label or start,end,label,group"),
    ("start,end,label\n0,1:70,verse", "song.csv:2: expected a time in seconds or as m:ss, found '1:70'"),
    ("\n\n5,5,verse", "song.csv:3: the section ends at 5 s, not after its start"),
    (
      "0,10,verse\n9,12,solo",
      "song.csv:2: the section starts at 9 s, but the one before ends at 10 s; "
        + "write sections in order and without overlap"
    ),
    ("0,10,vers", "song.csv:1: the section label 'vers' is no role; did you mean 'verse'?"),
    ("0,nan,verse", "song.csv:1: expected a time in seconds or as m:ss, found 'nan'"),
    ("0:0:0:1,9,verse", "song.csv:1: expected a time in seconds or as m:ss, found '0:0:0:1'"),
    (",9,verse", "song.csv:1: expected a time in seconds or as m:ss, found ''"),
    ("verse", "song.csv:1: found 1 field; rows are start,end,label or start,end,label,group"),
    (
      "0,80,verse\n80,91.6,solo",
      "song.csv:2: the section lies from 80 s to 91.6 s, but the track ends at 90.5 s"
    ),
    (
      "0,80,verse\n91,91.4,solo",
      "song.csv:2: the section lies from 91 s to 91.4 s, but the track ends at 90.5 s"
    ),
    ("", "song.csv holds no section; rows are start,end,label or start,end,label,group"),
  ]) func errorsNameTheLine(text: String, message: String) {
    let failure = #expect(throws: Failure.self) { try read(text) }
    #expect(failure?.description == message)
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(throws: Failure.self) {
      try SectionFile.sections(in: [0xff, 0x00, 0xfe, 0x2c], name: "x", duration: 9)
    }
  }
}
