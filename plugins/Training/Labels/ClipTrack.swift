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
