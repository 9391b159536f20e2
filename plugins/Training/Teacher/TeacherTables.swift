import Learning
import StageKit

/// What a teacher counted: codebooks, co-occurrence and language.
struct TeacherTables {
  /// By view, fine to coarse: how frames become codewords. None for a view that stands alone: no other is linked to it.
  let codebooks: [Codebook]
  /// The fusion of the views.
  let fusion: Fusion
  /// What a student learns from.
  let targetRule: TargetRule
  /// What the logarithms of that are divided by; 1 leaves them as they are.
  var temperature = 1.0

  /// How many views there are.
  var views: Int { max(1, codebooks.count) }

  /// By view: the codeword of each second; none for a view that stands alone.
  ///
  /// - Parameters:
  ///   - frames: By view, fine to coarse: the rows of a song.
  ///   - seconds: The song's length.
  /// - Throws: ``Failure`` if a view does not fit the song or the codebooks, or what reading kept rows throws.
  func codes(of frames: [Frames], seconds: Int) throws -> [[Int]] {
    let music = try frames.map { try ViewRows.view(of: $0.format) }
    let rows = try zip(frames, music).map { try ViewRows.fitted($0, view: $1, seconds: seconds) }
    guard rows.count == views else {
      throw Failure("there are \(rows.count) views, but the teacher was made from \(views)")
    }
    guard !codebooks.isEmpty else { return [[]] }
    var codes: [[Int]] = []
    for (view, codebook) in codebooks.enumerated() {
      guard rows[view].format.width == codebook.width else {
        throw Failure(
          "view \(view + 1) has \(rows[view].format.width) columns, the teacher was made from \(codebook.width)",
          remedy: "give the features that the teacher was made from")
      }
      let words = try codebook.codes(of: rows[view])
      codes.append((0..<seconds).map { words[music[view].frame(ofSecond: $0)] })
    }
    return codes
  }
}
