import Glibc
import Signal
import StageKit

/// Pitch classes to positions in the tonal network.
struct Tonnetz: FrameStage {
  static let chroma = Input<Frames>("chroma", "Energy per pitch class.")
  static let tonnetz = Output<Frames>(
    "tonnetz", "The two coordinates each on the circles of fifths, minor thirds and major thirds.")

  static let declaration = StageDeclaration(
    id: "tonnetz",
    doc: "Projects pitch classes on the circles of fifths, minor and major thirds.",
    source: """
      librosa 0.11.0, librosa.feature.tonnetz(chroma=...) (Harte et al. 2006); from samples librosa makes the chroma by a \
      constant-Q transform, here it is the wired one
      """,
    inputs: [chroma], outputs: [tonnetz])

  init(_ settings: Settings) throws(Failure) {}

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    try inputs.giving(.tonnetz, width: 6, on: Self.tonnetz, for: Self.chroma, of: .chroma)
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    let width = try inputs[Self.chroma].width
    let projection = Self.projection(from: width)
    var shares = [Float](repeating: 0, count: width)
    return RowByRow(of: Self.chroma) { chroma, row in
      shares.withUnsafeMutableBufferPointer { shares in
        _ = shares.update(fromContentsOf: chroma)
        RowNorm.sum.apply(to: shares)
        projection.withUnsafeBufferPointer { projection in
          for index in row.indices {
            row[index] = UnsafeBufferPointer(shares).dot(UnsafeBufferPointer(rebasing: projection[(index * width)...]))
          }
        }
      }
    }
  }

  /// The coordinates of each pitch class, shape (6, classes): sine and cosine in turn.
  private static func projection(from classes: Int) -> [Float] {
    let circles: [(radius: Double, turns: Double)] = [(1, 7.0 / 6), (1, 3.0 / 2), (0.5, 2.0 / 3)]
    var projection: [Float] = []
    for (radius, turns) in circles {
      for shift in [0.5, 0] {
        for index in 0..<classes {
          let semitone = 12 * Double(index) / Double(classes)
          projection.append(Float(radius * cos(Double.pi * (turns * semitone - shift))))
        }
      }
    }
    return projection
  }
}
