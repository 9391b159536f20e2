import Shots

/// With which shot types the sections of one track open, by role.
struct Openings {
  /// By role: how often a type is the first on screen.
  private var counts: [Role: [String: Int]] = [:]

  /// - Parameter tolerance: How many seconds after a section's start its first shot may begin.
  init(_ plan: ShotPlan, _ sections: SectionMap, tolerance: Double) {
    let roles: [Role?] = sections.roles
    for (section, role) in zip(sections.sections, roles) {
      let first = plan.shots.last { plan.seconds(of: $0).start <= section.start + tolerance }
      guard let role, let first else { continue }
      counts[role, default: [:]][first.type, default: 0] += 1
    }
  }

  /// How many sections of a role open on some types; on any, if none are named.
  func count(of role: Role, on types: Set<String>? = nil) -> Double {
    (counts[role] ?? [:]).reduce(0) { sum, entry in
      types?.contains(entry.key) ?? true ? sum + Double(entry.value) : sum
    }
  }
}
