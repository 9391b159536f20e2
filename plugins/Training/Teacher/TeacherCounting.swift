import Learning
import Shots
import StageKit

/// Counts a teacher's tables on the training songs.
struct TeacherCounting {
  /// A song with what the tables are counted on, and chosen by.
  private struct Song {
    let part: TrackPart
    /// The type of each second, of those that are known.
    let labels: [Int?]
    /// By view: the rows, where they are kept.
    let rows: [Frames]
    /// By view: the assistant's probabilities by the second, and those by networks that never saw the song, if taken.
    let assistants: [Frames]
    let heldOut: [Frames]
  }

  /// With fewer labelled seconds than this in training, networks do not know a type yet.
  private static let fewSeconds = 30

  /// The words that the labels are in.
  let vocabulary: Vocabulary
  /// By view: what the rows are.
  let formats: [FrameFormat]

  private let songs: [Song]
  private let smoothing: Double
  private let settings: FusionSettings

  /// Meets the labelled songs of a corpus, each once; those that are only tested are left out.
  ///
  /// - Throws: ``Failure`` if there is none to count, or a view does not fit; what reading kept rows throws.
  init(_ corpus: any Corpus, smoothing: Double, fusion settings: FusionSettings) throws {
    var vocabulary: Vocabulary?
    var formats: [FrameFormat] = []
    var songs: [Song] = []
    for track in corpus.tracks where track.part == .training || track.part == .validation {
      let inputs = try corpus.inputs(of: track)
      let truth = try TruthReader.labels(in: inputs)
      vocabulary = truth.vocabulary
      let frames = inputs[Teacher.frames].map(\.value)
      formats = frames.map(\.format)
      let labels = try truth.types(by: .second)
      songs.append(
        Song(
          part: track.part, labels: labels,
          rows: try frames.map {
            try ViewRows.fitted($0, view: ViewRows.view(of: $0.format), seconds: labels.count)
          },
          assistants: inputs[Teacher.assistants].map(\.value), heldOut: inputs[Teacher.heldOut].map(\.value)))
    }
    guard let vocabulary, songs.contains(where: { $0.part == .training }) else {
      throw Failure("there is no song to count", remedy: "give songs with labels in the training part")
    }
    (self.vocabulary, self.formats, self.songs) = (vocabulary, formats, songs)
    (self.smoothing, self.settings) = (smoothing, settings)
  }

  /// What a person should know of types that are hardly seen in training; `nil` if there are none.
  var rareTypesText: String? {
    var counts = [Int](repeating: 0, count: vocabulary.count)
    for song in songs where song.part == .training { for case let type? in song.labels { counts[type] += 1 } }
    let rare = counts.indices.filter { counts[$0] > 0 && counts[$0] < Self.fewSeconds }
    guard !rare.isEmpty else { return nil }
    let names = rare.map { "\(vocabulary.types[$0]) \(counts[$0]) s" }.joined(separator: ", ")
    return "few labelled seconds in training: \(names); the fusion, which divides by how often a type is seen, may say "
      + "them too often; label more, or give a vocabulary without them"
  }

  /// The first view whose probabilities on `held_out` are those of the assistants themselves for all training songs; `nil`
  /// if there is none.
  ///
  /// - Throws: What reading kept rows throws.
  func viewThatIsNotHeldOut() throws -> Int? {
    let training = songs.filter { $0.part == .training }
    return try training.first?.heldOut.indices.first { view in
      try training.allSatisfy { try $0.heldOut[view].values() == $0.assistants[view].values() }
    }
  }

  /// Whether what is wired to `held_out` is, in each view, by networks that never saw the training songs.
  ///
  /// - Throws: What reading kept rows throws.
  func isHeldOut() throws -> Bool {
    try songs.contains { !$0.heldOut.isEmpty } && viewThatIsNotHeldOut() == nil
  }

  /// The temperature at which soft targets by some tables fit labels best.
  ///
  /// - Parameter onTraining: Whether the labels are those of training songs, whose targets are held out; else those of
  ///   validation songs.
  /// - Throws: ``Failure`` if a view does not fit, or there is no song to fit it on.
  func temperature(of tables: TeacherTables, onTraining: Bool) throws -> Double {
    var temperature = Temperature()
    for song in songs where song.part == (onTraining ? .training : .validation) {
      let prediction = try prediction(of: onTraining ? song.heldOut : song.assistants, on: song, by: tables)
      try temperature.add(prediction.targets, labels: song.labels)
    }
    guard !temperature.isEmpty else {
      throw Failure(
        "has no songs to fit a temperature on", remedy: "give songs in the validation part of `source.split`")
    }
    return temperature.best
  }

  private func prediction(
    of assistants: [Frames], on song: Song, by tables: TeacherTables
  ) throws -> TeacherPrediction {
    try TeacherPrediction(
      of: assistants.map { try TypeRows($0) }, codes: tables.codes(of: song.rows, seconds: song.labels.count),
      by: tables,
      seconds: song.labels.count)
  }

  /// The tables with the number of codewords that labels most validation seconds right; without validation songs, with
  /// the first number. A view that stands alone has no codewords, and nothing to choose.
  ///
  /// - Parameter pause: Is called between two numbers; what it throws ends the search.
  /// - Throws: ``Failure`` if a view does not fit.
  func best(of sizes: [Int], seed: UInt64, pause: () throws -> Void) throws -> TeacherTables {
    guard let first = sizes.first else {
      throw Failure("`codebook` is empty", remedy: "name a number, such as 16")
    }
    let judges = songs.filter { $0.part == .validation }
    guard formats.count > 1, sizes.count > 1, !judges.isEmpty else { return try tables(size: first, seed: seed) }
    var counted: [Int: TeacherTables] = [:]
    let best = try CodebookSize.best(of: sizes) { size in
      try pause()
      let tables = try tables(size: size, seed: seed)
      counted[size] = tables
      var right = 0
      for song in judges {
        let prediction = try prediction(of: song.assistants, on: song, by: tables)
        right += zip(prediction.path.best, song.labels).count { $0 == $1 }
      }
      return Double(right)
    }
    return try best.flatMap { counted[$0.size] } ?? tables(size: first, seed: seed)
  }

  private func tables(size: Int, seed: UInt64) throws -> TeacherTables {
    let training = songs.filter { $0.part == .training }
    // A view that stands alone has no neighbour that codewords would link it to.
    let codebooks = try (formats.count > 1 ? formats.indices : 0..<0).map { view in
      try Codebook(
        of: Frames(joining: training.map { $0.rows[view] }, format: formats[view]), size: size,
        seed: seed &+ UInt64(view))
    }
    var views: [MusicView] = []
    for format in formats { views.append(try ViewRows.view(of: format)) }
    var coded: [CodedSong] = []
    for song in training {
      let codes = try codebooks.indices.map { (view: views[$0], words: try codebooks[$0].codes(of: song.rows[$0])) }
      coded.append(try CodedSong(labels: song.labels, codes: codes))
    }
    let fusion = Fusion(
      songs: coded, codewords: codebooks.map(\.count), types: vocabulary.count, smoothing: smoothing,
      acousticScale: settings.acousticScale, languageWeight: settings.languageWeight)
    return TeacherTables(
      codebooks: codebooks, fusion: fusion.withoutUnseenTypes(in: training.map(\.labels)),
      targetRule: settings.targetRule)
  }
}
