import StageKit
import Testing

@testable import Shots

@Suite struct BriefFileTests {
  private func read(_ text: String, _ vocabulary: Vocabulary = .concert) throws -> Brief {
    try BriefFile.brief(in: Array(text.utf8), name: "b.yaml", vocabulary: vocabulary)
  }

  @Test func aBriefIsReadWhole() throws {
    let brief = try read(
      """
      types: {CU: 2, LS: 0.5}
      only: [CU, mcu, MS, LS, XLS, MIS]
      not_before: {CU: "0:45", MIS: chorus 2}
      not_in: {MIS: [Verse, "1:20-1:45"], XLS: bridge}
      opening: [XLS, LS]
      closing: XLS
      pairs: {wanted: [MS, CU], forbidden: [[XLS, MIS], [MIS, MIS]]}
      performers:
        - {name: " Ann  Lee", sings: [verse, chorus]}
        - {name: Bo, instrument: guitar, sings: true, solos: ["80 - 105", instrumental]}
        - {name: Cy, sings: false, instrument: drums}
      """)
    #expect(brief.weights == [0: 2, 1: 1, 2: 1, 4: 0.5, 5: 1, 7: 1, 3: 0, 6: 0])
    #expect(brief.notBefore.mapValues(\.description) == [0: "0:45", 7: "chorus 2"])
    #expect(brief.notIn.mapValues { $0.map(\.description) } == [7: ["Verse", "1:20-1:45"], 5: ["bridge"]])
    #expect(brief.opening == [5, 4] && brief.closing == [5])
    #expect(brief.wanted == [Brief.Pair(first: 2, next: 0)])
    #expect(brief.forbidden == [Brief.Pair(first: 5, next: 7), Brief.Pair(first: 7, next: 7)])
    #expect(brief.performers.map(\.name) == ["Ann Lee", "Bo", "Cy"])
    #expect(brief.performers.map(\.instrument) == [nil, "guitar", "drums"])
    #expect(brief.performers[1].singing == .always && brief.performers[2].singing == .places([]))
    #expect(brief.performers[1].solos.map(\.description) == ["80 - 105", "instrumental"])
  }

  @Test func namesAreThoseOfTheVocabulary() throws {
    let vocabulary = try Vocabulary(
      types: ["near", "far", "hands"], scale: ["near", "far"], aliases: ["close": "near"])
    let brief = try read("opening: [Close]\ninstruments: hands\n", vocabulary)
    #expect(brief.opening == [0] && brief.instruments == [2])
    #expect(try read("{}").opening.isEmpty)
  }

  @Test(
    arguments: [
      ("[CU]", "b.yaml:1:1: error: a brief must be a mapping such as"),
      ("typs: {}", "b.yaml:1:1: error: a brief: unknown key 'typs'; did you mean 'types'?"),
      ("types: {MCUU: 1}", "b.yaml:1:9: error: unknown shot type 'MCUU'; did you mean 'MCU'?"),
      ("types: {CU: -1}", "b.yaml:1:13: error: a type's weight must be a number from 0 to 100, found '-1'"),
      ("types: {CU: nan}", "b.yaml:1:13: error: a type's weight must be"),
      (
        "types: {ADS: 2}\nonly: [CU, MS]",
        "b.yaml:2:7: error: `only` leaves out ADS, to which `types` gives the weight 2"
      ),
      ("opening: []", "b.yaml:1:10: error: `opening` must be a list of shot types, such as [XLS, LS], found a list"),
      (
        "types: {XLS: 0}\nopening: [XLS]",
        "b.yaml:2:10: error: `opening` asks for XLS, which `types` or `only` does not"
      ),
      ("not_before: {ADS: [1]}", "b.yaml:1:19: error: `not_before` must be a time"),
      ("not_in: {ADS: [vers]}", "b.yaml:1:16: error: 'vers' names no place of a song; did you mean 'verse'?"),
      ("not_in: {ADS: 1:20}", "b.yaml:1:15: error: '1:20' is no span of time; write both ends, such as 1:20-1:45"),
      ("not_in: {ADS: 1:20-0:45}", "b.yaml:1:15: error: the span '1:20-0:45' ends before it has begun"),
      ("not_in: {ADS: chorus two}", "b.yaml:1:15: error: 'chorus two' names no place of a song; write a section"),
      ("not_in: {ADS: chorus 0}", "b.yaml:1:15: error: 'chorus 0' names no place of a song"),
      ("pairs: {wanted: [[CU]]}", "b.yaml:1:18: error: a pair is two types, such as [MS, CU], found a list"),
      ("pairs: {wanted: [CU, MS], forbidden: [CU, MS]}", "b.yaml:1:8: error: the pair CU, MS is both wanted and"),
      ("performers: {Ann: {}}", "b.yaml:1:13: error: `performers` must be a list"),
      ("performers: [{sings: true}]", "b.yaml:1:14: error: a performer needs a `name`"),
      (
        "performers: [{name: A, solo: x}]", "b.yaml:1:24: error: a performer: unknown key 'solo'; did you mean 'solos'?"
      ),
      ("performers: [{name: A}, {name: A}]", "b.yaml:1:25: error: the performer 'A' is there twice"),
    ])
  func whatIsWrongIsSaidByPlace(text: String, message: String) {
    let failure = #expect(throws: Failure.self) { try read(text) }
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
  }

  @Test func allThatIsWrongIsSaidAtOnce() {
    let failure = #expect(throws: Failure.self) { try read("types: {CUU: 1}\nonly: []\nclosing: [X]\nperformers: 7") }
    for line in 1...4 { #expect(failure?.description.contains("b.yaml:\(line):") == true) }
    let none = #expect(throws: Failure.self) {
      try read("types: {CU: 0, MCU: 0, MS: 0, MLS: 0, LS: 0, XLS: 0, ADS: 0, MIS: 0}")
    }
    #expect(none?.description == "b.yaml:1:8: error: no type can be filmed")
  }

  @Test func aSongsBriefGoesOverThatOfAll() throws {
    let all = try read("types: {ADS: 0}\nopening: [XLS]\nperformers: [{name: Ann}]")
    let brief = try read("opening: [LS]\nperformers: [{name: Ann, solos: solo}]").over(all)
    #expect(brief.weights == [6: 0] && brief.opening == [4])
    #expect(brief.performers.count == 1 && brief.performers[0].solos.count == 1)
  }

  @Test func aSongsBriefSpeaksOfTypesOneByOne() throws {
    let all = try read(
      "types: {ADS: 0, CU: 3}\nnot_before: {CU: '0:45', MIS: '0:10'}\nnot_in: {MIS: verse, XLS: bridge}")
    let brief = try read("types: {CU: 2}\nnot_before: {CU: '0:30'}\nnot_in: {XLS: solo}").over(all)
    #expect(brief.weights == [0: 2, 6: 0])
    #expect(brief.notBefore.mapValues(\.description) == [0: "0:30", 7: "0:10"])
    #expect(brief.notIn.mapValues { $0.map(\.description) } == [7: ["verse"], 5: ["solo"]])
    let few = try read("only: [MS, LS]").over(read("only: [CU]"))
    #expect(few.filmed == [2, 4])
  }
}
