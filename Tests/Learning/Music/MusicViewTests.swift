import StageKit
import Testing

@testable import Learning

@Suite struct MusicViewTests {
  private struct File: Decodable {
    // swift-format-ignore: AlwaysUseLowerCamelCase
    struct Case: Decodable {
      let T: Int
      let p1s: [[Double]]
      let p2s: [[Double]]
      let p4s: [[Double]]
      let index2s: [Int]
      let index4s: [Int]
    }

    let cases: [Case]
  }

  @Test func averagesAndFramesAgreeWithTheReference() throws {
    let cases = try Golden.read(File.self, from: "downsampling").cases
    #expect(cases.map(\.T) == Array(1...9))
    for reference in cases {
      let seconds = TypeRows(types: 8, values: reference.p1s.flatMap(\.self))
      for (view, rows, index) in [
        (MusicView(seconds: 2), reference.p2s, reference.index2s),
        (MusicView(seconds: 4), reference.p4s, reference.index4s),
      ] {
        #expect(view.frames(inSeconds: reference.T) == rows.count)
        #expect((0..<reference.T).map(view.frame) == index)
        #expect(isClose(view.averaged(seconds).values, rows.flatMap(\.self), within: 1e-12))
        let coarse = TypeRows(types: 8, values: rows.flatMap(\.self))
        #expect(try view.repeated(coarse, toSeconds: reference.T).values == index.flatMap { rows[$0] })
      }
      #expect(MusicView(seconds: 1).averaged(seconds) == seconds)
    }
  }

  @Test func framesThatDoNotFitAreRefused() {
    #expect(
      throws: Failure(
        "the 4 s view has 2 frames, but 9 s need 3", remedy: "make all views of one song from the same sound")
    ) { try MusicView(seconds: 4).repeated(TypeRows(types: 2, values: [0, 1, 1, 0]), toSeconds: 9) }
  }
}
