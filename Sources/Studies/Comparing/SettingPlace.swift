import StageKit

/// A setting of one of the stages that made a system.
struct SettingPlace: Hashable, Sendable {
  /// The stage's id.
  let stage: String
  /// The how manieth stage of that id it is, from 1.
  let turn: Int
  /// The parameter's name.
  let name: String

  /// The settings of the stages that made a system, each by its stage and place: `student.tau`, or `assistant.2.folds`
  /// where there are several.
  static func settings(of parts: [Lineage.Part]) -> [SettingPlace: String] {
    var turns: [String: Int] = [:]
    var found: [SettingPlace: String] = [:]
    for part in parts {
      turns[part.stage, default: 0] += 1
      for (name, value) in part.settings {
        found[SettingPlace(stage: part.stage, turn: turns[part.stage] ?? 0, name: name)] = value
      }
    }
    return found
  }

  /// Settings in as few words as tell them: one of all its stages once.
  ///
  /// - Parameter isShort: Whether a value that is the only one stands alone.
  static func text(of settings: [SettingPlace: String], isShort: Bool) -> String {
    let names = Set(settings.keys.map(\.name)).sorted()
    let parts = names.flatMap { name -> [String] in
      let found = settings.filter { $0.key.name == name }
      let values = Set(found.values)
      if values.count == 1, let value = values.first {
        if isShort, names.count == 1 { return [value] }
        let stages = Set(found.keys.map(\.stage))
        return ["\(stages.count == 1 ? "\(stages.first ?? "")." : "")\(name)=\(value)"]
      }
      return found.keys.sorted { ($0.stage, $0.turn) < ($1.stage, $1.turn) }.map {
        "\($0.stage)\($0.turn > 1 ? ".\($0.turn)" : "").\(name)=\(found[$0] ?? "")"
      }
    }
    return parts.joined(separator: ", ")
  }
}
