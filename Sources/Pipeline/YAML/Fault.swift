/// Why a text cannot be read any further.
struct Fault: Error {
  let mark: Mark
  let message: String
}
