import Pipeline
import StageKit
import Testing

@Suite("How a corpus is split")
struct SplitReaderTests {
  private func text(_ split: String) -> String {
    "version: 1\nsource: {audio: songs, split: \(split)}\nstages:\n" + chain + "  txt: {use: write.txt}\n"
  }

  private func split(_ split: String) throws -> CorpusSplit {
    try #require(try sound(text(split), file: "a/p.yaml").source.split)
  }

  @Test("by shares, with a seed and a group")
  func shares() throws {
    let drawn = try split("{validation: 0.1, test: 20 %, seed: 7, group: '{folder}'}")
    #expect(drawn.rule == .shares(validation: 0.1, test: 0.2, seed: 7))
    #expect(drawn.group == .template(Template("{folder}")))
    #expect(try split("{test: 0.5}").rule == .shares(validation: 0, test: 0.5, seed: 1))
  }

  @Test("by a table, and groups by a table")
  func tables() throws {
    let named = try split("{file: split.csv, group: artists.csv}")
    #expect(named.rule == .file("a/split.csv"))
    #expect(named.group == .file("a/artists.csv"))
  }

  @Test("by patterns of paths in the library")
  func patterns() throws {
    #expect(
      try split("{training: ['train/*'], validation: validation, test: [t1, t2/**]}").rule
        == .patterns([.training: ["train/*"], .validation: ["validation"], .test: ["t1", "t2/**"]]))
  }

  @Test(
    "mistakes",
    arguments: [
      (
        "0.1",
        "`split` must be a mapping {validation: 0.1, test: 0.2, seed: 1}, {file: split.csv}, or patterns by part, found '0.1'"
      ),
      (
        "{group: '{folder}'}",
        "`split` says nothing of parts; write {validation: 0.1, test: 0.2, seed: 1}, {file: split.csv}, or patterns by part"
      ),
      ("{validaton: 0.1}", "`split`: unknown key 'validaton'; did you mean 'validation'?"),
      ("{file: a.csv, test: 0.1}", "`test` has no meaning beside `file`, which names each track's part"),
      ("{training: 0.7, test: 0.3}", "`training` is what validation and test leave; leave it out"),
      (
        "{validation: 0.5, test: 0.5}",
        "validation and test together must take some of the tracks, and leave some for training"
      ),
      ("{test: 1.5}", "split.test: 1.5 is out of range; allowed: 0 to 0.95 share"),
      ("{test: 0.1, validation: [a]}", "split.validation: expected number, found a list"),
      ("{test: 0.1, seed: 1.5}", "split.seed: expected integer, found '1.5'"),
      (
        "{test: 0.1, group: '{artist}'}",
        "split.group has the unknown placeholder 'artist'; the only one here is {folder}"
      ),
    ])
  func mistakes(split: String, message: String) {
    let messages = lint(text(split)).filter {
      !$0.contains("says nothing of parts") || split.contains("group: '{folder}'")
    }
    #expect(messages.count == 1, "\(messages)")
    #expect(messages.first?.hasSuffix("error: \(message)") == true, "\(messages)")
  }
}
