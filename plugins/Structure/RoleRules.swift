import Shots

/// Names the sections of a song where there is a reason to: sections of one group have one role, but for the ends of the song
/// and what leads to a chorus.
///
/// The voice is known by a proxy only, so it counts where some sections have clearly more of it than others, together with
/// the form: a louder part and a softer part before it that both come back. Choices of this project. Source:
/// `plugins/Rules.md`.
struct RoleRules {
  private let sections: [SectionProfile]
  private let chorus: Int?
  private let verse: Int?

  /// From here on a section is sung; below ``unsung`` it is not.
  private static let sung = 0.5
  private static let unsung = 0.4
  /// A rank that differs by less is no contrast.
  private static let contrast = 0.15

  /// The role of each section, in order; `nil` where no rule gives a reason for one.
  static func roles(of sections: [SectionProfile]) -> [Role?] {
    let rules = RoleRules(sections)
    return sections.indices.map(rules.role)
  }

  private init(_ sections: [SectionProfile]) {
    self.sections = sections
    let groups = Dictionary(grouping: sections, by: \.cluster).values.map(GroupProfile.init)
    let returning = groups.filter { $0.count > 1 && $0.vocal >= Self.sung }.sorted { $0.start < $1.start }
    let isVoiceFound = sections.contains { $0.vocal >= Self.sung } && sections.contains { $0.vocal < Self.unsung }
    let loudest = returning.max { $0.energy < $1.energy }
    let softer = returning.filter { group in
      loudest.map { group.start < $0.start && group.energy <= $0.energy - Self.contrast } ?? false
    }
    let told = isVoiceFound ? softer.max { $0.seconds < $1.seconds } : nil
    verse = told?.cluster
    chorus = told == nil ? nil : loudest?.cluster
  }

  private func role(of index: Int) -> Role? {
    let section = sections[index]
    if isIntro(index) { return .intro }
    if isOutro(index) { return .outro }
    if section.cluster == chorus { return .chorus }
    if isBuild(index) { return .build }
    if section.cluster == verse { return .verse }
    guard sections.count(where: { $0.cluster == section.cluster }) == 1 else { return nil }
    if isBreakdown(index) { return .breakdown }
    guard let chorus, sections[..<index].contains(where: { $0.cluster == chorus }),
      sections[index...].contains(where: { $0.cluster == chorus })
    else { return nil }
    if section.vocal < Self.unsung { return section.energy >= Self.sung ? .solo : nil }
    return section.start > 0.55 * (sections.last?.end ?? 0) && section.vocal >= Self.sung ? .bridge : nil
  }

  /// The soft part at an end of a song, next to a louder one.
  private func isEnd(_ index: Int, beside neighbour: Int) -> Bool {
    guard sections.count > 2 else { return false }
    let (section, inner) = (sections[index], sections[neighbour])
    let isShort = section.length <= 40 && section.length < 0.25 * (sections.last?.end ?? 0)
    return isShort && section.energy < Self.unsung && section.energy <= inner.energy - Self.contrast
  }

  private func isIntro(_ index: Int) -> Bool { index == 0 && isEnd(index, beside: 1) }

  private func isOutro(_ index: Int) -> Bool { index == sections.count - 1 && isEnd(index, beside: index - 1) }

  private func isBuild(_ index: Int) -> Bool {
    guard let chorus, index + 1 < sections.count, sections[index + 1].cluster == chorus else { return false }
    return sections[index].slope > 0.2 && sections[index].length <= 24
  }

  private func isBreakdown(_ index: Int) -> Bool {
    guard index > 0, let end = sections.last?.end else { return false }
    let section = sections[index]
    let middle = (section.start + section.end) / 2 / end
    return section.energy < 0.25 && sections[index - 1].energy - section.energy > 2 * Self.contrast
      && (0.15...0.85).contains(middle)
  }
}

/// The sections of one group as the rules see them: means over their time.
private struct GroupProfile {
  let cluster: Int
  let count: Int
  let start: Double
  let seconds: Double
  let energy: Double
  let vocal: Double

  init(_ sections: [SectionProfile]) {
    let seconds = max(sections.reduce(0) { $0 + $1.length }, 1e-9)
    cluster = sections.first?.cluster ?? 0
    count = sections.count
    start = sections.map(\.start).min() ?? 0
    self.seconds = seconds
    energy = sections.reduce(0) { $0 + $1.energy * $1.length } / seconds
    vocal = sections.reduce(0) { $0 + $1.vocal * $1.length } / seconds
  }
}
