import Engine
import Glibc
import StageKit

/// Shows a run's progress on stderr: a bar on a terminal, plain lines elsewhere.
struct ProgressDisplay {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let start = ContinuousClock.now
  private let output: String
  private var total = 0
  private var done = 0
  private var failed = 0
  private var audioSeconds = 0.0
  private var lastLearning = ContinuousClock.now

  /// - Parameter output: The output folder, named at the end.
  init(output: String) {
    self.output = output
  }

  /// Shows what happened.
  mutating func show(_ event: RunEvent) {
    switch event {
    case .started(let tracks):
      total = tracks
    case .trackStarted:
      break
    case .trackFinished(let report):
      done += 1
      failed += report.status.isComplete || report.isDamagedButKept ? 0 : 1
      audioSeconds += report.seconds ?? 0
      if !isTerminal || report.reason != nil || !report.warnings.isEmpty { line(text(for: report)) }
    case .learningProgressed(let stage, let progress):
      showLearning(stage, progress)
    case .corpusStageWarned(let stage, let sentence):
      line("warning    \(stage): \(sentence)")
    case .corpusStageFinished(let stage, let documents, let reason, let isCached):
      let status = reason != nil ? "failed    " : isCached ? "cached    " : "ok        "
      line("\(status) \(([stage] + [reason ?? documents.joined(separator: ", ")].filter { !$0.isEmpty }).joined(separator: ": "))")
    case .trackContinued(let report):
      if !isTerminal || report.reason != nil || !report.warnings.isEmpty { line(text(for: report)) }
    case .finished(let summary):
      line(text(for: summary))
      return
    }
    if isTerminal, done < total { Console.raw("\r\u{1B}[K\(bar)") }
  }

  /// A line that is overwritten on a terminal; elsewhere a line now and then.
  private mutating func showLearning(_ stage: String, _ progress: LearningProgress) {
    let error = progress.validationError.map { ", validation error \(Self.fixed($0 * 100, 1)) %" } ?? ""
    let text =
      "\(stage): \(progress.phase), epoch \(progress.epoch) of \(progress.epochs), loss \(Self.fixed(progress.loss, 3))"
      + "\(error), \(clock(progress.secondsLeft)) left"
    if isTerminal {
      Console.raw("\r\u{1B}[K\(text)")
    } else if ContinuousClock.now - lastLearning > .seconds(5) {
      lastLearning = .now
      line(text)
    }
  }

  private static func fixed(_ number: Double, _ digits: Int) -> String {
    let scale = digits == 1 ? 10.0 : 1000.0
    return "\((number * scale).rounded() / scale)"
  }

  private func line(_ text: String) {
    Console.message((isTerminal ? "\r\u{1B}[K" : "") + Console.printable(text))
  }

  private func text(for report: TrackReport) -> String {
    let status = report.status.rawValue
    var text = status + String(repeating: " ", count: max(1, 11 - status.count)) + report.track
    if let reason = report.reason { text += ": \(reason)" }
    return ([text] + report.warnings.map { "warning: \($0)" }).joined(separator: "; ")
  }

  private func text(for summary: RunSummary) -> String {
    var parts = ["\(summary.completeCount) of \(total) tracks complete"]
    if let cached = summary.counts[.cached] { parts.append("\(cached) of them already up to date") }
    if summary.keptCount > 0 { parts.append("\(summary.keptCount) damaged and kept") }
    if summary.failedCount > 0 { parts.append("\(summary.failedCount) failed") }
    switch summary.end {
    case .allDone: break
    case .failure: parts.append("stopped at the first failure")
    case .interruption: parts.append("interrupted; run again to go on")
    }
    return parts.joined(separator: ", ") + ". Documents and run.jsonl are in \(output)"
  }

  private var elapsed: Double { (ContinuousClock.now - start) / .seconds(1) }

  private var bar: String {
    let width = 24
    let filled = total > 0 ? width * done / total : 0
    let speed = elapsed > 0 ? Int(audioSeconds / elapsed) : 0
    let left = done > 0 ? clock(elapsed / Double(done) * Double(total - done)) : "--:--"
    let cells = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
    return "[\(cells)] \(done)/\(total) tracks, \(speed) x real time, \(failed) failed, \(left) left"
  }

  private func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    return "\(whole / 60):\(whole % 60 < 10 ? "0" : "")\(whole % 60)"
  }
}
