import Foundation
import Testing

@testable import Signal

@Suite struct PowerSpectrogramTests {
  private let samples = (0..<3000).map { Float(($0 * 7919) % 1000) / 1000 - 0.5 }

  private func rows(_ samples: [Float], length: Int, hop: Int, block: Int) throws -> [Float] {
    let spectrogram = try PowerSpectrogram(length: length, hop: hop)
    var rows: [Float] = []
    for first in stride(from: 0, to: samples.count, by: block) {
      spectrogram.append(samples[first..<min(first + block, samples.count)], to: &rows)
    }
    spectrogram.finish(to: &rows)
    return rows
  }

  @Test func aToneOnABinHasTheWindowsPower() throws {
    let tone = (0..<8192).map { index in
      let angle = 2 * Double.pi * 100 * Double(index) / 2048
      return Float(0.5 * sin(angle))
    }
    let rows = try rows(tone, length: 2048, hop: 512, block: 8192)
    // A Hann window sums to half its length, of which half belongs to each sign of the frequency.
    let peak = Float(0.5 * 512 * 0.5 * 512)
    let row = Array(rows[8 * 1025..<9 * 1025])
    #expect(abs(row[100] - peak) / peak < 1e-5)
    #expect(abs(row[101] - peak / 4) / peak < 1e-5)
    #expect(row[102] / peak < 1e-9)
  }

  @Test(arguments: [0, 1, 100, 511, 512, 2047, 2048, 3000])
  func framesAreCentred(count: Int) throws {
    let rows = try rows(Array(samples.prefix(count)), length: 2048, hop: 512, block: 700)
    #expect(rows.count == (1 + count / 512) * 1025)
    #expect(rows.allSatisfy { $0.isFinite })
  }

  @Test(arguments: [1, 63, 64, 1000])
  func blocksDoNotMatter(block: Int) throws {
    let whole = try rows(samples, length: 256, hop: 64, block: 3000)
    #expect(try rows(samples, length: 256, hop: 64, block: block) == whole)
  }

  @Test func hopMayBeAsLongAsTheFrame() throws {
    #expect(try rows(samples, length: 256, hop: 256, block: 100).count == (1 + 3000 / 256) * 129)
  }

  @Test func lengthsThatMakeNoSenseAreRefused() {
    #expect(throws: SignalFailure.self) { try PowerSpectrogram(length: 255, hop: 64) }
    #expect(throws: SignalFailure.self) { try PowerSpectrogram(length: 256, hop: 257) }
    #expect(throws: SignalFailure.self) { try PowerSpectrogram(length: 256, hop: 0) }
    #expect(throws: SignalFailure.self) { try PowerSpectrogram(length: 0, hop: 1) }
  }
}
