import Formats
import Learning
import StageKit

/// The learning curves of all runs, for other programs: a table, and event files that TensorBoard opens.
struct CurveFiles {
  let runs: [StudiedRun]

  /// A line for each step of each curve.
  var table: String {
    var text = CSV.head(["run", "curve", "axis", "step", "loss", "validation_error", "validation_nll", "best"])
    for run in runs {
      for curve in run.report.runs[0].curves {
        for point in curve.points {
          text += CSV.line(
            [CSV.field(run.name), CSV.field(curve.name), curve.axis.rawValue, "\(point.step)"]
              + [point.loss, point.validationError, point.validationNLL].map { $0.map { "\($0)" } ?? "" }
              + [point.step == curve.best ? "1" : "0"])
        }
      }
    }
    return text
  }

  /// By path from the folder of the comparison: an event file for each run and curve.
  var events: [(path: String, bytes: [UInt8])] {
    runs.flatMap { run in
      run.report.runs[0].curves.map { curve in
        var file = TensorBoardEvents()
        for point in curve.points {
          let scalars = [
            ("training loss", point.loss), ("validation error", point.validationError),
            ("validation NLL", point.validationNLL),
          ]
          for case (let tag, let value?) in scalars { file.add(tag, value, step: point.step) }
        }
        // TensorBoard takes each folder for a run, and finds its file by the word `tfevents`.
        return (
          "tensorboard/\(Self.folder(run.name))/\(Self.folder(curve.name))/events.out.tfevents.0.songboard", file.bytes
        )
      }
    }
  }

  /// A name as that of a folder.
  private static func folder(_ name: String) -> String {
    let kept = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._=,+- ".contains($0)) ? $0 : "_" }
    return String(kept.prefix(200)).replacing(/^\.+/, with: "_")
  }
}
