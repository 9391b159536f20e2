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

  @Test func theFloorIsEightyDecibelsDown() {
    #expect(Decibels.floor(underMaximum: 100) == 1e-6)
    #expect(Decibels.floor(underMaximum: 0) == 1e-10)
    #expect(Decibels.power(0) == -100)
    #expect(Decibels.power(100) == 20)
  }
}
