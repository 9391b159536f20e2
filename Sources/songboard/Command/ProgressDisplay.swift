import Engine
import Files
import Glibc
import StageKit

/// Shows a run's progress on stderr: on a terminal a bar, or a line of what is being learned; plain lines elsewhere.
struct ProgressDisplay {
  /// How often a plain line tells of learning, in seconds.
  private static let learningInterval = 5.0

  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let start = ContinuousClock.now
  private let output: String
  private var total = 0
  private var done = 0
  private var waiting: Set<String> = []
  private var failed = 0
  private var audioSeconds = 0.0
  private var nextLearningLine = 0.0
  /// The first page of the last track.
  private var page: String?

  /// - Parameter output: The output folder, named at the end.
  init(output: String) {
    self.output = output
  }

  /// Shows what happened.
  mutating func show(_ event: RunEvent) {
    switch event {
    case .started(let tracks, let parts):
      total = tracks
      if let text = Self.text(of: parts) { line(text) }
    case .trackStarted:
      break
    case .trackWaits(let report):
      waiting.insert(report.track)
      count(report)
      if !isTerminal { line(Self.waiting(report.track)) }
    case .trackFinished(let report):
      page = report.documents.first { $0.hasSuffix(".html") }
      failed += report.status.isComplete || report.status == .edited || report.isPartial ? 0 : 1
      if !waiting.contains(report.track) { count(report) }
      if !isTerminal || report.reason != nil || !report.warnings.isEmpty { line(text(of: report)) }
    case .corpusStageStarted(let stage):
      nextLearningLine = 0
      if isTerminal { Console.raw("\r\u{1B}[K\(stage) ...") } else { line("\(stage) ...") }
    case .learningProgressed(let stage, let progress):
      show(progress, of: stage)
    case .corpusStageWarned(let stage, let sentence):
      line("warning    \(stage): \(sentence)")
    case .corpusStageFinished(let stage, let documents, let reason, let isCached):
      let status = reason != nil ? "failed    " : isCached ? "cached    " : "ok        "
      let told = [reason ?? documents.joined(separator: ", ")].filter { !$0.isEmpty }
      line("\(status) \(([stage] + told).joined(separator: ": "))")
    case .finished(let summary):
      line(text(of: summary))
      if let earlier = summary.earlier { line(Self.text(of: earlier, in: output)) }
      return
    }
    if isTerminal, done < total { Console.raw("\r\u{1B}[K\(bar)") }
  }

  private mutating func count(_ report: TrackReport) {
    done += 1
    audioSeconds += report.seconds ?? 0
  }

  /// A line that is overwritten on a terminal; elsewhere one now and then.
  private mutating func show(_ progress: LearningProgress, of stage: String) {
    let text = progress.text(of: stage)
    if isTerminal {
      Console.raw("\r\u{1B}[K\(Console.printable(text))")
    } else if elapsed >= nextLearningLine {
      nextLearningLine = elapsed + Self.learningInterval
      line(text)
    }
  }

  private func line(_ text: String) {
    Console.message((isTerminal ? "\r\u{1B}[K" : "") + Console.printable(text))
  }

  /// The word that a line begins with, as wide as all of them.
  private static func column(_ word: String) -> String { word + String(repeating: " ", count: max(1, 11 - word.count)) }

  /// How the songs of a run that learns are divided; `nil` where all are for the same.
  static func text(of parts: [TrackPart: Int]) -> String? {
    let counts = TrackPart.allCases.compactMap { part in parts[part].map { "\($0) \(part.rawValue)" } }
    return counts.count < 2 ? nil : "\(column("songs"))\(counts.joined(separator: ", "))"
  }

  /// What is told of a track that waits: how it ends is told when it has ended.
  static func waiting(_ track: String) -> String { "\(column("waits"))\(track): for the stages that learn" }

  private func text(of report: TrackReport) -> String {
    var text = Self.column(report.status.rawValue) + report.track
    if let reason = report.reason { text += ": \(reason)" }
    return ([text] + report.warnings.map { "warning: \($0)" }).joined(separator: "; ")
  }

