import Shots
import StageKit
import Testing

@testable import Writers

/// Lists of markers without shots, and of both.
@Suite struct EventMarkersTests {
  private static let streams: [(String, Events)] = [
    ("sections", Events([Event(from: 0, to: 4, label: "intro"), Event(from: 4, to: 13.3, label: "verse")])),
    ("downbeats", Events(times: [2.01, 4, 6])), ("beats", Events(times: [2.01, 3, 4.002])),
  ]

  private func text(_ stage: any TrackStage, plan: ShotPlan? = nil, streams: [(String, Events)] = streams) throws
    -> String
  {
    var inputs = Artifacts()
    if let plan { inputs[named: "shots"] = [Artifacts.Named(name: "cuts", value: plan)] }
    inputs[named: "events"] = streams.map { Artifacts.Named(name: $0.0, value: $0.1) }
    return String(decoding: try Writing.bytes(stage, inputs), as: UTF8.self)
  }

  private func settings(_ stage: any Stage.Type, rate: FrameRate? = nil) -> Settings {
    var settings = Writing.defaults(stage)
    settings[MarkerSettings.rate] = rate
    return settings
  }

  @Test func oneMarkerOnAFrameHasAllNames() throws {
    let text = try text(WriteMarkers(settings(WriteMarkers.self, rate: .fps25)))
    let markers = text.split(separator: "\n").filter { $0.hasPrefix(" |C") }
    #expect(
      markers == [
        " |C:ResolveColorBlue |M:intro |D:50", " |C:ResolveColorCyan |M:bar 2 / beat 1 |D:1",
        " |C:ResolveColorGreen |M:beat 2 |D:1", " |C:ResolveColorBlue |M:verse / bar 3 / beat 3 |D:50",
        " |C:ResolveColorCyan |M:bar 4 |D:1",
      ])
    #expect(text.contains("01:00:02:00 01:00:02:01 01:00:02:00 01:00:02:01"))
    let drop = try self.text(WriteAvid(settings(WriteAvid.self, rate: .ntscDrop)))
    #expect(
      drop.hasPrefix(
        "songboard\t01:00:00;00\tV1\tblue\tintro\t1\nsongboard\t01:00:02;00\tV1\tcyan\tbar 2 / beat 1\t1\n"))
  }

  @Test func guidesStandBesideShots() throws {
    let plan = try Writing.twoShots()
    let streams = [("beats", Events(times: [0.5, 1.001, 9]))]
    let text = try text(WriteGuides(settings(WriteGuides.self)), plan: plan, streams: streams)
    #expect(
      text == """
        [
        {"pos": 0, "comment": "XLS", "type": 0, "duration": 15},
        {"pos": 15, "comment": "beat 1", "type": 2, "duration": 0},
        {"pos": 30, "comment": "M&S / beat 2", "type": 1, "duration": 10}
        ]

        """)
  }

  @Test func secondsStayExactWithoutARate() throws {
    let exact = try text(WriteAudacity(settings(WriteAudacity.self)))
    #expect(exact.contains("2.010000\t2.010000\tbar 2\n2.010000\t2.010000\tbeat 1\n"))
    #expect(exact.hasPrefix("0.000000\t4.000000\tintro\n"))
    let rounded = try text(WriteAudacity(settings(WriteAudacity.self, rate: .fps25)))
    #expect(rounded.contains("2.000000\t2.000000\tbar 2\n"))
  }

  @Test func momentsAreMarkersInReaper() throws {
    let text = try text(WriteReaper(settings(WriteReaper.self)), streams: Array(Self.streams.prefix(2)))
    #expect(
      text
        == "#,Name,Start,End,Length\r\nR1,intro,00:00:00.000,00:00:04.000,00:00:04.000\r\nM1,bar 2,00:00:02.010,,\r\n"
        + "R2,verse,00:00:04.000,00:00:13.300,00:00:09.300\r\nM2,bar 3,00:00:04.000,,\r\nM3,bar 4,00:00:06.000,,\r\n")
  }

  @Test func captionsOfMomentsLastToTheNext() throws {
    let text = try text(WriteVTT(settings(WriteVTT.self)), streams: [Self.streams[1]])
    #expect(
      text == "WEBVTT\n\n1\n00:00:02.010 --> 00:00:04.000\nbar 2\n\n2\n00:00:04.000 --> 00:00:06.000\nbar 3\n\n3\n"
        + "00:00:06.000 --> 00:00:13.300\nbar 4\n")
  }
}
