import StageKit
import Testing

@testable import Shots

@Suite struct VocabularyFileTests {
  private func read(_ text: String) throws -> Vocabulary {
    try VocabularyFile.vocabulary(in: Array(text.utf8), path: "v.yaml")
  }

  @Test func typesScaleAndMapAreRead() throws {
    let vocabulary = try read("types: [A, B, C]\nscale: [B, A]\nmap:\n  other: C\n")
    #expect(vocabulary.types == ["A", "B", "C"])
    #expect(vocabulary.sizes == [2, 1, nil])
    #expect(try vocabulary.column(of: "OTHER") == 2)
  }

  @Test func withoutAFileTheTypesAreThePapers() throws {
    #expect(try VocabularyFile.vocabulary(of: nil) == .concert)
    #expect(Vocabulary.concert.types == ShotType.names)
  }

  @Test(
    arguments: [
      ("scale: [A]\n", "v.yaml: error: a vocabulary lacks `types`, the list of shot types"),
      ("types: {a: b}\n", "v.yaml:1:8: error: `types` must be a list of shot types, found a mapping"),
      ("typs: [A, B]\n", "v.yaml:1:1: error: a vocabulary: unknown key 'typs'; did you mean 'types'?"),
      ("types: [A, B]\nmap: {C: [A]}\n", "v.yaml:2:10: error: `C` must stand for a shot type, found a list"),
      ("types: [A, B]\nscale: [A, D]\n", "v.yaml: the scale names 'D', which is not a shot type of the vocabulary"),
      ("types: [A]\n", "v.yaml: a vocabulary needs at least two shot types"),
    ])
  func mistakes(text: String, message: String) {
    let failure = #expect(throws: Failure.self) { try read(text) }
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
  }
}
