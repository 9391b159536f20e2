import Files
import StageKit

/// What the command line asks for.
struct Options {
  /// The seed of all chance.
  private(set) var seed: UInt64 = 1
  /// How long to go on, in seconds, for all readers together.
  private(set) var seconds = 10.0
  /// The only reader; `nil` for all.
  private(set) var reader: String?
  /// The file that holds the last input.
  private(set) var last: String?
  /// An input to give once, instead of mutations.
  private(set) var replay: [UInt8]?

  init(_ arguments: [String]) throws(Failure) {
    guard arguments.count.isMultiple(of: 2) else { throw Failure("each option takes a value") }
    for place in stride(from: 0, to: arguments.count, by: 2) {
      let (name, value) = (arguments[place], arguments[place + 1])
      switch name {
      case "--seed": seed = try Self.number(value, of: name)
      case "--seconds": seconds = try Self.number(value, of: name)
      case "--reader": reader = value
      case "--last": last = value
      case "--replay": replay = try FileContent.bytes(of: value)
      default: throw Failure("there is no option \(name)")
      }
    }
  }

  private static func number<Number: LosslessStringConvertible>(
    _ text: String, of name: String
  ) throws(Failure) -> Number {
    guard let number = Number(text) else { throw Failure("\(name) takes a number, found '\(text)'") }
    return number
  }
}
