import Shots
import StageKit

/// The shot types that names in an edit can mean.
struct ShotTypes {
  /// The vocabulary, in its own order: that of the former plan, or else of a person's file, or else the paper's.
  private let types: [String]
  private let byName: [String: String]

  /// - Parameters:
  ///   - former: The types of the plan that the edit was made from.
  ///   - vocabulary: The types and other names that a person gave.
  init(former: [String]?, vocabulary: Vocabulary?) {
    let known = vocabulary ?? .concert
    types = former ?? known.types
    var names: [String: String] = [:]
    func add(_ name: String, _ type: String) {
      if names[name.lowercased()] == nil { names[name.lowercased()] = type }
    }
    for type in types { add(type, type) }
    // Timelines have types in ASCII.
    for type in types { add(ASCIIText.word(type), type) }
    for type in known.types { add(type, type) }
    for (alias, type) in known.aliases.sorted(by: { $0.key < $1.key }) { add(alias, type) }
    byName = names
  }

  /// The type that a name says; `nil` if it says none.
  func type(in name: String) -> String? {
    ShotName.candidates(in: name).lazy.compactMap { byName[$0.lowercased()] }.first
  }

  /// The type of a name that is nothing else.
  func type(_ name: String) -> String? { byName[name.lowercased()] }

  /// The vocabulary of a plan, with the types that are new in it.
  func all(with used: [String]) -> [String] {
    var all = types
    for type in used where !all.contains(type) { all.append(type) }
    return all
  }

  /// The nearest type to a name's first word, or all of them.
  func hint(for name: String) -> String {
    let word = ShotName.candidates(in: name).last ?? name
    let meant = Spelling.closest(to: word, in: types).map { "did you mean \($0)?" }
    return meant ?? "the types are \(types.joined(separator: ", "))"
  }
}
