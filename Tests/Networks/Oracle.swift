import Foundation
import Testing

/// Numbers that were computed elsewhere in double precision.
enum Oracle {
  static func load<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
    let file = try #require(Bundle.module.url(forResource: "Oracles/\(name)", withExtension: "json"))
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
  }
}
