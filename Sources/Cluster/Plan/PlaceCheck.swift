import Engine
import Files
import Pipeline
import StageKit

/// Checks that each document of a library has a place of its own, wherever the output folder will be. Places are sorted on
/// the disk, as a large library has more than memory should hold.
final class PlaceCheck {
  private enum Use: UInt8 {
    case folder, document
  }

  /// Stands for the stages that see the corpus among the numbers of tracks.
  private static let corpus = Int.max

  private let paths: DocumentPaths
  private let places: RecordSort
  private var lastFolder = ""

  /// - Parameter folder: A folder for files, which is made; its owner removes it.
  init(of plan: Plan, in folder: String) throws(Failure) {
    paths = DocumentPaths(of: plan)
    places = try RecordSort(in: folder)
    try add(paths.ofCorpus, of: Self.corpus)
  }

  /// Takes a track's documents in.
  ///
  /// - Throws: ``Failure`` if one is no place for a document, or the disk takes no more.
  func add(_ track: LibraryTrack, number: Int) throws(Failure) { try add(paths.paths(of: track), of: number) }

  /// Checks the places of all tracks.
  ///
  /// - Parameter track: Finds a track by its number.
  /// - Throws: ``Failure`` that names two owners of one place.
  func check(track: (Int) throws -> LibraryTrack?) throws {
    var place: [UInt8] = []
    // The first document at the place, or else who needs a folder there.
    var holder: (number: Int, use: Use)?
    try places.forEach { key, value in
      guard let use = value.first.flatMap(Use.init(rawValue:)) else { return }
      let number = Int(bigEndianBytes: value.dropFirst())
      guard key == place, let other = holder else {
        (place, holder) = (key, (number, use))
        return
      }
      if use == .document || other.use == .document {
        let numbers = Set([number, other.number]).subtracting([Self.corpus]).sorted()
        try paths.check(try numbers.compactMap(track))
      }
      if use == .document { holder = (number, use) }
    }
  }

  private func add(_ paths: [String], of number: Int) throws(Failure) {
    for path in paths {
      try add(path, .document, number)
      let folder = FileTree.folder(of: path)
      // Tracks come sorted: their folders come again and again.
      guard folder != lastFolder else { continue }
      lastFolder = folder
      let parts = folder == "." ? [] : folder.split(separator: "/")
      for count in parts.indices { try add(parts[...count].joined(separator: "/"), .folder, number) }
    }
  }

  private func add(_ path: String, _ use: Use, _ number: Int) throws(Failure) {
    let hash = ContentHash.of(Array(path.utf8))
    try places.add(
      key: hash.high.bigEndianBytes + hash.low.bigEndianBytes, value: [use.rawValue] + number.bigEndianBytes)
  }
}
