import StageKit
import Testing
import Shots

@testable import Writers

/// What holds for all writers of timelines and lists.
@Suite struct TimelinesTests {
  /// Each with the settings of its first mode.
  private static func writers() throws -> [any TrackStage] {
    [
      WriteEDL(Writing.defaults(WriteEDL.self)), WriteMarkers(Writing.defaults(WriteMarkers.self)),
      WriteAvid(Writing.defaults(WriteAvid.self)), WriteOTIO(Writing.defaults(WriteOTIO.self)),
      WriteFCP7(Writing.defaults(WriteFCP7.self)), WriteFCPXML(Writing.defaults(WriteFCPXML.self)),
      try WriteMLT(Writing.defaults(WriteMLT.self)), WriteAudacity(Writing.defaults(WriteAudacity.self)),
      WriteReaper(Writing.defaults(WriteReaper.self)), WriteVTT(Writing.defaults(WriteVTT.self)),
      WriteGuides(Writing.defaults(WriteGuides.self)), try WriteKdenlive(Writing.defaults(WriteKdenlive.self)),
      try WriteShotcut(Writing.defaults(WriteShotcut.self)),
    ]
  }

  @Test func theSamePlanGivesTheSameBytes() throws {
    let plan = try Writing.plan()
    for writer in try Self.writers() {
      let inputs = Writing.inputs([("shots", plan)])
      #expect(try Writing.bytes(writer, inputs) == Writing.bytes(writer, inputs))
    }
  }

  @Test func noNameBreaksADocumentsLines() throws {
    let hostile = "<b>\"Ünï:曲\n& |C:x\t]]>-->\u{1}"
    func lines(_ text: String) throws -> [Int] {
      let shots = [
        Shot(inFrame: 0, outFrame: 5, type: text, probability: 0.5, runnerUp: text, reason: text),
        Shot(inFrame: 5, outFrame: 9, type: "LS", probability: 0.5),
      ]
      let track = TrackInfo(name: text, path: "\(text).wav", seconds: 1, hash: "")
      let context = TrackContext(track: track, version: "0", pipelineHash: "")
      return try Self.writers().map { writer in
        let text = try Writing.text(writer, [("shots", try ShotPlan(shots, rate: .fps25))], in: context)
        #expect(!text.unicodeScalars.contains("\u{1}"))
        return text.split(separator: /\r?\n/, omittingEmptySubsequences: false).count
      }
    }
    #expect(try lines(hostile) == lines("plain"))
  }

  /// With a mark behind it a sign is another character, but the same to those who read the text.
  @Test(arguments: ["\u{301}", "\u{FE0F}", "\u{200D}"]) func signsAreEscapedWhateverFollows(mark: String) throws {
    let shot = Shot(inFrame: 0, outFrame: 5, type: "<\(mark)&\(mark)>\(mark)\"\(mark)", probability: 0.5)
    let plan = try ShotPlan([shot], rate: .fps25)
    func scalars(_ text: String) -> String { text.unicodeScalars.map { "\($0.value)" }.joined(separator: " ") }
    func contains(_ writer: some TrackStage, _ wanted: String) throws -> Bool {
      scalars(try Writing.text(writer, [("shots", plan)])).contains(scalars(wanted))
    }
    let escaped = "&lt;\(mark)&amp;\(mark)&gt;\(mark)"
    #expect(try contains(WriteVTT(Writing.defaults(WriteVTT.self)), "\(escaped)\"\(mark)"))
    for writer in [
      WriteFCP7(Writing.defaults(WriteFCP7.self)), WriteFCPXML(Writing.defaults(WriteFCPXML.self)),
    ] as [any TrackStage] {
      #expect(try contains(writer, "\(escaped)&quot;\(mark)"))
    }
    let field = "\"<\(mark)&\(mark)>\(mark)\"\"\(mark)\""
    #expect(try contains(WriteCSV(Writing.defaults(WriteCSV.self)), field))
    #expect(try contains(WriteReaper(Writing.defaults(WriteReaper.self)), field))
  }
}
