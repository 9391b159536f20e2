import Foundation
import Testing

@testable import Signal

@Suite struct MelRiseTests {
  private let bands = 21
  private var rows: [[Float]] {
    (0..<12).map { row in
      (0..<bands).map { band in
        let exponent = Double((row * 31 + band * 17) % 40 - 25) / 3
        return Float(pow(10, exponent))
      }
    }
  }

  @Test func isTheRiseOfTheDecibels() {
    let floor = Decibels.floor(underMaximum: rows.joined().max() ?? 0)
    var rise = MelRise(bands: bands, floor: floor)
    var before: [Float]?
    for row in rows {
      row.withUnsafeBufferPointer { rise.advance(to: $0) }
      let now = row.map { Decibels.power($0, floor: floor) }
      let rises = zip(now, before ?? now).map { max(0, $0 - $1) }
      #expect(abs(rise.mean - rises.reduce(0, +) / Float(bands)) < 1e-4)
      #expect(abs(rise.mean(of: 0..<3) - rises.prefix(3).reduce(0, +) / 3) < 1e-4)
      #expect(abs(rise.median() - rises.sorted()[bands / 2]) < 1e-4)
      before = now
    }
  }

  /// As `numpy.maximum(0, S[:, lag:] - scipy.ndimage.maximum_filter1d(S, reach, axis=0)[:, :-lag])`.
  @Test(arguments: [(1, 3), (2, 3), (3, 4), (5, 50)])
  func comparesWithNeighboursSomeFramesBefore(lag: Int, reach: Int) {
    let floor = Decibels.floor(underMaximum: rows.joined().max() ?? 0)
    let decibels = rows.map { $0.map { Decibels.power($0, floor: floor) } }
    var rise = MelRise(bands: bands, floor: floor, lag: lag, reach: reach)
    for (frame, row) in rows.enumerated() {
      row.withUnsafeBufferPointer { rise.advance(to: $0) }
      let rises = (0..<bands).map { band -> Float in
        guard frame >= lag else { return 0 }
        let around = decibels[frame - lag].indices.filter { $0 >= band - reach / 2 && $0 < band - reach / 2 + reach }
        return max(0, decibels[frame][band] - around.map { decibels[frame - lag][$0] }.max()!)
      }
      #expect(abs(rise.mean - rises.reduce(0, +) / Float(bands)) < 1e-4)
    }
  }

  /// However many of the bands rise, none to all.
  @Test(arguments: [1, 2, 7, 8])
  func medianCountsTheBandsThatDoNotRise(bands: Int) {
    for rising in 0...bands {
      var rise = MelRise(bands: bands, floor: Decibels.leastPower)
      [Float](repeating: 1, count: bands).withUnsafeBufferPointer { rise.advance(to: $0) }
      // By 10 dB, 20 dB and so on; the others fall.
      let rises = (0..<bands).map { $0 < rising ? Float(10 * (1 + $0 * 5 % 9)) : 0 }
      let powers = rises.map { $0 > 0 ? Float(pow(10, Double($0) / 10)) : 0.5 }
      powers.withUnsafeBufferPointer { rise.advance(to: $0) }
      let sorted = rises.sorted()
      #expect(abs(rise.median() - (sorted[(bands - 1) / 2] + sorted[bands / 2]) / 2) < 1e-3)
    }
  }

  @Test func risesBeyondAllSoundStayFinite() {
    var rise = MelRise(bands: 64, floor: Decibels.leastPower)
    for power: Float in [0, .greatestFiniteMagnitude] {
      [Float](repeating: power, count: 64).withUnsafeBufferPointer { rise.advance(to: $0) }
    }
    #expect(abs(rise.mean - 190) < 1e-3)
  }

  @Test func theFloorIsEightyDecibelsDown() {
    #expect(Decibels.floor(underMaximum: 100) == 1e-6)
    #expect(Decibels.floor(underMaximum: 0) == 1e-10)
    #expect(Decibels.power(0) == -100)
    #expect(Decibels.power(100) == 20)
  }
}
