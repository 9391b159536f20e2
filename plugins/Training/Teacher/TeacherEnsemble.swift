import StageKit

/// The assistants with the teacher's tables: what they say together of songs. One thread uses it at a time.
struct TeacherEnsemble {
  /// By view, fine to coarse.
  let assistants: [CrossFitted<ViewPredictor>]
  let tables: TeacherTables

  /// What the teacher says of a song, by networks that never learned from it, if there are folds.
  ///
  /// - Parameter views: By view: the song.
  /// - Throws: ``Failure`` if a view does not fit, or what reading kept rows throws.
  func prediction(on views: [ViewSong]) throws -> TeacherPrediction {
    guard let seconds = views.first?.seconds else { throw Failure("there are no views") }
    let probabilities = try zip(assistants, views).map { networks, song in
      let assistant = networks.network(without: song.track)
      return try assistant.network.view.repeated(assistant.probabilities(of: song.rows), toSeconds: seconds)
    }
    let codes = try tables.codes(of: views.map(\.rows), seconds: seconds)
    return try TeacherPrediction(of: probabilities, codes: codes, by: tables, seconds: seconds)
  }
}
