import StageKit
import Synchronization
import Testing

@testable import PluginHost

/// The inputs that a check makes up.
struct MadeInputsTests {
  private func declaration(_ kinds: [PortKind]) -> StageDeclaration {
    let inputs = kinds.enumerated().map { index, kind in
      OutsideInput(
        name: "in\(index)", doc: "Some input of it.", type: .outside(kind, named: nil), isRequired: true, isList: false)
    }
    return StageDeclaration(id: "a", doc: "Does it all.", source: "none", inputs: inputs, outputs: [])
  }

  /// Up to three streams, all combinations are offered; those of one sort come first.
  @Test func allOfFewStreamsAreOffered() throws {
    for (kinds, count) in [
      ([PortKind.frames], 6), ([.audio], 1), ([.frames, .audio, .labels], 6), ([.frames, .frames, .frames], 216),
    ] {
      var offered: [[Int]] = []
      #expect(throws: Failure.self) {
        _ = try MadeInputs(for: declaration(kinds), width: nil) { (formats) throws(Failure) in
          offered.append(kinds.indices.map { formats[named: "in\($0)"][0].width })
          throw Failure("no")
        }
      }
      #expect(offered.count == count && Set(offered).count == count)
      if count == 216 { #expect(offered.prefix(6).allSatisfy { Set($0).count == 1 }) }
    }
  }

  @Test func ofManyStreamsItSaysThatNotAllWereTried() {
    var count = 0
    let failure = #expect(throws: Failure.self) {
      _ = try MadeInputs(for: declaration([PortKind](repeating: .frames, count: 30)), width: 7) { (_) throws(Failure) in
        count += 1
        throw Failure("it is odd", remedy: "be even")
      }
    }
    #expect(count == 400)
    #expect(
      failure?.reason.hasPrefix("it takes none of the 400 formats tried, of ") == true, "\(String(describing: failure))"
    )
    #expect(failure?.reason.hasSuffix("of the last it said: it is odd") == true && failure?.remedy == "be even")
  }
}
