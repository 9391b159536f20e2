import Shots
import StageKit

/// What is wanted of a film, as `cuts` is told it: by a file for all songs, and by one beside each song that has its own.
struct CutBriefs: Sendable {
  private let general: (path: String, bytes: [UInt8])?
  private let song: TrackFile?
  /// So many unmet demands are named; of more, how many there are.
  static let mostNamed = 12

  /// The briefs that the settings name.
  ///
  /// - Throws: ``Failure`` if the file for all songs cannot be read.
  init(_ settings: Settings) throws(Failure) {
    general = try settings[Cuts.brief].map { (file) throws(Failure) in
      (file.path, try file.content(atMost: BriefFile.mostBytes))
    }
    song = settings[Cuts.songBrief]
  }

  /// What is wanted of all songs; `nil` if nobody says.
  ///
  /// - Throws: ``Failure`` with all that is wrong with the file.
  func general(for vocabulary: Vocabulary) throws(Failure) -> Brief? {
    try general.map { (file) throws(Failure) in
      try BriefFile.brief(in: file.bytes, name: file.path, vocabulary: vocabulary)
    }
  }

  /// What is wanted of a track's film; what the song's own file does not speak of is as for all songs.
  ///
  /// - Throws: ``Failure`` with all that is wrong with a file.
  func brief(for vocabulary: Vocabulary, in context: TrackContext) throws(Failure) -> Brief? {
    let general = try general(for: vocabulary)
    guard let song, let bytes = try content(of: song, in: context) else { return general }
    let own = try BriefFile.brief(in: bytes, name: context.name(of: song), vocabulary: vocabulary)
    return general.map { own.over($0) } ?? own
  }

  /// Most songs have no brief of their own, so that a missing one is told only where it is one file for all tracks.
  private func content(of file: TrackFile, in context: TrackContext) throws(Failure) -> [UInt8]? {
    file.isOneFile ? try context.content(of: file, otherwise: "") : try context.content(of: file)
  }
}

extension SongBrief {
  /// A plan in which shots say whom they show; what the brief demands and the plan does not have is told.
  func cast(_ plan: ShotPlan, to music: TrackMusic, in context: TrackContext) throws(Failure) -> ShotPlan {
    var shots = plan.shots
    let subjects = subjects(of: plan) { music.mean(of: .singing, from: $0, to: $1) }
    for (place, subject) in subjects.enumerated() { shots[place].subject = subject }
    let cast = try ShotPlan(shots, rate: plan.rate, start: plan.start.frame, types: plan.types)
    let unmet = unmet(in: cast)
    for sentence in unmet.prefix(CutBriefs.mostNamed) { context.warn("brief: \(sentence)") }
    if unmet.count > CutBriefs.mostNamed {
      context.warn("brief: \(unmet.count - CutBriefs.mostNamed) more demands are not met")
    }
    return cast
  }
}
