import Audio
import Edits
import Files
import Pipeline
import StageKit

/// What has come of a track so far, turn by turn.
struct TrackProgress: Sendable {
  let track: LibraryTrack
  /// Where the time went, besides the stages' work.
  var watch = Stopwatch()

  private var status = TrackStatus.cached
  private var hash: Digest?
  private var sound: (seconds: Double, decoder: String)?
  private var tempo: Double?
  private var documents: [String] = []
  private var written: [String] = []
  private var warnings: [String] = []
  private var reasons: [String] = []
  private var timings: [TrackReport.Timing] = []

  init(_ track: LibraryTrack) {
    self.track = track
  }

  /// Whether the track goes on to the next turn: it has not failed, or is damaged and kept.
  var goesOn: Bool { status.isComplete || status == .edited || isPartial }

  private var isPartial: Bool { (status == .truncated || status == .corrupt) && sound != nil }

  /// Finds out what the track is made from; `nil` if its files cannot be read, or it is known to be damaged and such
  /// tracks are refused, which is noted.
  ///
  /// - Throws: `CancellationError`, and a ``Failure`` that ends the run: of an attempt at a part of a library also one that may
  ///   pass, as another attempt may read what this one cannot.
  mutating func identify(on ground: RunGround) throws -> CorpusMember? {
    do {
      let member = try watch.time("hash") { () throws(Failure) in try ground.member(track) }
      hash = member.identity.hash
      _ = try ground.work(on: member)
      return member
    } catch let failure as AudioFailure {
      fail(failure)
      return nil
    } catch {
      try Task.checkCancellation()
      if ground.isFatal(error) { throw error }
      fail(.failed, "\(error)")
      return nil
    }
  }

  /// Takes in what is wrong with the track's sound.
  mutating func fail(_ failure: AudioFailure) {
    let isEdit = failure.kind == .unsupported && (try? CutFormat(path: track.file)) != nil
    let export = "make documents of it with `songboard run export \(track.file.shellWord)`"
    fail(TrackStatus(failure.kind), isEdit ? "is a shot plan or an edit, and no sound; \(export)" : failure.description)
  }

  /// Takes in what is wrong with the track.
  mutating func fail(_ status: TrackStatus, _ reason: String) {
    self.status = status
    // The report names the track; the file's path before the reason would only repeat it.
    let path = "\(track.file): "
    let own = reason.hasPrefix(path) ? String(reason.dropFirst(path.count)) : reason
    if !reasons.contains(own) { reasons.append(own) }
  }

  /// Takes in what became of documents.
  mutating func add(
    _ assessment: TrackAssessment, _ outcome: Publisher.Outcome, in ground: RunGround, hasWorked: Bool
  ) {
    documents += (assessment.fresh + outcome.published).flatMap { ground.published.paths(of: $0) }
    written += outcome.published.flatMap { ground.published.paths(of: $0) }
    warnings += outcome.warnings
    if let plan = assessment.ownPlan {
      warnings.append(
        "\(plan): stays as it is, since a person made or edited it; run the same with -o and another folder to have it "
          + "written anew there")
    }
    if status == .cached, hasWorked || !outcome.published.isEmpty { status = .ok }
    let (edited, foreign, held) = (assessment.edited, outcome.left, assessment.held)
    if !edited.isEmpty {
      let own = [assessment.ownPlan].compactMap(\.self)
      // What is up to date follows the song, and not the edit.
      let isFollowed = assessment.fresh.isEmpty && Self.areMade(held, after: edited + own, in: ground)
      let again = isFollowed ? ", made again since" : ""
      let stays = held.isEmpty ? "" : "; so does what is made of the same shots (\(Self.list(held))\(again))"
      // A plan has all that an edit has, and more.
      let edits = edited.filter(CutFormat.isWholeEdit)
      let edit = edits.first { (try? CutFormat(path: $0)) == .json } ?? edits.first
      let source = isFollowed ? nil : edit
      let export = source.map { Self.wayOn(from: own.first ?? $0, of: edits + own, in: ground.folder) } ?? ""
      status = .edited
      reasons.append(
        "changed since songboard wrote it, and stays: \(edited.joined(separator: ", "))\(stays); \(export)replace it "
          + "with --overwrite, which leaves a copy of it")
    }
    if !foreign.isEmpty {
      status = .edited
      reasons.append(
        "not written by songboard, and stays: \(foreign.joined(separator: ", ")); move it, choose another folder with -o, "
          + "or replace it with --overwrite, which leaves a copy of it")
    }
  }

  /// The first of some files, and how many more there are.
  private static func list(_ files: [String]) -> String {
    let most = 4
    return files.prefix(most).joined(separator: ", ") + (files.count > most ? " and \(files.count - most) more" : "")
  }

  /// Whether documents were made by one run after edits came there, as by an export of these.
  private static func areMade(_ documents: [String], after edits: [String], in ground: RunGround) -> Bool {
    func stamps(_ files: [String]) -> [FileStamp] {
      files.compactMap { FileStamp(of: "\(ground.folder.path)/\($0)") }
    }
    let runs = Set(documents.map { ground.published.versions(of: $0).first?.run })
    // A copy may keep the time at which the edit was saved on another machine.
    guard runs.count == 1, let written = stamps(documents).map(\.modified).max(),
      let came = stamps(edits).map(\.changed).max()
    else { return false }
    return written > came
  }

  /// How to make the other documents of an edit: in another folder, where there is another edit that must stay too.
  private static func wayOn(from edit: String, of edits: [String], in folder: OutputFolder) -> String {
    guard edits.count > 1 else { return "make the other documents of it with `\(folder.export(of: edit))`, or " }
    return "\(edits.sorted().joined(separator: " and ")) were changed each by itself and may differ: make the other "
      + "documents of one of them in another folder, such as with `\(folder.export(of: edit, to: "\(folder.path)-edited"))`, "
      + "or "
  }

  /// Takes in what was said and how long it took.
  mutating func add(_ work: TrackWork) {
    let said = (work.sound?.notes ?? []) + work.warnings
    warnings += said.filter { !warnings.contains($0) }
    timings += work.watch.timings
    sound = work.sound.map { ($0.seconds, $0.decoder) } ?? sound
    tempo = work.tempo ?? tempo
  }

  /// The track's line in the run's report.
  func report(of run: String, time: Int) -> TrackReport {
    TrackReport(
      run: run, time: time, track: track.path, status: status, hash: hash?.hex, seconds: sound?.seconds,
      tempo: tempo, decoder: sound?.decoder, documents: documents, written: written, warnings: warnings,
      reason: reasons.isEmpty ? nil : reasons.joined(separator: "; "), timings: timings + watch.timings)
  }
}

extension TrackStatus {
  init(_ kind: AudioFailure.Kind) {
    switch kind {
    case .unreadable, .decoder: self = .failed
    case .unsupported: self = .unsupported
    case .empty: self = .empty
    case .corrupt: self = .corrupt
    case .truncated: self = .truncated
    }
  }
}
