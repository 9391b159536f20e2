import Learning
import Shots
import StageKit
import TestSupport
import Testing

@testable import Training

@Suite struct LanguageTests {
  /// Songs that a made-up maker has cut.
  private struct Edits: Corpus {
    var tracks: [TrackInfo]
    let songs: [EditedSong]
    let shared = Artifacts()
    var vocabulary = Vocabulary.concert

    init(_ count: Int) {
      songs = MadeEditor.all[0].songs(count, seed: 4, seconds: 60)
      tracks = (0..<count).map { TrackInfo(name: "s\($0)", path: "s\($0).flac", seconds: 60, hash: "\($0)") }
    }

    func inputs(of track: TrackInfo) throws -> Artifacts {
      let song = songs[Int(track.hash) ?? 0]
      var inputs = Artifacts()
      let truth = try ShotLabels(song.labels, in: vocabulary)
      inputs[named: "truth"] = [Artifacts.Named<any Artifact>(name: "truth", value: truth)]
      inputs[named: "beats"] = [Artifacts.Named<any Artifact>(name: "beats", value: Events(times: song.beats))]
      return inputs
    }
  }

  private func run(
    _ corpus: Edits, _ changes: [String: String] = [:], warning: @escaping @Sendable (String) -> Void = { _ in }
  )
    throws -> (language: FilmLanguage, report: String)
  {
    let stage = try Language(try Settings.tiny(Language.declaration, changes))
    let context = CorpusContext(version: "0", pipelineHash: "0", warning: warning)
    let outputs = try stage.run(TakenCorpus(corpus, by: stage, Language.declaration), in: context)
    let language = try FilmLanguageFile.language(in: try #require(outputs[Language.language]).bytes(), path: "l.yaml")
    return (language, String(decoding: try #require(outputs[Language.report]).bytes(), as: UTF8.self))
  }

  @Test func editsBecomeAFileAndAReport() throws {
    let (language, report) = try run(Edits(4), ["folds": "2"])
    #expect(abs(language.cuts.lead - 0.12) < 0.01 && language.vocabulary == .concert)
    #expect(report.contains("nats per second,learned,") && report.contains("nats per second less than,built-in,"))
    #expect(report.contains("counted,songs,4.0000,") && report.contains("deviation,lead,"))
  }

  @Test func oneSongCannotBeHeldOutAndTestSongsTeachNothing() throws {
    var corpus = Edits(2)
    corpus.tracks[1] = TrackInfo(name: "s1", path: "s1.flac", seconds: 60, hash: "1", part: .test)
    let warnings = TestTrack.Warnings()
    let (_, report) = try run(corpus, warning: warnings.add)
    #expect(warnings.sentences == ["one song, or one group of songs, cannot be held out: the report has no scores"])
    #expect(report.contains("counted,songs,1.0000,") && !report.contains("nats"))
  }

  @Test func anyVocabularyIsLearned() throws {
    var corpus = Edits(2)
    corpus.vocabulary = try Vocabulary(types: ["a", "b", "c", "d", "e", "f", "g", "h"], scale: [])
    let (language, _) = try run(corpus)
    #expect(language.vocabulary == corpus.vocabulary && language.shares[0] > language.shares[6])
  }
}
