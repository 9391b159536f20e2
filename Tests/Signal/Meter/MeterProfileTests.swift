import Testing

@testable import Signal

@Suite struct MeterProfileTests {
  private func profile(_ bar: [Double], step: Int = 1, phase: Int = 0, meter: Int) -> MeterProfile {
    let values = (0..<12).flatMap { _ in bar.flatMap { [$0] + [Double](repeating: 9, count: step - 1) } }
    let shifted = [Double](repeating: 9, count: phase) + values
    return MeterProfile(of: shifted, MeterHypothesis(stepsPerBeat: step, beatsPerBar: meter, phase: phase))
  }

  @Test(arguments: [1, 2], [0, 1])
  func onlyBeatsCount(step: Int, phase: Int) {
    let four = profile([5, 1, 3, 2], step: step, phase: phase, meter: 4)
    #expect(abs(four.margin - 2) < 1e-9 && abs(four.half - 2) < 1e-9 && four.ternary == 0)
  }

  @Test func sixIsTwiceThreeOrThriceTwo() {
    #expect(profile([5, 1, 1, 4, 1, 1], meter: 6).ternary > 0)
    #expect(profile([5, 1, 4, 1, 4, 1], meter: 6).ternary < 0)
  }

  @Test func oddBarsHaveNoMiddle() { #expect(profile([5, 1, 1], meter: 3).half == 0) }
}

@Suite struct StepSeriesTests {
  @Test func standardisedValuesStandAtTheirSteps() {
    let values = StepSeries([1, 3, 1, 3], from: 2).standardised(count: 8)
    #expect(values.count == 8 && values[0] == 0 && values[1] == 0 && values[6] == 0)
    #expect(abs(values[2] + 1) < 0.01 && abs(values[3] - 1) < 0.01)
  }

  @Test func standardisedValuesFitIntoFewSteps() {
    #expect(StepSeries([1, 2, 3], from: 2).standardised(count: 3).count == 3)
    #expect(StepSeries([1, 2], from: 4).standardised(count: 2) == [0, 0])
    #expect(StepSeries([]).standardised(count: 2) == [0, 0])
  }

  @Test func aFitIsOneOnlyForTheBarsThatAreThere() {
    let bars = StepSeries((0..<48).map { $0 % 3 == 1 ? 1 : 0 })
    func fit(_ meter: Int, _ phase: Int) -> Double {
      bars.fit(MeterHypothesis(stepsPerBeat: 1, beatsPerBar: meter, phase: phase), among: 1)
    }
    #expect(abs(fit(3, 1) - 1) < 0.01)
    #expect(fit(3, 0) < 0 && fit(6, 1) < 0.7)
    #expect(StepSeries([]).fit(MeterHypothesis(stepsPerBeat: 1, beatsPerBar: 3, phase: 0), among: 1) == 0)
  }
}
