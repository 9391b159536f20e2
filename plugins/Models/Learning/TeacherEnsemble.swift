import Learning
import StageKit

/// The assistants with the teacher's tables: what they say together of songs.
struct TeacherEnsemble {
  /// By view, fine to coarse.
  var assistants: [ViewNetwork]
  let tables: TeacherTables
  let rule: TargetRule

  /// What the teacher says of a song.
  ///
  /// - Parameters:
  ///   - views: By view: the song.
  ///   - formats: By view: what the rows are.
  ///   - threads: How many threads may work.
  /// - Throws: ``StageFailure`` if a view does not fit.
  func opinion(on views: [ViewSong], formats: [FrameFormat], threads: Int) throws -> TeacherOpinion {
    guard let seconds = views.first?.seconds else { throw StageFailure("there are no views") }
    let probabilities = try zip(assistants, views).map { network, song in
      try network.view.repeated(network.probabilities(of: song.rows, threads: threads), toSeconds: seconds)
    }
    let codes = try tables.codes(of: views.map(\.rows), formats: formats, seconds: seconds)
    return try TeacherOpinion(of: probabilities, codes: codes, by: tables, seconds: seconds)
  }
}
