import Glibc
import NetworkKernels
import Testing

@testable import Networks

@Suite struct KernelTests {
  /// Products of all small sizes, whose parts meet the edges of tiles and panels, against plain loops.
  @Test(arguments: InstructionSet.supported) func multipliesAllSizes(_ set: InstructionSet) {
    let kernels = set.kernels
    for rows in 1...13 {
      for (depth, columns) in [(1, 1), (3, 7), (5, 16), (9, 33), (4, 70), (3, 300), (300, 18)] {
        let left = FloatBuffer(count: rows * depth)
        let right = FloatBuffer(count: depth * columns)
        for index in 0..<rows * depth { left.pointer[index] = Float((index * 7) % 11) - 5 }
        for index in 0..<depth * columns { right.pointer[index] = Float((index * 5) % 13) - 6 }
        let panels = Panels(depth: depth, columns: columns, kernels: kernels)
        panels.pack(right.pointer)
        // One column more than the product has, to see that it stays within.
        let result = FloatBuffer(count: rows * (columns + 1))
        result.pointer.update(repeating: 2, count: result.count)
        let target = Matrix(start: result.pointer, stride: columns + 1)
        // The panels from either end.
        panels.multiply(
          Matrix(start: left.pointer, stride: depth), rows: rows, into: target, adding: true,
          backwards: rows % 2 == 1)
        // Small whole numbers: each order of the sum gives the same.
        var expected = [Float](repeating: 2, count: result.count)
        for row in 0..<rows {
          for column in 0..<columns {
            for k in 0..<depth {
              expected[row * (columns + 1) + column] +=
                left.pointer[row * depth + k] * right.pointer[k * columns + column]
            }
          }
        }
        #expect(result.prefix(result.count) == expected, "\(rows) x \(depth) x \(columns)")
      }
    }
  }

  /// A cell's gates against the C library: a relative error of a few parts in ten millions, at the far ends too.
  @Test(arguments: InstructionSet.supported) func gatesAreAsExactAsFloats(_ set: InstructionSet) {
    let units = 4001
    let slots = FloatBuffer(count: 4 * units)
    for unit in 0..<units {
      let value = Float(unit - 2000) * 0.0421
      for slot in 0..<4 { slots.pointer[slot * units + unit] = value }
    }
    let given = slots.prefix(units)
    let zeros = (0..<7).map { _ in FloatBuffer(count: 4 * units) }
    set.kernels.lstmForward(
      slots.pointer, zeros[0].pointer, zeros[1].pointer, 1, units, zeros[2].pointer, zeros[3].pointer, units,
      zeros[4].pointer, zeros[5].pointer, 0)
    for (unit, value) in given.enumerated() {
      let sigmoid = 1 / (1 + exp(-Double(value)))
      #expect(abs(Double(slots.pointer[unit]) - sigmoid) <= 5e-7 * sigmoid + 1e-37, "sigmoid of \(value)")
      let tangent = tanh(Double(value))
      #expect(abs(Double(slots.pointer[2 * units + unit]) - tangent) <= 5e-7 * abs(tangent), "tanh of \(value)")
    }
  }

  @Test(arguments: InstructionSet.supported) func dropsAsOftenAsAsked(_ set: InstructionSet) {
    let values = FloatBuffer(count: 100_003)
    values.pointer.update(repeating: 1, count: values.count)
    set.kernels.drop(values.pointer, values.count, 42, UInt32(0.3 * 0x1p32), 1 / 0.7)
    let dropped = values.prefix(values.count).count { $0 == 0 }
    #expect(abs(Double(dropped) / Double(values.count) - 0.3) < 0.006)
    #expect(values.prefix(values.count).allSatisfy { $0 == 0 || abs($0 - 1 / 0.7) < 1e-6 })
    // The same whatever the vectors' length.
    let others = FloatBuffer(count: 100)
    others.pointer.update(repeating: 1, count: 100)
    InstructionSet.baseline.kernels.drop(others.pointer, 100, 42, UInt32(0.3 * 0x1p32), 1 / 0.7)
    #expect(others.prefix(100) == values.prefix(100))
  }
}
