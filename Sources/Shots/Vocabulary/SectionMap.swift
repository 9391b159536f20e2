import StageKit

/// The sections of a track by time.
public struct SectionMap: Sendable {
  /// The sections in order, without overlap.
  public let sections: [Event]
  /// The role of each section.
  public let roles: [Role]

  /// Sections whose labels are roles.
  ///
  /// - Throws: ``Failure`` for a label that is no role.
  public init(_ events: Events?) throws(Failure) {
    sections = events?.events ?? []
    var roles: [Role] = []
    for section in sections { roles.append(try Role(label: section.label)) }
    self.roles = roles
  }

  /// The number of the section at a time in seconds; `nil` between sections.
  public func index(at time: Double) -> Int? {
    guard let index = sections.lastIndex(where: { $0.start <= time }), time < sections[index].end else { return nil }
    return index
  }

  /// The section's role with its number among those of the role, such as `Chorus 2`; the bare role if it is the only one.
  public func title(of index: Int) -> String {
    let role = roles[index]
    let word = role == .instrumental ? "instrumental" : role.rawValue
    let name = word.prefix(1).uppercased() + word.dropFirst()
    guard roles.filter({ $0 == role }).count > 1 else { return name }
    return "\(name) \(roles[...index].filter { $0 == role }.count)"
  }
}
