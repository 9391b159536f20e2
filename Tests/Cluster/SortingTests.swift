import Engine
import Files
import FoundationEssentials
import StageKit
import Testing

@testable import Cluster

/// Records and tracks that are sorted on the disk.
struct SortingTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/songboard-tests-" + UUID().uuidString

  private static func records(of sort: RecordSort) throws -> [[[UInt8]]] {
    var records: [[[UInt8]]] = []
    try sort.forEach { records.append([$0, $1]) }
    return records
  }

  private static func precede(_ a: [UInt8], _ b: [UInt8]) -> Bool { a.lexicographicallyPrecedes(b) }

  /// Pieces of one record up to one piece of all, read in rounds of two up to all at once.
  @Test(arguments: [(0, 2), (0, 3), (100, 2), (100, 256), (1 << 20, 2)])
  func recordsComeSortedByTheirBytes(most: Int, width: Int) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let sort = try RecordSort(in: folder, most: most, width: width)
    var wanted: [[[UInt8]]] = []
    for number in 0..<300 {
      let mixed = number * 7919 % 1000
      let key = Array("\(mixed)".utf8.prefix(mixed % 4)) + (mixed % 3 == 0 ? [0, 255] : [])
      // A key may come often.
      let value = [UInt8](repeating: UInt8(number % 256), count: number % 5)
      try sort.add(key: key, value: value)
      wanted.append([key, value])
    }
    for _ in 0..<2 {
      let found = try Self.records(of: sort)
      #expect(found.map { $0[0] } == wanted.map { $0[0] }.sorted(by: Self.precede))
      #expect(Set(found) == Set(wanted) && found.count == wanted.count)
      #expect(FileTree.names(in: folder).count <= width)
    }
    try sort.add(key: [], value: [1, 2, 3])
    #expect(try Self.records(of: sort).count == 301)
  }

  @Test func nothingIsSortedToNothing() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try Self.records(of: RecordSort(in: folder)).isEmpty)
  }

  /// More pieces than a process may have files open.
  @Test func manyPiecesAreReadInRounds() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let sort = try RecordSort(in: folder, most: 0)
    for number in (0..<2000).reversed() { try sort.add(key: number.bigEndianBytes, value: []) }
    #expect(try Self.records(of: sort).map { Int(bigEndianBytes: $0[0]) } == Array(0..<2000))
  }

  @Test func tracksComeByTheBytesOfTheirPathsEachFileOnce() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let sort = try TrackSort(in: folder)
    func add(_ file: String, _ path: String, _ place: Int) throws {
      try sort.add(LibraryTrack(file: "/songboard-none/\(file)", path: path), place: place)
    }
    // Of the file b, the track of the lower place counts, and of that the first path.
    try add("b.wav", "z.wav", 1)
    try add("b.wav", "b.wav", 3)
    try add("b.wav", "y.wav", 1)
    for path in ["\u{E9}.wav", "e\u{301}.wav", "a/b.wav", "a.wav", "B.wav", "a b.wav"] { try add("m/\(path)", path, 2) }
    var found: [(Int, [UInt8])] = []
    try sort.forEach { found.append(($0, Array($1.path.utf8))) }
    let wanted = ["B.wav", "a b.wav", "a.wav", "a/b.wav", "e\u{301}.wav", "y.wav", "\u{E9}.wav"]
    #expect(found.map(\.1) == wanted.map { Array($0.utf8) })
    #expect(found.map(\.0) == Array(0..<7))
    #expect(try sort.track(3)?.path == "a/b.wav")
    #expect(try sort.track(7) == nil)
  }

  @Test func twoFilesOfOnePathAreRefused() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let sort = try TrackSort(in: folder)
    for file in ["/songboard-none/1/a.wav", "/songboard-none/2/a.wav"] {
      try sort.add(LibraryTrack(file: file, path: "a.wav"), place: 0)
    }
    let failure = #expect(throws: Failure.self) { try sort.forEach { _, _ in } }
    #expect(failure?.reason.contains("/1/a.wav") == true && failure?.reason.contains("/2/a.wav") == true)
  }
}
