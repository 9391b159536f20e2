import Edits
import Learning
import Shots
import StageKit

/// The labels of a whole song: shots of known types that follow each other from its start to its end.
struct LabelledEdit {
  /// How far the first shot may start behind the song's start, and the last end from its end, in seconds: one frame of the
  /// labels.
  private static let margin = 1.0
  /// How far neighbouring times may be apart by being rounded to hundredths, in seconds.
  private static let rounding = 0.0101

  /// The shots in order; each ends where the next starts, the first starts at 0, the last ends with the song.
  let shots: [LabelledShot]

  /// Checks the shots of a file.
  ///
  /// - Parameters:
  ///   - path: The file's path for messages.
  ///   - duration: The song's length in seconds.
  ///   - confidence: Types that are less sure count as unknown, as do those that are written `?`.
  ///   - isWeighted: Whether types count by how sure they are, and as unknown where that is 0; else all count as much.
  /// - Throws: ``Failure`` with all that is wrong, each with its place.
  init(
    _ written: [WrittenShot], path: String, vocabulary: Vocabulary, duration: Double, confidence: Double = 0,
    isWeighted: Bool = false
  ) throws(Failure) {
    guard let first = written.first, let last = written.last else {
      throw Failure("\(path): there is no shot", remedy: "write rows start,end,type, or leave the song unlabelled")
    }
    var diagnostics = Diagnostics(file: path)
    func fault(_ shot: WrittenShot, _ reason: String, remedy: String = "") {
      diagnostics.error(shot.line, Failure(reason, remedy: remedy).description)
    }
    if first.start > Self.margin {
      fault(first, "the first shot starts at \(Self.text(first.start)) s", remedy: "label the song from its start")
    }
    var previous: WrittenShot?
    var shots: [LabelledShot] = []
    for (number, shot) in written.enumerated() {
      if let previous { Self.check(shot, after: previous, report: fault) }
      if shot.end <= shot.start {
        fault(shot, "the shot ends at \(Self.text(shot.end)) s, not after its start at \(Self.text(shot.start)) s")
      }
      if shot.end > duration + Self.margin {
        fault(
          shot, "the shot ends at \(Self.text(shot.end)) s, but the song ends at \(Self.text(duration)) s",
          remedy: "are these labels of another song or version?")
      }
      do throws(Failure) {
        let isUnknown = shot.name == Vocabulary.unknown
        let type = isUnknown ? nil : try vocabulary.column(of: vocabulary.word(in: shot.name))
        let start = shots.last?.end ?? 0
        let end = number == written.count - 1 ? max(duration, start) : min(shot.end, duration)
        let weight = isWeighted ? shot.confidence : 1
        // What weighs nothing teaches nothing: it is unknown, not a label.
        let isKnown = shot.confidence >= confidence && weight > 0
        shots.append(LabelledShot(start: start, end: end, type: isKnown ? type : nil, weight: weight))
      } catch {
        fault(shot, error.reason, remedy: error.remedy)
      }
      previous = shot
    }
    if last.end < duration - Self.margin {
      fault(
        last, "the last shot ends at \(Self.text(last.end)) s, but the song ends at \(Self.text(duration)) s",
        remedy: "label the song to its end")
    }
    if !written.isEmpty, shots.count == written.count, shots.allSatisfy({ $0.type == nil }) {
      fault(first, "no shot has a type that is known", remedy: "correct some, or leave the song unlabelled")
    }
    try diagnostics.check()
    self.shots = shots.filter { $0.end > $0.start }
  }

  private static func check(
    _ shot: WrittenShot, after previous: WrittenShot, report: (WrittenShot, String, String) -> Void
  ) {
    let remedy = "each shot starts where the one before ends"
    if shot.start < previous.start {
      report(
        shot, "the shot starts at \(text(shot.start)) s, before the one above it at \(text(previous.start)) s",
        "write shots in order of time")
    } else if shot.start < previous.end - rounding {
      report(
        shot,
        "the shot starts at \(text(shot.start)) s, but the one before ends at \(text(previous.end)) s: they overlap",
        remedy)
    } else if shot.start > previous.end + rounding {
      report(
        shot, "no shot from \(text(previous.end)) s to \(text(shot.start)) s: a gap", remedy)
    }
  }

  /// A time in seconds with at most three decimals, for people.
  private static func text(_ time: Double) -> String { ((1000 * time).rounded() / 1000).text }
}
