/// Whether numbers agree within a relative tolerance of 1e-9, or an absolute one near 0.
func isClose(_ values: [Double], _ expected: [Double], within tolerance: Double = 1e-9) -> Bool {
  values.count == expected.count
    && zip(values, expected).allSatisfy { abs($0 - $1) <= tolerance * max(1e-3, abs($1)) }
}

/// Whether two optional numbers agree, or are both missing.
func isClose(_ value: Double?, _ expected: Double?) -> Bool {
  switch (value, expected) {
  case (nil, nil): true
  case (let value?, let expected?): isClose([value], [expected])
  default: false
  }
}
