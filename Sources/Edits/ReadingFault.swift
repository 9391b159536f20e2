/// Why a file cannot be read any further.
struct ReadingFault: Error {
  /// The line, counted from 1; 0 for the file as a whole.
  let line: Int
  let message: String
}
