import Foundation

/// Reference values that come with the tests, in `Golden/`.
enum Golden {
  static func read<Value: Decodable>(_ type: Value.Type, from name: String) throws -> Value {
    let url = Bundle.module.bundleURL.appending(path: "Golden/\(name).json")
    return try JSONDecoder().decode(type, from: Data(contentsOf: url))
  }
}
