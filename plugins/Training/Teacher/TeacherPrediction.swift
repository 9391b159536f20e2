import Learning
import StageKit

/// What a teacher says of a song, second by second.
struct TeacherPrediction {
  /// The fusion's marginals.
  let marginals: TypeRows
  /// The fusion's most probable sequence: 1 for the type of each second.
  let path: TypeRows
  /// The mean of the assistants' probabilities.
  let mean: TypeRows
  /// What a student learns from: one of the two, by the teacher's rule and at its temperature.
  let targets: TypeRows

  /// Asks a teacher.
  ///
  /// - Parameters:
  ///   - assistants: By view, fine to coarse: probabilities by the second.
  ///   - codes: By view: the codeword of each second.
  /// - Throws: ``Failure`` if a view does not fit the song or the teacher.
  init(of assistants: [TypeRows], codes: [[Int]], by tables: TeacherTables, seconds: Int) throws(Failure) {
    let evidence = zip(assistants, codes).map { ViewEvidence(view: .second, posteriors: $0, codes: $1) }
    marginals = try tables.fusion.logMarginals(of: evidence, seconds: seconds).exponentials
    let best = try tables.fusion.bestPath(of: evidence, seconds: seconds)
    var path = TypeRows(types: marginals.types, values: [Double](repeating: 0, count: marginals.values.count))
    for (place, type) in best.enumerated() { path.values[place * path.types + type] = 1 }
    self.path = path
    mean = try TypeRows.mean(of: assistants)
    let chosen = tables.targetRule == .fusion ? marginals : mean
    targets =
      tables.temperature == 1 ? chosen : SoftTargets.softened(probabilities: chosen, tau: tables.temperature)
  }
}
