import Foundation
import Testing

@testable import Signal

@Suite struct RealTransformTests {
  @Test(arguments: [1, 2, 4, 6, 7, 8, 10, 14, 16, 45, 50, 128])
  func equalsTheSum(length: Int) throws {
    let transform = try RealTransform(length: length)
    let samples = (0..<length).map { index in
      let hash = (index * 37 + 11) % 23
      return Float(hash) / 23 - 0.4
    }
    for index in samples.indices { transform.input[index] = samples[index] }
    transform.execute()
    for bin in 0...length / 2 {
      var sum = (real: 0.0, imaginary: 0.0)
      for (index, sample) in samples.enumerated() {
        let angle = -2 * Double.pi * Double(bin * index) / Double(length)
        sum.real += Double(sample) * cos(angle)
        sum.imaginary += Double(sample) * sin(angle)
      }
      #expect(abs(Double(transform.output[2 * bin]) - sum.real) < 1e-5)
      #expect(abs(Double(transform.output[2 * bin + 1]) - sum.imaginary) < 1e-5)
    }
    #expect(Array(transform.input) == samples)
  }

  @Test func lengthsWithoutATransformAreRefused() {
    #expect(throws: SignalFailure.self) { try RealTransform(length: 0) }
    #expect(throws: SignalFailure.self) { try RealTransform(length: -8) }
    #expect(throws: SignalFailure.self) { try RealTransform(length: .max) }
  }

  @Test func plansAreMadeFromManyThreads() async throws {
    try await withThrowingTaskGroup(of: Float.self) { group in
      for _ in 0..<32 {
        group.addTask {
          let transform = try RealTransform(length: 512)
          transform.input[3] = 1
          transform.execute()
          return transform.output[0]
        }
      }
      for try await value in group { #expect(value == 1) }
    }
  }
}
