import StageKit

/// The assistants with the teacher's tables: what they say together of songs. One thread uses it at a time.
struct TeacherEnsemble {
  /// By view, fine to coarse.
  let assistants: [ViewPredictor]
  let tables: TeacherTables

  /// What the teacher says of a song.
  ///
  /// - Parameters:
  ///   - views: By view: the song.
  ///   - formats: By view: what the rows are.
  /// - Throws: ``Failure`` if a view does not fit.
  func prediction(on views: [ViewSong], formats: [FrameFormat]) throws -> TeacherPrediction {
    guard let seconds = views.first?.seconds else { throw Failure("there are no views") }
    let probabilities = try zip(assistants, views).map { assistant, song in
      try assistant.network.view.repeated(assistant.probabilities(of: song.rows), toSeconds: seconds)
    }
    let codes = try tables.codes(of: views.map(\.rows), formats: formats, seconds: seconds)
    return try TeacherPrediction(of: probabilities, codes: codes, by: tables, seconds: seconds)
  }
}
