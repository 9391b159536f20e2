import Audio
import Foundation
import StageKit
import TestSupport
import Testing

@testable import Sync

/// Songs are noise whose loudness changes from note to note.
@Suite struct SoundMatchTests {
  private static let rate = 8000

  private func song(seconds: Int, seed: UInt64) -> [Float] {
    var noise = Noise(seed: seed)
    return (0..<seconds * 4).flatMap { _ in
      let level = Float(noise.uniform()) / 2
      return noise.samples(Self.rate / 4).map { level * $0 }
    }
  }

  /// What is found of a clip beside a song, both as files.
  private func finding(_ clip: [Float], beside song: [Float]) throws -> SyncFinding {
    let folder = FileManager.default.temporaryDirectory.path + "/songboard-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let recordings = try [("clip", clip), ("song", song)].map { name, samples in
      let path = "\(folder)/\(name).wav"
      try Self.wav(samples).write(to: URL(fileURLWithPath: path))
      return try Recording(path: path, by: DecoderPool(.inProcess))
    }
    return try SoundMatch(of: recordings[0], beside: recordings[1]).finding()
  }

  private static func wav(_ samples: [Float]) -> Data {
    func bytes(_ number: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    let data = samples.flatMap { bytes(Int(max(-1, min(1, $0)) * 32_767), 2) }
    let format = bytes(0x1_0001, 4) + bytes(rate, 4) + bytes(2 * rate, 4) + bytes(0x10_0002, 4)
    let wave = Array("WAVEfmt ".utf8) + bytes(16, 4) + format + Array("data".utf8) + bytes(data.count, 4) + data
    return Data(Array("RIFF".utf8) + bytes(wave.count, 4) + wave)
  }

  private func offset(_ finding: SyncFinding) -> Double? {
    if case .found(let sync) = finding { sync.offset } else { nil }
  }

  private func reason(_ finding: SyncFinding) -> String? {
    if case .unsure(let reason) = finding { reason } else { nil }
  }

  @Test func clipsAreFound() throws {
    let song = song(seconds: 40, seed: 1)
    // Within the song; and from before it on, with noise as loud.
    let inside = try finding(Array(song[11 * Self.rate + 123..<31 * Self.rate]), beside: song)
    let start = -11 - 123 / Double(Self.rate)
    #expect(try abs(#require(offset(inside)) - start) < 0.001)
    let hiss = self.song(seconds: 30, seed: 2)
    let early = zip(hiss.prefix(8 * Self.rate) + song.prefix(22 * Self.rate), hiss).map { 0.5 * ($0 + $1) }
    #expect(try abs(#require(offset(try finding(early, beside: song))) - 8) < 0.001)
  }

  @Test func strangersAreNot() throws {
    let found = try finding(song(seconds: 20, seed: 3), beside: song(seconds: 30, seed: 4))
    #expect(reason(found)?.hasPrefix("the song is not heard in it: ") == true)
  }

  @Test func musicThatRepeatsItselfIsNoPlace() throws {
    let (loop, bridge) = (song(seconds: 20, seed: 5), song(seconds: 5, seed: 6))
    let song = loop + bridge + loop
    let found = try finding(Array(loop[2 * Self.rate..<18 * Self.rate]), beside: song)
    #expect(reason(found)?.hasSuffix("alike: the music repeats itself") == true)
    // What comes after the second time tells it from the first.
    let told = try finding(Array(song[10 * Self.rate..<30 * Self.rate]), beside: song)
    #expect(try abs(#require(offset(told)) + 10) < 0.001)
  }

  @Test func littleSoundIsToldToBeLittle() throws {
    let song = song(seconds: 20, seed: 7)
    #expect(reason(try finding(Array(song.prefix(9 * Self.rate)), beside: song)) == "there are less than 12 s of sound")
    let silence = [Float](repeating: 0, count: 20 * Self.rate)
    #expect(reason(try finding(silence, beside: song)) == "its sound is silent, or too short")
  }
}
