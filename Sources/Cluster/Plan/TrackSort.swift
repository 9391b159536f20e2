import Engine
import Files
import StageKit

/// The tracks of a library in the order of their paths, each file once: sorted on the disk, as they are found in any order and
/// a large library has more than memory should hold.
final class TrackSort {
  private let byFile: RecordSort
  private let byPath: RecordSort
  private var isComplete = false

  /// - Parameter folder: A folder for files, which is made; its owner removes it.
  init(in folder: String) throws(Failure) {
    byFile = try RecordSort(in: "\(folder)/files")
    byPath = try RecordSort(in: "\(folder)/paths")
  }

  /// Takes a track in; none comes once ``forEach(_:)`` was called.
  ///
  /// - Parameter place: Of tracks of one file that of the lowest place counts, then the first by path.
  func add(_ track: LibraryTrack, place: Int) throws(Failure) {
    let file = FileTree.realPath(track.file) ?? track.file
    let key = Array(file.utf8) + [0] + place.bigEndianBytes + Array(track.path.utf8)
    try byFile.add(key: key, value: Array(PlannedTrack(number: 0, track: track).line.utf8))
  }

  /// Calls a closure with all tracks and their numbers, from 0.
  ///
  /// - Throws: ``Failure`` if two tracks have one path: that is what a track is known by. What the closure throws.
  func forEach(_ body: (Int, LibraryTrack) throws -> Void) throws {
    try complete()
    var (number, last): (Int, LibraryTrack?) = (0, nil)
    try byPath.forEach { _, line in
      let track = try PlannedTrack(line: line).track
      if let last, last.path.utf8.elementsEqual(track.path.utf8) {
        throw Failure(
          "\(last.file) and \(track.file) would both be the track \(track.path)",
          remedy: "name the folder that holds both, so that they stay in folders of their own")
      }
      try body(number, track)
      (number, last) = (number + 1, track)
    }
  }

  /// The track of a number: all before it are read, which is done only to name one that is at fault.
  func track(_ number: Int) throws -> LibraryTrack? {
    var found: LibraryTrack?
    try forEach { if $0 == number { found = $1 } }
    return found
  }

  /// Sorts what was found by path, each file once.
  private func complete() throws {
    guard !isComplete else { return }
    isComplete = true
    var last: [UInt8] = []
    try byFile.forEach { key, line in
      let file = Array(key.prefix { $0 != 0 })
      guard file != last else { return }
      last = file
      let track = try PlannedTrack(line: line).track
      try byPath.add(key: Array("\(track.path)\0\(track.file)".utf8), value: line)
    }
  }
}
