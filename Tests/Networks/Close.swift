import Testing

/// Checks that numbers equal others within a part of the greatest of those.
func expectClose(
  _ values: [Float], _ expected: [Double], _ what: String = "", within tolerance: Double = 1e-5,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(values.count == expected.count, "\(what)", sourceLocation: sourceLocation)
  let scale = expected.reduce(0) { max($0, abs($1)) }
  let worst = zip(values, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
  #expect(worst <= tolerance * scale, "\(what): off by \(worst) of \(scale)", sourceLocation: sourceLocation)
}
