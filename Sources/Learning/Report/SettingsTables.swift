import Formats
import StageKit

/// The stages that made each system with their settings, one table to fold out for each: what systems differ in comes
/// first.
struct SettingsTables {
  /// The systems of which it is known how they were made.
  private let systems: [(name: String, lines: [SettingLine])]
  /// By stage and setting: what it is in each system that has it.
  private let texts: [SettingLine.Place: [String]]

  init(_ systems: [SystemResult]) {
    self.systems = systems.compactMap { system in system.lineage.map { (system.name, SettingLine.lines(of: $0)) } }
    texts = Dictionary(grouping: self.systems.flatMap(\.lines), by: \.place).mapValues { $0.map(\.text) }
  }

  /// The tables under their heading; nothing if there are none.
  var markup: [Markup] {
    guard !systems.isEmpty else { return [] }
    return [
      .tag("h2", text: "Settings"),
      .tag("p", text: "The stages that made each system. First, and marked: what is not alike in all systems."),
      .tag("div", ["class": "settings"], systems.map { table($0.name, $0.lines) }),
    ]
  }

  private func table(_ name: String, _ lines: [SettingLine]) -> Markup {
    let rows =
      lines.filter(differs).map { $0.row(["class": "differs"]) } + lines.filter { !differs($0) }.map { $0.row([:]) }
    return .tag("details", [:], [.tag("summary", text: name), .tag("table", [:], [.tag("tbody", [:], rows)])])
  }

  /// Whether a stage is not in all systems as often, or its setting is not the same in all that have the stage.
  private func differs(_ line: SettingLine) -> Bool {
    let found = texts[line.place] ?? []
    return Set(found).count > 1 || (line.place.setting.isEmpty && found.count < systems.count)
  }
}

/// A line of a system's table: a stage, or a setting of it.
private struct SettingLine {
  struct Place: Hashable {
    let stage: String
    /// The parameter's name; empty for the stage itself.
    let setting: String
  }

  let place: Place
  /// How often the system has the stage; or what the setting is, one after the other where the stage is there with several.
  let text: String

  /// The lines of a system, its stages in the order of the lineage.
  static func lines(of lineage: Lineage) -> [SettingLine] {
    let uses = Dictionary(grouping: lineage.parts, by: \.stage)
    var stages: [String] = []
    for part in lineage.parts where !stages.contains(part.stage) { stages.append(part.stage) }
    return stages.flatMap { stage in
      let parts = uses[stage] ?? []
      let head = SettingLine(
        place: Place(stage: stage, setting: ""), text: parts.count == 1 ? "once" : "\(parts.count) times")
      return [head]
        + Set(parts.flatMap(\.settings.keys)).sorted().map { setting in
          let values = parts.map { $0.settings[setting] ?? "–" }
          return SettingLine(
            place: Place(stage: stage, setting: setting),
            text: Set(values).count == 1 ? values[0] : values.joined(separator: " | "))
        }
    }
  }

  func row(_ attributes: KeyValuePairs<String, String>) -> Markup {
    .tag(
      "tr", attributes,
      [.tag("th", ["scope": "row"], text: place.stage), .tag("td", text: place.setting), .tag("td", text: text)])
  }
}
