import StageKit

/// The sections of a track by time.
struct SectionMap {
  /// The sections in order, without overlap.
  let sections: [Event]
  /// The role of each section.
  let roles: [Role]

  /// Sections whose labels are roles.
  ///
  /// - Throws: ``Failure`` for a label that is no role.
  init(_ events: Events?) throws(Failure) {
    sections = events?.events ?? []
    var roles: [Role] = []
    for section in sections { roles.append(try Role(label: section.label)) }
    self.roles = roles
  }

  /// The number of the section at a time in seconds; `nil` between sections.
  func index(at time: Double) -> Int? {
    guard let index = sections.lastIndex(where: { $0.start <= time }), time < sections[index].end else { return nil }
    return index
  }

  /// The section's role with its number among those of the role, such as `Chorus 2`; the bare role if it is the only one.
  func title(of index: Int) -> String {
    let role = roles[index]
    let word = role == .instrumental ? "instrumental" : role.rawValue
    let name = word.prefix(1).uppercased() + word.dropFirst()
    guard roles.filter({ $0 == role }).count > 1 else { return name }
    return "\(name) \(roles[...index].filter { $0 == role }.count)"
  }
}
