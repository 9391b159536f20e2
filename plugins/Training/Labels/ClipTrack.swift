import Edits
import Shots
import StageKit

/// Labels from an OpenTimelineIO timeline: the clips of its only video track, and the types in their names.
enum ClipTrack {
  /// The shots of a timeline; its gaps give none.
  ///
  /// - Parameter path: The file's path for messages.
  /// - Throws: ``Failure`` with all that is wrong, by line.
  static func shots(in bytes: [UInt8], path: String, vocabulary: Vocabulary) throws(Failure) -> [WrittenShot] {
    var diagnostics = Diagnostics(file: path)
    let track = OTIOTrack.read(bytes, findings: &diagnostics)
    try diagnostics.check()
    var time = 0.0
    var shots: [WrittenShot] = []
    for item in track?.items ?? [] {
      let end = time + item.seconds
      if item.isClip {
        let type = ClipType.type(in: item.name, vocabulary: vocabulary)
        shots.append(WrittenShot(start: time, end: end, type: type, line: item.line))
      }
      time = end
    }
    return shots
  }
}

/// The shot type in a clip's name: `XLS_001`, `CU 3`, `mcu-take2.mov`.
enum ClipType {
  /// The type as the vocabulary will find it; where there is none, what would stand in its place.
  ///
  /// The whole name counts first, then its first word, then that without the digits at its end.
  static func type(in name: String, vocabulary: Vocabulary) -> String {
    let word = String(name.prefix { $0.isLetter || $0.isNumber })
    let letters = String(word.prefix { !$0.isNumber })
    let candidates = [name, word, letters].filter { !$0.isEmpty }
    return candidates.first { (try? vocabulary.column(of: $0)) != nil } ?? candidates.last ?? name
  }
}
