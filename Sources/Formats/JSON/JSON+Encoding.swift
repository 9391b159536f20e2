import FoundationEssentials
import StageKit

extension JSON {
  /// A value as JSON for people and programs: indented, keys sorted, so that the same value gives the same bytes.
  ///
  /// - Throws: ``Failure`` if a number is infinite or none.
  public static func pretty(_ value: some Encodable) throws(Failure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    } catch {
      throw Failure("a number is infinite or none, which JSON cannot write")
    }
  }
}
