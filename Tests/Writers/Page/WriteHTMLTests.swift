import Foundation
import StageKit
import Testing
import Shots

@testable import Writers

@Suite struct WriteHTMLTests {
  private let writer = WriteHTML(Writing.defaults(WriteHTML.self))

  /// All inputs of a page.
  private static func inputs(_ plan: ShotPlan, seconds: Double) -> [(String, any Artifact)] {
    let beats = stride(from: 0.1, to: seconds, by: 0.5).map { $0 }
    let types = FrameFormat(quantity: .shotTypes, width: 2, rate: 1, sampleRate: 22050, columns: ["XLS", "MS"])
    let rms = FrameFormat(quantity: Quantity(rawValue: "rms"), width: 1, rate: 43, sampleRate: 22050)
    return [
      ("shots", plan), ("beats", Events(times: beats)), ("downbeats", Events(times: [0.1])), ("tempo", Number(120.4)),
      ("sections", Events([Event(from: 0, to: 7.25, label: "intro"), Event(from: 7.25, to: seconds, label: "verse")])),
      ("types", Frames(format: types, values: (0..<Int(seconds.rounded(.up))).flatMap { _ in [Float(0.25), 0.75] })),
      ("rms", Frames(format: rms, values: (0..<Int(43 * seconds)).map { Float($0 % 43) / 43 })),
    ]
  }

  private static func context(_ title: String, seconds: Double = 13.3) -> TrackContext {
    TrackContext(
      track: TrackInfo(name: title, path: "\(title).flac", seconds: seconds, hash: "00"), version: "0.1.0",
      pipelineHash: "00")
  }

  /// The page as XML, which forgives nothing: without the document type and the script and style that are built in, and
  /// with an end for each element that HTML lets stay open.
  private static func xml(_ page: String) throws -> XMLNode {
    var text = page.replacing(/<script>(?s:.*?)<\/script>/, with: "").replacing(/<style>(?s:.*?)<\/style>/, with: "")
    text = text.replacing("<!DOCTYPE html>\n", with: "").replacing(/<((?:meta|input)[^>]*)>/) { "<\($0.1)/>" }
    return try XMLNode(text)
  }

