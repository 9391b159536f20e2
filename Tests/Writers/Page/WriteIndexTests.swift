import StageKit
import Testing
import Shots

@testable import Writers

@Suite struct WriteIndexTests {
  /// Songs of a plan each; those whose names end in x have a tempo, those in ?x an unsure one.
  private struct Songs: Corpus {
    let tracks: [TrackInfo]
    let plan: @Sendable (TrackInfo) throws -> ShotPlan

    func inputs(of track: TrackInfo) throws -> Artifacts {
      Writing.inputs(
        [("shots", try plan(track))] + (track.name.hasSuffix("x") ? [("tempo", Number(99.6))] : [])
          + (track.name.hasSuffix("?x") ? [("certainty", Number(0.2))] : []))
    }
  }

  private func page(
    _ names: [String], pages: String? = nil,
    plan: @escaping @Sendable (TrackInfo) throws -> ShotPlan = { _ in try Writing.plan() }
  ) throws -> XMLNode {
    var settings = Writing.defaults(WriteIndex.self)
    if let pages { settings[WriteIndex.pages] = pages }
    let songs = Songs(
      tracks: names.map { TrackInfo(name: $0, path: "\($0).flac", seconds: 13.3, hash: "00") }, plan: plan)
    let outputs = try WriteIndex(settings).run(songs, in: CorpusContext(version: "0.1.0", pipelineHash: "00"))
    let document = try #require(outputs[named: "document"].first?.value as? Document)
    let text = String(decoding: try document.bytes(), as: UTF8.self)
    return try XMLNode(
      text.replacing(/<script>(?s:.*?)<\/script>/, with: "").replacing(/<style>(?s:.*?)<\/style>/, with: "")
        .replacing("<!DOCTYPE html>\n", with: "").replacing(/<(meta[^>]*)>/) { "<\($0.1)/>" })
  }

  @Test func aRowForEachSong() throws {
    let page = try page(["a/x", "b", "c?x"])
    #expect(
      page.all("tr").dropFirst().map { $0.all("td").prefix(5).map(\.text) } == [
        ["a/x", "0:13", "100 bpm", "2", "4.43 s"], ["b", "0:13", "–", "2", "4.43 s"],
        ["c?x", "0:13", "about 100 bpm", "2", "4.43 s"],
      ])
    #expect(page.all("rect").count == 9)
    #expect(page.all("p").first?.text == "3 songs · 0:39 · 9 shots")
  }

  @Test func linksLeadToThePages() throws {
    #expect(try page(["a/x y", "\"><b>?#"]).attributes(["href"]) == ["a/x%20y.html", "%22%3E%3Cb%3E%3F%23.html"])
    #expect(try page(["a/x"], pages: "pages/{name}/{track}.htm").attributes(["href"]) == ["pages/x/a/x.htm"])
  }

  @Test func theKeyIsInTheVocabularysOrder() throws {
    let types = ["CU", "MS", "XLS", "ADS"]
    let page = try page(["a", "b"]) { track in
      let used = track.name == "a" ? ["CU", "ADS"] : ["XLS", "ADS"]
      let shots = used.enumerated().map {
        Shot(inFrame: 25 * $0, outFrame: 25 * $0 + 25, type: $1, probability: 1)
      }
      return try ShotPlan(shots, rate: .fps25, types: types)
    }
    #expect(page.all("span").map(\.text) == ["CU", "XLS", "ADS"])
  }

  @Test func anIndexOfNothingIsAPage() throws {
    #expect(try page([]).all("p").first?.text == "0 songs · 0:00 · 0 shots")
  }

  @Test func aPlaceholderThatIsNoneIsRefused() {
    let failure = #expect(throws: Failure.self) { try page([], pages: "{trak}.html") }
    #expect(failure?.description == "`pages` has the unknown placeholder 'trak'; did you mean 'track'?")
  }
}