  private func text(of summary: RunSummary) -> String {
    // Tracks that come one by one are not counted before.
    var parts = ["\(summary.completeCount) of \(max(total, summary.triedCount)) tracks complete"]
    if let cached = summary.counts[.cached] { parts.append("\(cached) of them already up to date") }
    if let edited = summary.counts[.edited] { parts.append("\(edited) with changed documents, which stay") }
    if summary.partialCount > 0 { parts.append("\(summary.partialCount) damaged and kept") }
    if summary.failedCount > 0 { parts.append("\(summary.failedCount) failed") }
    if !summary.failedCorpusStages.isEmpty {
      parts.append("failed: \(summary.failedCorpusStages.keys.sorted().joined(separator: ", "))")
    }
    switch summary.end {
    case .allDone: break
    case .failure: parts.append("stopped at the first failure")
    case .interruption: parts.append("interrupted; run again to go on")
    case .gaveUp: parts.append("gave up, \(total - summary.triedCount) tracks not tried: \(summary.reason ?? "")")
    }
    let place = FileTree.exists("\(output)/run.jsonl") ? ". Documents and run.jsonl are in \(output)" : ""
    return parts.joined(separator: ", ") + place + look
  }

  /// Where to look at what came of a single track.
  private var look: String {
    guard total == 1, let page, FileTree.exists("\(output)/\(page)") else { return "" }
    return "; look at \(output)/\(page)"
  }

  /// What is told of files of earlier runs.
  static func text(of earlier: RunSummary.Earlier, in output: String) -> String {
    let count = earlier.count - earlier.removed
    let files = "\(count) \(count == 1 ? "file" : "files")"
    if earlier.removed > 0 {
      let stay =
        count == 0 ? "" : "; \(files) \(count == 1 ? "stays" : "stay"), being changed, named in others, or no run's"
      return "removed from \(output) what earlier runs made and this one does not, such as \(earlier.example): "
        + "\(earlier.removed) in all\(stay)"
    }
    let (were, them, stay) = count == 1 ? ("was", "it", "it stays") : ("were", "them", "they stay")
    let wayOut =
      earlier.removable > 0
      ? "--dry-run lists \(them), --prune removes what nobody has changed or needs, once all is complete"
      : "\(stay) until you make \(them) again or remove \(them)"
    return
      "\(files) in \(output) \(were) not made by this run but by earlier ones, and may be of an older plan, such as "
      + "\(earlier.example): \(wayOut)"
  }

  private var elapsed: Double { (ContinuousClock.now - start) / .seconds(1) }

  private var bar: String {
    let width = 24
    let filled = total > 0 ? width * done / total : 0
    let speed = elapsed > 0 ? Int(audioSeconds / elapsed) : 0
    let left = done > 0 ? ClockTime.text(left: elapsed / Double(done) * Double(total - done)) : "--:--"
    let cells = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
    return "[\(cells)] \(done)/\(total) tracks, \(speed) x real time, \(failed) failed, \(left) left"
  }
}

extension LearningProgress {
  /// How far a stage is, in a line: `hrnn: epoch 12 of 60, loss 1.52, validation error 0.47, 1:20 left`.
  func text(of stage: String) -> String {
    var parts = phase.isEmpty ? [] : [phase]
    parts += ["epoch \(epoch) of \(epochs)", "loss \(Self.hundredths(loss))"]
    if let validationError { parts.append("validation error \(Self.hundredths(validationError))") }
    parts.append("\(ClockTime.text(left: secondsLeft)) left")
    return "\(stage): \(parts.joined(separator: ", "))"
  }

  private static func hundredths(_ number: Double) -> String {
    guard abs(number) < 1e9 else { return "\(number)" }
    let count = Int((100 * abs(number)).rounded())
    return "\(number < 0 && count > 0 ? "-" : "")\(count / 100).\((count % 100).padded(to: 2))"
  }
}
