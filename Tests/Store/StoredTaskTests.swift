import StageKit
import Testing

@testable import Store

@Suite struct StoredTaskTests {
  private func task(_ entries: String, content: [UInt8] = []) throws -> StoredTask {
    let head = Array("{\"entries\":[\(entries)],\"warnings\":[]}".utf8)
    let spaces = [UInt8](repeating: UInt8(ascii: " "), count: 2 * StoredTask.alignment - head.count - 1)
    return try StoredTask(MemoryBytes(head + spaces + [UInt8(ascii: "\n")] + content))
  }

  private func entry(_ place: String) -> String {
    "{\"place\":\(place),\"port\":\"a\",\"type\":\"number\",\"version\":1}"
  }

  @Test func anArtifactIsReadFromItsPlace() throws {
    let number = Number(97.5)
    let task = try task(entry("[2,10]"), content: [0, 0] + number.encoded())
    #expect(try task.artifact("a", as: Number.type) as? Number == number)
  }

  @Test(arguments: ["[0,9]", "[-8,0]", "[0,9223372036854775807]"])
  func placesOutsideTheObjectAreRefused(place: String) throws {
    #expect(throws: Failure.self) { try task(entry(place), content: [UInt8](repeating: 0, count: 8)) }
  }

  @Test func aHeadThatEndsTheObjectTooEarlyIsRefused() {
    #expect(throws: Failure.self) {
      try StoredTask(MemoryBytes(Array("{\"entries\":[],\"warnings\":[]}\n".utf8)))
    }
  }
}
