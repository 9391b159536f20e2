import Glibc
import Shots

/// How long each shot type is on screen in one track, altogether and by the section's role.
struct TypeTimes {
  /// The types of the plan's vocabulary, in its order.
  let vocabulary: [String]
  /// Seconds by type.
  private(set) var total: [String: Double] = [:]
  /// Seconds by role and type.
  private(set) var byRole: [Role: [String: Double]] = [:]

  init(_ plan: ShotPlan, _ sections: SectionMap) {
    vocabulary = plan.types
    for shot in plan.shots {
      let (start, end) = plan.seconds(of: shot)
      total[shot.type, default: 0] += end - start
      for (section, role) in zip(sections.sections, sections.roles) {
        guard let role else { continue }
        byRole[role, default: [:]][shot.type, default: 0] += max(0, min(end, section.end) - max(start, section.start))
      }
    }
  }

  /// The share of the time that a type has, from 0 to 1.
  func share(of type: String) -> Double {
    let seconds = total.values.reduce(0, +)
    return seconds > 0 ? (total[type] ?? 0) / seconds : 0
  }

  /// Seconds that some types have in a role; that all have, if none are named.
  func seconds(of types: Set<String>? = nil, in role: Role) -> Double {
    (byRole[role] ?? [:]).reduce(0) { sum, entry in
      types?.contains(entry.key) ?? true ? sum + entry.value : sum
    }
  }

  /// The entropy of the shares, in bits: 0 for one type, 3 for eight that share the time alike.
  var entropy: Double { PlanMeasures.entropy(of: vocabulary.map { total[$0] ?? 0 }) }

  /// How much the shares tell this track from others: the Kullback-Leibler divergence from their mean, in bits.
  func divergence(from mean: [String: Double]) -> Double {
    vocabulary.reduce(0) { sum, type in
      let share = share(of: type)
      guard share > 0, let other = mean[type], other > 0 else { return sum }
      return sum + share * log2(share / other)
    }
  }
}