  @Test func aPageHasALineForEachShotAndALaneForEachInput() throws {
    let plan = try Writing.plan()
    let page = try Self.xml(Writing.text(writer, Self.inputs(plan, seconds: 13.3)))
    let rows = page.all("tr").dropFirst()
    #expect(
      rows.map { $0.all("td").prefix(4).map(\.words) } == [
        ["1", "01:00:00;00", "7.31 s", "XLS"], ["2", "01:00:07;09", "3.87 s", "MS"],
        ["3", "01:00:11;05", "2.10 s", "CU locked"],
      ])
    #expect(
      rows.map { $0.all("td").suffix(4).map(\.words) } == [
        ["87 %", "LS", "intro", "intro: establishing shot"], ["50 %", "", "verse", ""], ["100 %", "", "verse", "held"],
      ])
    let lanes = page.all("div").compactMap { $0.attributes["class"] }.filter { $0.hasPrefix("lane ") }
    #expect(lanes == ["ruler", "sections", "shots", "wave", "beats", "chances"].map { "lane \($0)" })
    #expect(page.all("p").contains { $0.text == "0:13 · 120 bpm · 2 sections · 29.97df fps · 3 shots" })
  }

  @Test func thePageSaysAboutWhereTheMusicIsUnsure() throws {
    func page(_ certainty: Double?) throws -> (facts: String?, strokes: [String?]) {
      let heard = [("meter", Number(3))] + (certainty.map { [("certainty", Number($0))] } ?? [])
      let page = try Self.xml(Writing.text(writer, Self.inputs(try Writing.plan(), seconds: 13.3) + heard))
      let facts = page.all("p").first { $0.attributes["class"] == "facts" }?.text
      return (facts, page.all("path").filter { $0.attributes["class"] == "downbeat" }.map { $0.attributes["d"] })
    }
    let end = "29.97df fps · 3 shots"
    for certainty in [nil, BarCount.sure, 1] {
      let sure = try page(certainty)
      #expect(sure.facts == "0:13 · 120 bpm · 3 beats a bar · 2 sections · \(end)" && sure.strokes != [""])
    }
    let unsure = try page(BarCount.sure - 0.01)
    #expect(unsure.facts == "0:13 · about 120 bpm · about 3 beats a bar · about 2 sections · \(end)")
    #expect(unsure.strokes == [""])
  }

  @Test func shotsStandAtTheirTimes() throws {
    let page = try Self.xml(Writing.text(writer, [("shots", try Writing.plan())]))
    let lane = try #require(page.all("div").first { $0.attributes["class"] == "lane shots" })
    // The frames 0, 219, 335 and 398 of 30000/1001 in 13.3 s.
    #expect(
      lane.all("div").dropFirst().map { $0.attributes["style"] } == [
        "left:0.0000%;width:54.9421%;height:100.0%", "left:54.9421%;width:29.1018%;height:65.0%",
        "left:84.0439%;width:15.8053%;height:30.0%",
      ])
  }

  @Test func theLastTimeIsNotCutOff() throws {
    // 14 of 14.2 s.
    let page = try Self.xml(Writing.text(writer, [("shots", try Writing.plan(shots: 355))]))
    let lane = try #require(page.all("div").first { $0.attributes["class"] == "lane ruler" })
    #expect(lane.all("span").filter { $0.attributes["class"] == "last" }.map(\.words) == ["0:14"])
  }

  @Test func lanesOfWhichNothingIsKnownAreLeftOut() throws {
    let page = try Self.xml(Writing.text(writer, [("shots", try Writing.plan())]))
    let lanes = page.all("div").compactMap { $0.attributes["class"] }.filter { $0.hasPrefix("lane ") }
    #expect(lanes == ["lane ruler", "lane shots"])
  }

  @Test(arguments: ["</script><b>\"Ünï:曲\n&", "--><svg onload=x>", "' onclick='x", "{{}} ${x} \u{1} \u{2028}", "&amp;"])
  func textBreaksNothing(title: String) throws {
    let shot = Shot(inFrame: 0, outFrame: 25, type: title, probability: 0.5, runnerUp: title, reason: title)
    let plan = try ShotPlan([shot], rate: .fps25)
    let sections = Events([Event(from: 0, to: 1, label: title)])
    let text = try Writing.text(writer, [("shots", plan), ("sections", sections)], in: Self.context(title, seconds: 1))
    let plain = try Writing.text(
      writer, [("shots", try Writing.plan(shots: 1))], in: Self.context("plain", seconds: 1))
    let page = try Self.xml(text)
    let shown = String(title.unicodeScalars.map { $0 == "\u{1}" ? "\u{FFFD}" : Character($0) })
    // A song is called by the last part of its path.
    let name = shown.split(separator: "/").last.map(String.init)
    #expect(page.all("title").first?.text == name)
    #expect(page.all("h1").first?.text == name)
    #expect(page.all("td").map(\.text).suffix(3) == [shown, shown, shown])
    // As many scripts and elements as without the text.
    #expect(text.matches(of: /<script/).count == 1)
    #expect(text.matches(of: /<\/script/).count == 1)
    #expect(Set(page.elements).subtracting(try Self.xml(plain).elements) == [])
  }

  @Test func nothingIsFetchedButTheSong() throws {
    let text = try Writing.text(writer, Self.inputs(Writing.plan(), seconds: 13.3))
    #expect(text.matches(of: /https?:|\/\/[a-z]+\.|@import|url\(/).isEmpty)
    #expect(text.contains("default-src 'none'"))
    let sources = try Self.xml(text).attributes(["src", "href"])
    #expect(sources == ["%C3%9Cn%C3%AF.flac"])
  }

  @Test func theSongIsWhereItIsSaidToBe() throws {
    var settings = Writing.defaults(WriteHTML.self)
    settings[TimelineSettings.songs] = "/my music"
    let text = try Writing.text(WriteHTML(settings), [("shots", try Writing.plan())])
    #expect(text.contains("src=\"file:///my%20music/a/%C3%9Cn%C3%AF.flac\""))
  }

  @Test func theSongCanBeInThePage() throws {
    var settings = Writing.defaults(WriteHTML.self)
    let file = try TrackFile(.text("{track}.{format}"), unit: nil)
    settings[WriteHTML.embed] = file
    let track = Writing.context.track
    func page(_ files: [String: [UInt8]]) throws -> String {
      let context = TrackContext(track: track, version: "0.1.0", pipelineHash: "00", content: { files[$0.template] })
      return try Writing.text(WriteHTML(settings), [("shots", try Writing.plan())], in: context)
    }
    for count in 0...7 {
      let bytes = Array("fLaC".utf8) + (0..<count).map { UInt8((37 * $0 + 200) & 255) }
      let expected = "src=\"data:audio/flac;base64,\(Data(bytes).base64EncodedString())\""
      #expect(try page([file.template: bytes]).contains(expected))
    }
    func isChooserHidden(_ page: String) throws -> Bool {
      let chooser = try #require(try Self.xml(page).all("label").first)
      return chooser.attributes["hidden"] != nil
    }
    #expect(try isChooserHidden(page([file.template: Array("fLaC".utf8)])))
    #expect(try !isChooserHidden(Writing.text(writer, [("shots", try Writing.plan())])))
    // A plan in place of the song has the song's name.
    for other in ["{\"version\": 1}", "", "<html>", "start,end", "\u{0}\u{0}"] {
      #expect(try page([file.template: Array(other.utf8)]).contains("src=\"%C3%9Cn%C3%AF.flac\""))
    }
    #expect(try page([:]).contains("src=\"%C3%9Cn%C3%AF.flac\""))
    let tooLarge = TrackContext(
      track: track, version: "0.1.0", pipelineHash: "00",
      content: { _ throws(Failure) in throw Failure("is larger than 64 MiB") })
    let linked = try Writing.text(WriteHTML(settings), [("shots", try Writing.plan())], in: tooLarge)
    #expect(linked.contains("src=\"%C3%9Cn%C3%AF.flac\""))
  }

  @Test(arguments: [
    Array("RIFF\u{4}\u{0}\u{0}\u{0}WAVE".utf8), Array("OggS".utf8), Array("ID3".utf8), [0xFF, 0xFB, 0x90],
    [0, 0, 0xFF, 0xF3],
    [0, 0, 0, 24] + Array("ftypM4A ".utf8), [0x1A, 0x45, 0xDF, 0xA3],
  ]) func allKindsOfSoundAreEmbedded(bytes: [UInt8]) throws {
    var settings = Writing.defaults(WriteHTML.self)
    settings[WriteHTML.embed] = try TrackFile(.text("{track}.mp3"), unit: nil)
    let context = TrackContext(
      track: Writing.context.track, version: "0.1.0", pipelineHash: "00", content: { _ throws(Failure) in bytes })
    let page = try Writing.text(WriteHTML(settings), [("shots", try Writing.plan())], in: context)
    #expect(page.contains("src=\"data:audio/mpeg;base64,\(Data(bytes).base64EncodedString())\"></audio>"))
  }

  @Test func theSameInputsGiveTheSameBytes() throws {
    let inputs = Self.inputs(try Writing.plan(), seconds: 13.3)
    #expect(try Writing.text(writer, inputs) == Writing.text(writer, inputs))
  }

  @Test func aSongOfASecondHasAPage() throws {
    let plan = try Writing.plan(shots: 25)
    let text = try Writing.text(writer, Self.inputs(plan, seconds: 1), in: Self.context("short", seconds: 1))
    #expect(try Self.xml(text).all("tr").count == 26)
  }

  @Test func silenceAndMissingRowsDrawNothingOdd() throws {
    let rms = FrameFormat(quantity: Quantity(rawValue: "rms"), width: 1, rate: 43, sampleRate: 22050)
    for values in [[], [0], [Float.nan, .infinity, 0]] as [[Float]] {
      let text = try Writing.text(
        writer, [("shots", try Writing.plan()), ("rms", Frames(format: rms, values: values))])
      #expect(!text.contains("nan") && !text.contains("inf;"))
    }
  }

  @Test func threeHoursStayAPageThatOpens() throws {
    let seconds = 10_800.0
    let plan = try ShotPlan(
      (0..<3000).map {
        Shot(
          inFrame: 90 * $0, outFrame: 90 * $0 + 90, type: ["XLS", "MS"][$0 % 2], probability: 0.5, runnerUp: "MS",
          reason: "Verse 2 starts (bar 18); tighter by 1 size; on downbeat; lasts 10 beats")
      }, rate: .fps25)
    let size = try Writing.text(writer, Self.inputs(plan, seconds: seconds), in: Self.context("l", seconds: seconds))
      .utf8
      .count
    #expect((1_500_000...4_000_000).contains(size), "\(size)")
  }

  @Test func rowsThatAreNoProbabilitiesAreRefused() throws {
    var formats = FrameFormats()
    formats[named: "types"] = [FrameFormat(quantity: .melPower, width: 2, rate: 1, sampleRate: 22050)]
    let failure = #expect(throws: Failure.self) { try writer.formats(for: formats) }
    #expect(failure?.description == "takes shot types, but is given mel power")
  }
}
