import Shots

/// Names the sections of a song by rules: the first that fits a section decides.
///
/// Choices of this project. Source: `plugins/Rules.md`.
enum RoleRules {
  /// The role of each section, in order; `nil` where no rule gives a reason for one.
  static func roles(of sections: [SectionProfile]) -> [Role?] {
    guard let end = sections.last?.end, end > 0 else { return [] }
    let chorus = chorusCluster(sections)
    let isChorus = sections.indices.map { index in
      sections[index].cluster == chorus && !isIntro(index, sections) && !isOutro(index, sections)
    }
    return sections.indices.map { index in
      let section = sections[index]
      let middle = (section.start + section.end) / 2 / end
      let isBeforeChorus = index + 1 < sections.count && isChorus[index + 1]
      let drop = index > 0 ? sections[index - 1].energy - section.energy : 0
      let isSingle = sections.filter { $0.cluster == section.cluster }.count == 1
      if isIntro(index, sections) { return .intro }
      if isOutro(index, sections) { return .outro }
      if isChorus[index] { return .chorus }
      if isBeforeChorus, section.slope > 0.2, section.length <= 24 { return .build }
      if section.energy < 0.25, drop > 0.25, (0.15...0.85).contains(middle) { return .breakdown }
      if section.vocal < 0.4, section.energy >= 0.35, section.start > 0.3 * end { return .solo }
      if isSingle, section.start > 0.55 * end { return .bridge }
      return section.vocal >= 0.4 ? .verse : nil
    }
  }

  private static func isIntro(_ index: Int, _ sections: [SectionProfile]) -> Bool {
    let section = sections[index]
    return index == 0 && sections.count > 1 && section.length <= 40 && (section.energy < 0.55 || section.vocal < 0.4)
  }

  private static func isOutro(_ index: Int, _ sections: [SectionProfile]) -> Bool {
    let section = sections[index]
    return index > 0 && index == sections.count - 1 && section.length <= 40 && section.energy < 0.6
  }

  /// The cluster that comes back loud and sung; the loudest section's if none comes back. A song of one section has none.
  private static func chorusCluster(_ sections: [SectionProfile]) -> Int? {
    guard sections.count > 1 else { return nil }
    let members = Dictionary(grouping: sections, by: \.cluster).sorted { $0.key < $1.key }.map(\.value)
    let repeated = members.filter { $0.count > 1 }
    guard !repeated.isEmpty else { return sections.max { $0.energy < $1.energy }?.cluster }
    func merit(_ cluster: [SectionProfile]) -> Double {
      let length = cluster.reduce(0) { $0 + $1.length }
      func mean(_ value: KeyPath<SectionProfile, Double>) -> Double {
        cluster.reduce(0) { $0 + $1[keyPath: value] * $1.length } / max(length, 1e-9)
      }
      return 0.5 * mean(\.energy) + 0.3 * mean(\.vocal) + 0.05 * Double(min(4, cluster.count))
    }
    return repeated.max { merit($0) < merit($1) }?.first?.cluster
  }
}
