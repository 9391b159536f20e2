import Shots
import StageKit
import Testing

@testable import Writers

@Suite struct WriteLABTests {
  private let writer = WriteLAB(Writing.defaults(WriteLAB.self))

  private func text(_ events: [Event]) throws -> String { try Writing.text(writer, [("events", Events(events))]) }

  @Test func sectionsAreLabelledIntervals() throws {
    let text = try text([
      Event(from: 0, to: 8.8125, label: "intro", group: "A"), Event(from: 8.8125, to: 1.0 / 3 + 20, label: "verse 1"),
    ])
    #expect(text == "0.0\t8.8125\tintro\n8.8125\t20.333333333333332\tverse 1\n")
  }

  @Test func beatsAreAColumn() throws {
    #expect(try text([Event(at: 0.5), Event(at: 1)]) == "0.5\n1.0\n")
    #expect(try text([]) == "")
  }

  @Test func columnsThatSomeNeedAllHave() throws {
    #expect(try text([Event(at: 0.5, label: "1"), Event(at: 1)]) == "0.5\t1\n1.0\tuntitled\n")
    #expect(try text([Event(from: 0, to: 1, label: ""), Event(at: 2)]) == "0.0\t1.0\n2.0\t2.0\n")
  }

  @Test(arguments: [("two\nlines", "two lines"), ("a\tb", "a b"), (" Ünï:曲 ", "Ünï:曲"), ("#1", "#1")])
  func aLabelStaysInItsLine(label: String, field: String) throws {
    #expect(try text([Event(from: 0, to: 1, label: label)]) == "0.0\t1.0\t\(field)\n")
  }

  @Test func shotsAreCalledByTheirTypes() throws {
    let text = try Writing.text(writer, [("shots", try Writing.plan(.fps25))])
    let lines = text.split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(lines.map { $0[2] } == ["XLS", "MS", "CU"])
    #expect(lines.map { $0[0] }.dropFirst() == lines.map { $0[1] }.dropLast())
    #expect(lines[0][0] == "0.0" && lines[0][1] == "7.32")
  }

  @Test func whatIsNotThereIsAFileWithoutLinesAndIsTold() throws {
    #expect(
      try Writing.warnings { try Writing.text(writer, [], in: $0) } == [
        "what is wired gave nothing for this track; the file has no lines"
      ])
    #expect(try Writing.text(writer, []) == "")
    #expect(try Writing.warnings { try Writing.text(writer, [("events", Events([]))], in: $0) } == [])
  }

  @Test func twoThingsAreNoFile() throws {
    let failure = #expect(throws: Failure.self) {
      try Writing.text(writer, [("shots", try Writing.plan()), ("events", Events([]))])
    }
    #expect(failure?.description == "2 things are wired, and a file holds one; wire events or shots")
  }
}
