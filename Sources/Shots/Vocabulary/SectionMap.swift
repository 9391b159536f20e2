import StageKit

/// The sections of a track by time.
public struct SectionMap: Sendable {
  /// The sections in order, without overlap.
  public let sections: [Event]
  /// The role of each section; `nil` for one that has a letter only.
  public let roles: [Role?]

  /// Sections whose labels are roles or letters.
  ///
  /// - Throws: ``Failure`` for a label that is neither.
  public init(_ events: Events?) throws(Failure) {
    sections = events?.events ?? []
    var roles: [Role?] = []
    for section in sections { roles.append(try Role(label: section.label)) }
    self.roles = roles
  }

  /// The number of the section at a time in seconds; `nil` between sections.
  public func index(at time: Double) -> Int? {
    guard let index = sections.lastIndex(where: { $0.start <= time }), time < sections[index].end else { return nil }
    return index
  }

  /// The section's name with its number among equals, such as `Chorus 2` or `Part A 2`; the bare name if it is the only one.
  ///
  /// Where groups share a role, the group tells them apart: `Verse B 2`.
  public func title(of index: Int) -> String {
    let names = sections.indices.map(name)
    guard names.count(where: { $0 == names[index] }) > 1 else { return names[index] }
    return "\(names[index]) \(names[...index].count { $0 == names[index] })"
  }

  private func name(of index: Int) -> String {
    guard let role = roles[index] else { return "Part \(sections[index].label)" }
    let word = role == .instrumental ? "instrumental" : role.rawValue
    let name = word.prefix(1).uppercased() + word.dropFirst()
    let groups = Set(zip(sections, roles).filter { $0.1 == role }.map(\.0.group))
    return groups.count > 1 ? "\(name) \(sections[index].group)" : name
  }
}
