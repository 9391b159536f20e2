/// Whether two lists of numbers have the same length and differ by no more than a tolerance.
func isClose<Value: BinaryFloatingPoint>(_ a: [Value], _ b: [Value], within tolerance: Value) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance }
}
