import StageKit
import Testing
import Shots

@testable import Writers

@Suite struct WriteSVGTests {
  private let writer = WriteSVG(Writing.defaults(WriteSVG.self))

  @Test func aDrawingStandsAlone() throws {
    let sections = Events([Event(from: 0, to: 7.25, label: "intro"), Event(from: 7.25, to: 13.3, label: "<verse>")])
    let drawing = try XMLNode(Writing.text(writer, [("shots", try Writing.plan()), ("sections", sections)]))
    #expect(drawing.name == "svg")
    #expect(drawing.attributes["xmlns"] == "http://www.w3.org/2000/svg" || drawing.attributes["viewBox"] != nil)
    let words = drawing.all("text").map(\.text)
    #expect(words.first == "Ünï")
    for word in ["0:13 · 29.97df fps · 3 shots", "intro", "<verse>", "0:00", "0:12", "XLS", "MS", "CU"] {
      #expect(words.contains(word))
    }
    #expect(
      drawing.all("rect").compactMap { $0.all("title").first?.text } == [
        "XLS · intro: establishing shot", "MS", "CU · held",
      ])
  }

  @Test func shotsTouchAndFillTheWidth() throws {
    let drawing = try XMLNode(Writing.text(writer, [("shots", try Writing.plan())]))
    let shots = drawing.all("rect").filter { !$0.all("title").isEmpty }
    let spans = try shots.map { shot in
      (
        left: try #require(Double(shot.attributes["x"] ?? "")),
        width: try #require(Double(shot.attributes["width"] ?? ""))
      )
    }
    #expect(spans[0].left == 24)
    for (one, next) in zip(spans, spans.dropFirst()) { #expect(abs(one.left + one.width + 1 - next.left) < 0.011) }
    // The plan ends at frame 398, 13.2799 s of 13.3 s, and the lane is 1152 wide.
    #expect(abs(spans[2].left + spans[2].width + 1 - (24 + 1152 * 13.279933 / 13.3)) < 0.02)
  }

  @Test func thousandsOfShotsKeepAWidth() throws {
    let drawing = try XMLNode(
      Writing.text(writer, [("shots", try Writing.plan(shots: 5000, types: ["LS", "<&>\u{0}"]))]))
    let widths = drawing.all("rect").filter { !$0.all("title").isEmpty }.compactMap {
      Double($0.attributes["width"] ?? "")
    }
    #expect(widths.count == 5000)
    #expect(widths.allSatisfy { $0 > 0 })
  }
}
