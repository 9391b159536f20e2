import Files
import FoundationEssentials
import StageKit
import Testing

@testable import Store

/// What a store holds, what uses it, and what may go.
@Suite final class StoreFolderTests {
  private let path = FileManager.default.temporaryDirectory.path + "/songboard-store-" + UUID().uuidString
  private let keys = ["a", "b", "c"].map { ContentHash.key([$0]) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A store with three results, and two runs: the older used the first and second, the younger the second.
  private func fill() throws {
    let store = try Store(path: path)
    for (place, key) in keys.enumerated() {
      try store.put(key, [("number", Number.type, Number(Double(place)))], warnings: ["w\(place)"])
    }
    try store.keep(manifest("1", time: 1000, Array(keys[..<2])))
    try store.keep(manifest("2", time: 2_000_000_000, [keys[1]]))
  }

  private func manifest(_ id: String, time: Int, _ keys: [Digest]) -> Manifest {
    Manifest(run: Manifest.Run(id: id, time: time, pipeline: "p.yaml", output: "/out/\(id)"), keys: Set(keys))
  }

  private func held() throws -> [Bool] {
    let store = try Store(path: path, isReadOnly: true)
    return keys.map { store.task($0) != nil }
  }

  @Test func whatWasStoredComesBack() throws {
    try fill()
    let task = try #require(try Store(path: path).task(keys[2]))
    #expect(try (task.artifact("number", as: Number.type) as? Number) == Number(2))
    #expect(task.warnings == ["w2"])
    #expect(!task.holds("other", as: Number.type))
  }

  @Test func contentsAreToldByRun() throws {
    try fill()
    let contents = try StoreFolder(path: path).contents()
    #expect(contents.objects == 3 && contents.uses.map(\.run.id) == ["1", "2"])
    #expect(contents.uses.map(\.objects) == [2, 1])
    #expect(contents.unusedBytes > 0 && contents.unusedBytes < contents.bytes)
  }

  @Test func whatNoRunUsesGoes() throws {
    try fill()
    #expect(try StoreFolder(path: path).collect(olderThan: nil, above: nil).objects == 1)
    #expect(try held() == [true, true, false])
  }

  @Test func oldRunsAreForgottenAndYoungResultsStay() throws {
    try fill()
    // All results were written just now: an interrupted run may want them.
    #expect(try StoreFolder(path: path).collect(olderThan: 3600, above: nil).objects == 0)
    #expect(try StoreFolder(path: path).contents().uses.map(\.run.id) == ["2"])
    #expect(try StoreFolder(path: path).collect(olderThan: nil, above: nil).objects == 2)
    #expect(try held() == [false, true, false])
  }

  @Test func theOldestRunGoesUntilTheRestFits() throws {
    try fill()
    let one = try StoreFolder(path: path).contents().bytes / 3
    _ = try StoreFolder(path: path).collect(olderThan: nil, above: one)
    #expect(try held() == [false, true, false])
  }

  @Test func aDamagedObjectCountsAsMissing() throws {
    try fill()
    let place = Store.place(of: keys[0], in: path)
    let changes: [(inout [UInt8]) -> Void] = [{ $0[$0.count - 1] ^= 1 }, { $0.removeLast() }, { $0 = [] }]
    for change in changes {
      var bytes = try FileContent.bytes(of: place)
      change(&bytes)
      try Data(bytes).write(to: URL(filePath: place))
      #expect(try held() == [false, true, true])
      try Store(path: path).put(keys[0], [("number", Number.type, Number(0))], warnings: [])
      #expect(try held() == [true, true, true])
    }
  }

  /// A run with a wider pipeline stores more ports of the same task while another reads what it has found.
  @Test func whatWasFoundCanBeReadThoughTheObjectIsWrittenAnew() throws {
    let store = try Store(path: path)
    let format = FrameFormat(quantity: .samples, width: 1, rate: 1, sampleRate: 0)
    func frames(_ sign: Float) -> Frames { Frames(format: format, values: (0..<3000).map { sign * Float($0) }) }
    try store.put(keys[0], [("rows", Frames.type, frames(1))], warnings: [])
    let found = try #require(store.task(keys[0]))
    let rows = try #require(try found.artifact("rows", as: Frames.type) as? Frames)
    for more in 1...3 {
      let others = (0..<4 * more).map { ("a longer name, of a port in front \($0)", Frames.type, frames(-1)) }
      try Store(path: path).put(keys[0], others + [("rows", Frames.type, frames(1))], warnings: [])
      #expect(try rows.values() == frames(1).values())
      #expect(try (found.artifact("rows", as: Frames.type) as? Frames)?.values() == frames(1).values())
    }
    try Store(path: path).put(keys[0], [("other", Frames.type, frames(-1))], warnings: [])
    #expect(throws: Failure.self) { try rows.values() }
  }

  @Test func aRunThatUsesNothingMoreTakesAnothersPlace() throws {
    let store = try Store(path: path)
    let run = { (id: String, keys: [Digest]) in
      Manifest(run: Manifest.Run(id: id, time: 1, pipeline: "p.yaml", output: "/out"), keys: Set(keys))
    }
    try store.keep(run("1", keys))
    try store.keep(run("2", Array(keys[..<1])))
    try store.keep(run("3", keys))
    #expect(try StoreFolder(path: path).contents().uses.map(\.run.id) == ["3"])
  }

  /// Songs that are gone, and sounds that no run knows, take no room for ever.
  @Test func notesOnWhatIsGoneGo() throws {
    let song = "\(path)/song"
    do {
      let store = try Store(path: path)
      try Data([1]).write(to: URL(filePath: song))
      try store.hashes.note([(song, "here"), ("\(path)/gone", "not here")])
      try store.sounds.note([(keys[0].hex, "used"), (keys[1].hex, "unused")])
      try store.keep(manifest("1", time: 1000, [keys[0]]))
    }
    let before = try StoreFolder(path: path).contents().noteBytes
    _ = try StoreFolder(path: path).collect(olderThan: nil, above: nil)
    #expect(try StoreFolder(path: path).contents().noteBytes < before)
    let again = try Store(path: path)
    #expect(again.hashes[song] == "here" && again.hashes["\(path)/gone"] == nil)
    #expect(again.sounds[keys[0].hex] == "used" && again.sounds[keys[1].hex] == nil)
  }

  @Test func aFolderOfSomethingElseIsNoStore() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    #expect(throws: Failure.self) { try StoreFolder(path: path) }
  }
}
