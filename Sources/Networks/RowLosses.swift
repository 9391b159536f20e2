/// The losses of single rows, which threads write at once, each its own rows.
final class RowLosses {
  let hard: UnsafeMutableBufferPointer<Double>
  let soft: UnsafeMutableBufferPointer<Double>

  init(count: Int) {
    hard = .allocate(capacity: count)
    soft = .allocate(capacity: count)
    hard.initialize(repeating: 0)
    soft.initialize(repeating: 0)
  }

  deinit {
    hard.deallocate()
    soft.deallocate()
  }
}
