import Foundation
import TestSupport
import Testing

@testable import Signal

@Suite struct RoomResponseTests {
  private static let length = 8192

  /// When sound arrives that a room answers to, with noise besides.
  private func arrival(_ room: [Float], noise: Float, rest: Double = 0) throws -> Double? {
    var response = try RoomResponse(length: Self.length, lowest: 0.01)
    var random = Noise(seed: 8)
    for _ in 0..<8 {
      let before = room.count
      let sound = random.samples(Self.length + before)
      let hiss = random.samples(Self.length)
      let heard = (0..<Self.length).map { index in
        var sum = noise * hiss[index]
        for (delay, gain) in room.enumerated() where gain != 0 { sum += gain * sound[before + index - delay] }
        return sum
      }
      response.add(Array(sound[before...]), heard, rest: rest)
    }
    return try response.arrival()
  }

  @Test(arguments: [0, 1, 40, 90]) func directSound(delay: Int) throws {
    let room = [Float](repeating: 0, count: delay) + [1]
    let found = try #require(try arrival(room, noise: 1))
    #expect(abs(found - Double(delay)) <= 4)
  }

  @Test func theFirstOfManyEchoesCounts() throws {
    var random = Noise(seed: 9)
    // No direct sound, and the loudest echo is a late one.
    var room = random.samples(200).enumerated().map { $1 * exp(-Float($0) / 100) }
    room[110] = 1.2
    let found = try #require(try arrival([Float](repeating: 0, count: 60) + room, noise: 0.5))
    #expect(abs(found - 60) <= 16)
  }

  @Test func restMovesTheLine() throws {
    let found = try #require(try arrival([Float](repeating: 0, count: 50) + [1], noise: 0.1, rest: 30))
    #expect(abs(found - 20) <= 4)
  }

  @Test func noWindowsHaveNoArrival() throws {
    #expect(try RoomResponse(length: 64, lowest: 0).arrival() == nil)
  }
}
