import Edits
import Formats
import Shots
import StageKit
import Testing

@testable import Writers

/// Whoever a shot shows is named in every format of shots, and where nobody is, no byte tells of it.
@Suite struct SubjectsTests {
  /// The plan of two shots, of which the second shows somebody.
  private static func plan(_ subject: String?) throws -> ShotPlan {
    var shots = try Writing.twoShots().shots
    shots[1].subject = subject
    return try ShotPlan(shots, rate: .ntscDrop)
  }

  private static func text(_ stage: some TrackStage, _ plan: ShotPlan) throws -> String {
    try Writing.text(stage, [("shots", plan)])
  }

  private static func timeline(_ stage: any Stage.Type, _ mode: TimelineMode = .cards) -> Settings {
    var settings = Writing.defaults(stage)
    settings[TimelineSettings.mode] = mode
    return settings
  }

  /// Each format with the words by which it names whom the second shot shows.
  private static func formats() throws -> [(stage: any TrackStage, words: [String])] {
    func defaults(_ stage: any Stage.Type) -> Settings { Writing.defaults(stage) }
    return [
      (WriteJSON(defaults(WriteJSON.self)), ["\"type\": \"M&S\", \"subject\": \"Zoë\", \"probability\""]),
      (WriteCSV(defaults(WriteCSV.self)), [",subject\r\n", ",false,\r\n", ",false,Zoë\r\n"]),
      (WriteEDL(timeline(WriteEDL.self)), ["* FROM CLIP NAME: M_S_002 Zoe\n"]),
      (WriteEDL(timeline(WriteEDL.self, .markers)), ["|M:M_S: Zoe |D:10\n"]),
      (WriteMarkers(defaults(WriteMarkers.self)), ["|M:M_S: Zoe |D:10\n"]),
      (
        WriteOTIO(timeline(WriteOTIO.self)),
        ["\"name\": \"M_S_002 Zoë\"", "\"name\": \"M&S: Zoë\"", "\"subject\": \"Zoë\""]
      ),
      (WriteFCP7(timeline(WriteFCP7.self)), ["<name>M_S_002 Zoë</name>", "<name>M&amp;S: Zoë</name>"]),
      (WriteFCPXML(timeline(WriteFCPXML.self)), ["name=\"M_S_002 Zoë\"", "value=\"M&amp;S: Zoë\""]),
      (try WriteMLT(timeline(WriteMLT.self)), ["M_S_002 Zoë", "M&amp;S: Zoë"]),
      (try WriteKdenlive(timeline(WriteKdenlive.self)), ["kdenlive:clipname\">M_S_002 Zoë", "M&amp;S: Zoë"]),
      (
        try WriteShotcut(timeline(WriteShotcut.self)),
        ["shotcut:caption\">M_S_002 Zoë", "\"text\">M&amp;S: Zoë</property>"]
      ),
      (WriteAvid(defaults(WriteAvid.self)), ["\tM&S: Zoe\t1\n"]),
      (WriteAudacity(defaults(WriteAudacity.self)), ["\tM&S: Zoë\n"]),
      (WriteReaper(defaults(WriteReaper.self)), [",M&S: Zoë,"]),
      (WriteGuides(defaults(WriteGuides.self)), ["\"comment\": \"M&S: Zoë\""]),
      (WriteVTT(defaults(WriteVTT.self)), ["\nM&amp;S: Zoë\n"]),
      (WriteHTML(defaults(WriteHTML.self)), [">Subject</th>", "<td class=\"subject\">Zoë</td>", "M&amp;S · Zoë · "]),
      (WriteSVG(defaults(WriteSVG.self)), ["M&amp;S · Zoë"]),
    ]
  }

  @Test func everyFormatNamesWhoIsShown() throws {
    for (stage, words) in try Self.formats() {
      let text = try Self.text(stage, Self.plan("Zoë"))
      for word in words { #expect(text.contains(word), "\(type(of: stage)) lacks \(word)") }
    }
  }

  @Test func whereNobodyIsNamedNothingIsSaid() throws {
    for (stage, words) in try Self.formats() {
      let text = try Self.text(stage, Self.plan(nil))
      #expect(!text.contains("ubject") && !text.contains("SUBJECT"), "\(type(of: stage))")
      #expect(!text.contains("M&S: ") && !text.contains("M_S_002 \n"), "\(type(of: stage)) \(words)")
    }
  }

  @Test func camerasNameTheirFilesAndCommentsWhoIsShown() throws {
    var shots = try Writing.cameraPlan().shots
    shots[1].subject = "Zoë"
    let plan = try ShotPlan(shots, rate: .fps25)
    #expect(
      try Self.text(WriteEDL(Self.timeline(WriteEDL.self, .cameras)), plan).contains(
        "* FROM CLIP NAME: cam2.mov\n* COMMENT: CU_002 ON CAM2\n* COMMENT: SUBJECT=Zoe\n"))
  }

  @Test func noSubjectBreaksALine() throws {
    for text in ["a\n002  CARDS", "a\tb", " a", "", "a  b"] {
      var shots = try Writing.twoShots().shots
      shots[1].subject = text
      #expect(throws: Failure.self) { try ShotPlan(shots, rate: .ntscDrop) }
      shots[1].subject = Shot.subject(of: text)
      #expect(throws: Never.self) { try ShotPlan(shots, rate: .ntscDrop) }
    }
    // A bar would end the name of Resolve's marker.
    let text = try Self.text(WriteMarkers(Writing.defaults(WriteMarkers.self)), Self.plan("a |D:9"))
    #expect(text.contains("|M:M_S: a /D:9 |D:10\n"))
  }
}
