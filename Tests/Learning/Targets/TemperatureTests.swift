import StageKit
import Testing

@testable import Learning

@Suite struct TemperatureTests {
  /// Labels drawn by probabilities: these fit at 1, and made twice as sure at 2.
  @Test(arguments: [0.5, 1, 2, 3]) func findsWhatWasDone(sureness: Double) throws {
    let random = CounterRandom(seed: 1)
    var temperature = Temperature()
    #expect(temperature.isEmpty && temperature.best == 1)
    for song in 0..<4 {
      var values: [Double] = []
      var labels: [Int] = []
      for frame in 0..<2000 {
        let share = random.uniform("share", UInt64(song), UInt64(frame))
        labels.append(random.uniform("label", UInt64(song), UInt64(frame)) < share ? 0 : 1)
        values += [share, 1 - share]
      }
      let rows = SoftTargets.softened(probabilities: TypeRows(types: 2, values: values), tau: 1 / sureness)
      try temperature.add(rows, labels: labels)
    }
    #expect(abs(temperature.best / sureness - 1) < 0.06, "\(temperature.best)")
  }

  @Test func whatIsAlwaysWrongIsMadeUnsure() throws {
    var temperature = Temperature()
    try temperature.add(TypeRows(types: 2, values: [1, 0, 1, 0]), labels: [1, 1])
    #expect(temperature.best > 19)
    #expect(throws: Failure.self) { try temperature.add(TypeRows(types: 2, values: [1, 0]), labels: [0, 1]) }
  }
}
