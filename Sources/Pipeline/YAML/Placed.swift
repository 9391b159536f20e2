/// A value with the place where it was written.
struct Placed<Value: Sendable>: Sendable {
  let value: Value
  let mark: Mark
}
