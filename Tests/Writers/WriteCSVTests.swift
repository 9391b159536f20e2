import StageKit
import Testing
import Shots

@testable import Writers

@Suite struct WriteCSVTests {
  private let writer = WriteCSV(Writing.defaults(WriteCSV.self))

  @Test func writesARowForEachShot() throws {
    let sections = Events([Event(from: 0, to: 7.25, label: "intro"), Event(from: 7.25, to: 13.3, label: "verse, 1")])
    let text = try Writing.text(writer, [("shots", try Writing.plan()), ("sections", sections)])
    let rows = [
      "shot,in,out,timecode_in,timecode_out,start,end,length,type,probability,runner_up,section,reason,locked",
      "1,0,219,01:00:00;00,01:00:07;09,0.000,7.307,7.307,XLS,0.870,LS,intro,intro: establishing shot,false",
      "2,219,335,01:00:07;09,01:00:11;05,7.307,11.178,3.871,MS,0.500,,\"verse, 1\",,false",
      "3,335,398,01:00:11;05,01:00:13;08,11.178,13.280,2.102,CU,1.000,,\"verse, 1\",held,true",
    ]
    #expect(text == rows.map { "\($0)\r\n" }.joined())
  }

  @Test func aPlanOfCamerasNamesEachShotsClip() throws {
    let lines = try Writing.text(writer, [("shots", try Writing.cameraPlan())]).split(separator: "\r\n")
    #expect(lines[0].hasSuffix(",reason,locked,clip,clip_in,clip_out"))
    #expect(
      lines[1...].map { $0.split(separator: ",", omittingEmptySubsequences: false).suffix(3).joined(separator: " ") }
        == [
          "CAM1 10:00:04:00 10:00:04:20", "CAM2 00:00:00:07 00:00:00:17", "  ", "CAM1 10:00:04:20 10:00:05:05",
        ])
  }

  @Test(arguments: [
    ("plain", "plain"), ("a, b", "\"a, b\""), ("say \"cut\"", "\"say \"\"cut\"\"\""), ("two\nlines", "\"two\nlines\""),
    ("two\r\nlines", "\"two\r\nlines\""), ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
    ("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\""), ("\t=1", "'\t=1"), ("<b>Ünï:曲&", "<b>Ünï:曲&"), ("", ""),
  ])
  func textIsQuotedAndNeverRuns(reason: String, field: String) throws {
    let plan = try ShotPlan(
      [Shot(inFrame: 0, outFrame: 25, type: "LS", probability: 0.5, reason: reason)], rate: .fps25)
    let text = try Writing.text(writer, [("shots", plan)])
    #expect(text.hasSuffix("\r\n1,0,25,01:00:00:00,01:00:01:00,0.000,1.000,1.000,LS,0.500,,,\(field),false\r\n"))
  }

  @Test func writesARowForEachFrame() throws {
    let format = FrameFormat(quantity: .melPower, width: 2, rate: 22050 / 512, sampleRate: 22050)
    let frames = Frames(format: format, values: [0, 1, 0.1, 2.5e-20, 16_777_216, -3])
    let lines = try Writing.text(writer, [("frames", frames)]).split(separator: "\r\n")
    #expect(lines[0] == "time,mel_power.0,mel_power.1")
    #expect(lines[1...] == ["0.0,0.0,1.0", "0.023219954648526078,0.1,2.5e-20", "0.046439909297052155,16777216.0,-3.0"])
  }

  @Test func namedColumnsKeepTheirNames() throws {
    let format = FrameFormat(quantity: .shotTypes, width: 2, rate: 1, sampleRate: 22050, columns: ["CU", "a,b"])
    let text = try Writing.text(writer, [("frames", Frames(format: format, values: [0.25, 0.75]))])
    #expect(text == "time,CU,\"a,b\"\r\n0.0,0.25,0.75\r\n")
  }

  @Test func framesBeyondABlockKeepTheirTimes() throws {
    let format = FrameFormat(quantity: .onsetStrength, width: 1, rate: 4, sampleRate: 22050)
    let frames = Frames(format: format, values: (0..<3000).map(Float.init))
    let lines = try Writing.text(writer, [("frames", frames)]).split(separator: "\r\n")
    #expect(lines.count == 3001)
    #expect(lines[0] == "time,onset_strength")
    #expect(lines[2500] == "624.75,2499.0")
  }

  @Test func framesOfNoFixedDistanceHaveNoTimes() throws {
    let format = FrameFormat(
      quantity: .embeddings, width: 2, rate: 0, sampleRate: 22050, columns: ["start", "end"])
    let text = try Writing.text(writer, [("frames", Frames(format: format, values: [0, 0.5, 0.5, 2]))])
    #expect(text == "start,end\r\n0.0,0.5\r\n0.5,2.0\r\n")
  }

  @Test func writesARowForEachEvent() throws {
    let events = Events([Event(at: 0.1), Event(from: 2, to: 2.5, label: "=verse, 1", group: "A")])
    let text = try Writing.text(writer, [("events", events)])
    #expect(text == "start,end,label,group\r\n0.1,0.1,,\r\n2.0,2.5,\"'=verse, 1\",A\r\n")
  }

  @Test func whatIsNotThereIsATableWithoutRowsAndIsTold() throws {
    #expect(
      try Writing.warnings { try Writing.text(writer, [], in: $0) } == [
        "what is wired gave nothing for this track; the table has no rows"
      ])
    #expect(try Writing.text(writer, []) == "start,end,label,group\r\n")
    #expect(try Writing.warnings { try Writing.text(writer, [("events", Events([]))], in: $0) } == [])
  }

  @Test func twoThingsAreNoTable() throws {
    let failure = #expect(throws: Failure.self) {
      try Writing.text(writer, [("shots", try Writing.plan()), ("events", Events([]))])
    }
    #expect(failure?.description == "2 things are wired, and a table holds one; wire shots, frames or events")
  }
}
