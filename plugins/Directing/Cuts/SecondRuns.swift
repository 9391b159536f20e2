import Shots
import StageKit

/// The shots of a prediction taken at its word: the most probable type of each row, runs merged.
///
/// Cuts lie on whole rows, and nothing limits a shot's length. Source: the concert paper's definition of a shot.
enum SecondRuns {
  /// The runs of a track, and the candidates that they lie between.
  ///
  /// - Parameter frames: The track's length in frames.
  static func decode(
    _ types: Frames, frames: Int, rate: FrameRate
  ) throws -> (candidates: [CutCandidate], shots: [DecodedShot]) {
    let width = types.format.width
    let values = try types.values().map { $0 > 0 ? min(Double($0), 1) : 0 }
    let rows = values.isEmpty ? [[Double](repeating: 1 / Double(width), count: width)] : values.chunks(of: width)
    var candidates = [CutCandidate(frame: 0, kind: .edge, weight: 0)]
    var shots: [DecodedShot] = []
    var run: [[Double]] = []
    var type = rows[0].indexOfMax
    func close(at candidate: CutCandidate) {
      candidates.append(candidate)
      let means = (0..<width).map { column in run.reduce(0) { $0 + $1[column] } / Double(run.count) }
      shots.append(DecodedShot(start: shots.count, end: shots.count + 1, type: type, probabilities: means))
      run = []
    }
    for (index, row) in rows.enumerated() {
      let frame = rate.frame(rounding: Double(index) / types.format.rate)
      let isPast = frame >= frames || (index > 0 && frame == candidates[candidates.count - 1].frame)
      if row.indexOfMax != type, !isPast {
        close(at: CutCandidate(frame: frame, kind: .prediction, weight: 0))
        type = row.indexOfMax
      }
      run.append(row)
    }
    close(at: CutCandidate(frame: frames, kind: .edge, weight: 0))
    return (candidates, shots)
  }
}

extension [Double] {
  /// The place of the highest value, the first of equals.
  fileprivate var indexOfMax: Int { indices.max { self[$0] < self[$1] || (self[$0] == self[$1] && $0 > $1) } ?? 0 }

  fileprivate func chunks(of size: Int) -> [[Double]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<$0 + size]) }
  }
}
