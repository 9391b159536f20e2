import Engine

/// What a run would do, as lines for people.
enum ForecastText {
  /// The lines of all tracks, then of the corpus stages, then of what earlier runs left.
  static func lines(of forecast: Forecast) -> [String] {
    forecast.tracks.flatMap { lines(of: $0) } + forecast.stages.flatMap { lines(of: $0) }
      + forecast.earlier.map { "\($0): of an earlier run, not made by this one" }
  }

  private static func lines(of track: Forecast.Track) -> [String] {
    var lines = track.makings.map { "\($0.document): \($0.stage) would run: \($0.reason)" }
    if let failure = track.failure { lines.append("\(track.path): would fail: \(failure)") }
    if !track.edited.isEmpty {
      lines.append("\(track.path): \(stays(track.edited))")
    }
    if !track.steps.isEmpty { lines.append("\(track.path): would work: \(track.steps.joined(separator: ", "))") }
    return lines.isEmpty ? ["\(track.path): up to date"] : lines
  }

  private static func lines(of stage: Forecast.Stage) -> [String] {
    let edited = stage.edited.isEmpty ? [] : ["\(stage.name): \(stays(stage.edited))"]
    guard stage.works || !stage.makings.isEmpty else { return edited }
    let reasons = stage.makings.map { "\($0.document) is \($0.reason)" }
    let why =
      reasons.isEmpty
      ? "nothing is stored that it made from these tracks with these settings" : reasons.joined(separator: "; ")
    return ["\(stage.name) \(stage.works ? "would run" : "would only write its documents"): \(why)"] + edited
  }

  private static func stays(_ documents: [String]) -> String {
    "would stay, as somebody else wrote or changed them: \(documents.joined(separator: ", "))"
  }
}
