import Testing

@testable import Pipeline

@Suite("Graph")
struct PlanGraphTests {
  private let text = pipeline(
    "  mel: {use: mel}\n  beats: {use: beats}\n  out: {use: write.pair, in: {cuts: beats}, to: 'a \"b\"\\{track}.{extension}'}\n"
  )

  @Test("as text")
  func asText() throws {
    #expect(
      PlanGraph(try sound(text)).text == """
        source
          gives audio: samples, 1 wide at 22050 Hz
        mel (mel, frame)
          audio <- source.audio
          gives mel: mel power, 128 wide at 43.07 Hz
        beats (beats, track)
          mel <- mel.mel
          gives beats: events
          gives tempo: number
        out (write.pair, track)
          cuts <- beats.beats
          gives text: a "b"\\{track}.txt
          gives table: a "b"\\{track}.csv

        """)
  }

  @Test("as DOT, with quotes and backslashes escaped")
  func asDot() throws {
    #expect(
      PlanGraph(try sound(text, file: "my \"p\".yaml")).dot == """
        digraph "my \\"p\\".yaml" {
          rankdir=LR;
          node [shape=box];
          "source" [shape=ellipse];
          "mel" [label="mel\\nmel, frame"];
          "source" -> "mel" [label="audio"];
          "beats" [label="beats\\nbeats, track"];
          "mel" -> "beats" [label="mel"];
          "out" [label="out\\nwrite.pair, track"];
          "beats" -> "out" [label="cuts"];
          "out/text" [shape=note, label="a \\"b\\"\\\\{track}.txt"];
          "out" -> "out/text";
          "out/table" [shape=note, label="a \\"b\\"\\\\{track}.csv"];
          "out" -> "out/table";
        }

        """)
  }

  @Test("as DOT, with a mark behind a quote")
  func asDotWithMarks() throws {
    let first = try #require(PlanGraph(try sound(text, file: "p\"\u{301}.yaml")).dot.split(separator: "\n").first)
    #expect(first.unicodeScalars.elementsEqual("digraph \"p\\\"\u{301}.yaml\" {".unicodeScalars))
  }
}
