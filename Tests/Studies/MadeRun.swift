import FoundationEssentials
import StageKit

@testable import Studies

/// A run's report with few numbers, as `evaluate` writes one.
struct MadeRun {
  var seed = "1"
  var tau = "4"
  /// That of the assistant; the student's if `nil`.
  var assistantSeed: String?
  /// By system: the accuracy of each song.
  var accuracy: [String: [Double]] = ["hRNN": [40, 50], "RNN-KD": [42, 51]]
  var songs = ["a", "b"]
  /// What the report compares.
  var compared = ("RNN-KD", "hRNN")
  /// How many of each song are judged.
  var seconds = 60

  func run(_ name: String, label: String? = nil) throws -> StudiedRun {
    StudiedRun(name: name, label: label, report: try report())
  }

  func report() throws -> RunReport { try JSONForm.decoded(RunReport.self, from: Array(json.utf8)) }

  var json: String {
    let systems = accuracy.keys.sorted()
    let pooled = systems.map { system -> String in
      let numbers = accuracy[system] ?? []
      return """
        {"name": "\(system)", "doc": "", "pooled": {"values": {"accuracy": [\(numbers.reduce(0, +) / Double(numbers.count))],
        "negativeLogLikelihood": [null]}, "mean": {}, "deviation": {}}, "confusion": []}
        """
    }
    let settings = systems.map { system in
      let isStudent = system != "hRNN" && system != "other"
      let tau = isStudent ? ", \"tau\": \"\(tau)\"" : ""
      return "\"\(system)\": [{\"stage\": \"\(isStudent ? "student" : "assistant")\", "
        + "\"settings\": {\"seed\": \"\(isStudent ? seed : assistantSeed ?? seed)\"\(tau)}}]"
    }
    let scored = songs.enumerated().map { place, song in
      let values = systems.map { "\"\($0)\": {\"accuracy\": \(accuracy[$0]?[place] ?? 0)}" }
      return "{\"song\": \"\(song)\", \"seconds\": \(seconds), \"truth\": {}, "
        + "\"values\": {\(values.joined(separator: ", "))}}"
    }
    return """
      {"format": "songboard.learning-report", "version": 2, "title": "", "types": [], "scale": [], "part": "test",
       "systems": [\(pooled.joined(separator: ", "))], "settings": {\(settings.joined(separator: ", "))},
       "truth": {"values": {"shots": [12]}, "mean": {}, "deviation": {}},
       "comparisons": [{"first": "\(compared.0)", "second": "\(compared.1)", "over": "songs", "differences": {}}],
       "runs": [{"seed": 1, "songs": [\(scored.joined(separator: ", "))], "curves": [{"name": "kd: student", "axis": "epoch",
         "points": [{"step": 1, "loss": 2.5, "validationError": 0.5, "validationNLL": 1.5}], "best": 1}],
         "notes": [], "warnings": []}]}
      """
  }
}

extension StudiedRuns {
  /// Runs of no study.
  init(_ runs: [StudiedRun]) { self.init(runs: runs, claims: nil) }
}
