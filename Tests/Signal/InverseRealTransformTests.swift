import Testing

@testable import Signal

@Suite struct InverseRealTransformTests {
  @Test(arguments: [1, 2, 7, 16, 50, 128]) func leadsBack(length: Int) throws {
    let (forth, back) = (try RealTransform(length: length), try InverseRealTransform(length: length))
    for index in 0..<length { forth.input[index] = Float((index * 37 + 11) % 23) / 23 - 0.4 }
    forth.execute()
    for index in back.input.indices { back.input[index] = forth.output[index] }
    let spectrum = Array(back.input)
    back.execute()
    #expect(isClose(back.output.map { $0 / Float(length) }, Array(forth.input), within: 1e-5))
    #expect(Array(back.input) == spectrum)
  }

  @Test func lengthsWithoutATransformAreRefused() {
    #expect(throws: SignalFailure.self) { try InverseRealTransform(length: 0) }
    #expect(throws: SignalFailure.self) { try InverseRealTransform(length: .max) }
  }
}
