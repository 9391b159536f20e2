import Learning
import StageKit
import Synchronization
import TestSupport
import Testing

@testable import Training

/// How learners read the rows of songs: where they are kept, each song's inputs once.
@Suite("Rows of songs")
struct RowsTests {
  private let view = MusicView(seconds: 2)

  private func frames(_ values: [Float]) -> Frames {
    Frames(format: FrameFormat(quantity: .embeddings, width: 2, rate: 0.5, sampleRate: 0), values: values)
  }

  @Test("a row too many is left out, the last one stands for one too few", arguments: [[], [5, 6], [5, 6, 7, 8]])
  func fits(more: [Float]) throws {
    let fitted = try ViewRows.fitted(frames([1, 2, 3, 4] + more), view: view, seconds: 5)
    let expected: [Float] = [1, 2, 3, 4] + (more.isEmpty ? [3, 4] : [5, 6])
    #expect(fitted.count == 3)
    #expect(try fitted.values() == expected)
    for range in [0..<0, 0..<2, 1..<3, 2..<3, 3..<3] {
      #expect(try fitted.read(range) { Array($0) } == Array(expected[2 * range.lowerBound..<2 * range.upperBound]))
    }
  }

  @Test("more rows missing or left over are refused, and no rows")
  func refuses() {
    for count in [0, 1, 5] {
      #expect(throws: Failure.self) {
        try ViewRows.fitted(frames([Float](repeating: 0, count: 2 * count)), view: view, seconds: 5)
      }
    }
    #expect(throws: Failure.self) { try ViewRows.fitted(frames([]), view: view, seconds: 1) }
  }

  @Test("a number that is not finite is found in any block, unless its row is left out")
  func finite() throws {
    var values = [Float](repeating: 0, count: 2 * 2001)
    values[2 * 1500 + 1] = .infinity
    let failure = #expect(throws: Failure.self) { try ViewRows.fitted(frames(values), view: view, seconds: 4000) }
    #expect(failure?.reason == "row 1500 has a number that is not finite")
    values.swapAt(2 * 1500 + 1, 2 * 2000)
    #expect(throws: Never.self) { try ViewRows.fitted(frames(values), view: view, seconds: 4000) }
  }

  @Test("labels' weights come with the frames of each view; where all count as much, none are kept")
  func weights() throws {
    var corpus = TinyCorpus()
    func songs() throws -> [ViewSong] { try ViewSongs.views(of: corpus) { [try $0[Student.frames]] }[0].songs }
    #expect(try songs().allSatisfy { $0.weights == nil })
    corpus.weight = { 1 / Double(1 + $0) }
    let song = try #require(try songs().first)
    #expect(song.weights == (0..<TinyCorpus.seconds).map { 1 / Float(1 + $0) })
    let scale = try FeatureScale(of: song.rows)
    #expect(song.example(scale: scale).weights == song.weights)
    corpus.view = 2
    let coarse = try #require(try songs().first?.weights)
    #expect(coarse.count == TinyCorpus.seconds / 2 && coarse[0] < 1 && coarse[5] < coarse[0])
  }

  @Test("targets of many songs come back by song")
  func targets() throws {
    let songs = TinyCorpus(training: 3).tracks
    var targets = SongTargets(types: ["A", "B"])
    #expect(targets.isEmpty)
    for (number, song) in songs.enumerated() where number != 1 {
      let rows = [Double](repeating: Double(number), count: 2 * (number + 1))
      try targets.add(TypeRows(types: 2, values: rows), of: song)
    }
    #expect(try targets.frames(of: songs[0])?.values() == [0, 0])
    #expect(targets.frames(of: songs[1]) == nil)
    #expect(try targets.frames(of: songs[2])?.read(1..<3) { Array($0) } == [2, 2, 2, 2])
  }

  @Test(
    "each song's inputs are asked for once, of songs that are only tested not at all; what is not taken changes no bit")
  func once() throws {
    var single = TinyCorpus(unlabelled: 2)
    single.hasTargets = true
    let once: [TrackPart: Set<Int>] = [.training: [1], .validation: [1], .test: [0], .unlabelled: [1]]
    let assistants = try Assistant(.tiny(Assistant.declaration, ["folds": "2"]))
    #expect(try readings(of: single, by: assistants, Assistant.weights) == once)
    #expect(try readings(of: single, by: Student(.tiny(Student.declaration)), Student.weights) == once)
    var list = single
    list.isList = true
    for port in ["assistants", "held_out"] {
      list.shared[named: port] = (0..<3).map { _ in
        Artifacts.Named<any Artifact>(name: port, value: list.perfect(of: list.tracks[port == "held_out" ? 1 : 0]))
      }
    }
    for source in ["crossfit", "assistants"] {
      let teacher = try Teacher(.tiny(Teacher.declaration, ["targets_from": source]))
      let labelled = once.merging([.unlabelled: [0]]) { _, new in new }
      #expect(try readings(of: list, by: teacher, Teacher.weights) == labelled)
    }
  }

  /// How often songs are asked for by a stage, which learns the same from all of a corpus as from what it takes.
  private func readings(
    of corpus: TinyCorpus, by stage: some LearningStage, _ weights: Output<Document>
  ) throws -> [TrackPart: Set<Int>] {
    let counting = CountingCorpus(corpus: corpus)
    let all = try stage.learn(from: counting, in: .test())
    let taken = TakenCorpus(corpus, by: stage, type(of: stage).declaration)
    let bytes = try #require(all[weights]).bytes()
    #expect(try stage.learn(from: taken, in: .test())[weights]?.bytes() == bytes)
    return counting.readings
  }
}

/// A corpus that counts how often each song is asked for.
final class CountingCorpus: Corpus {
  private let corpus: TinyCorpus
  private let counts = Mutex<[String: Int]>([:])

  init(corpus: TinyCorpus) { self.corpus = corpus }

  var tracks: [TrackInfo] { corpus.tracks }
  var shared: Artifacts { corpus.shared }

  /// How often songs were asked for: by part, the counts that there are.
  var readings: [TrackPart: Set<Int>] {
    counts.withLock { counts in
      Dictionary(grouping: tracks, by: \.part).mapValues { Set($0.map { counts[$0.id, default: 0] }) }
    }
  }

  func inputs(of track: TrackInfo) throws -> Artifacts {
    counts.withLock { $0[track.id, default: 0] += 1 }
    return try corpus.inputs(of: track)
  }
}
