import Glibc
import Shots

extension CorpusChecks {
  /// What all songs together show of each type.
  mutating func checkTypes() {
    for type in vocabulary {
      let highest = type == Self.audience ? 0.15 : 0.4
      add(
        "time share of \(type)", ratio({ $0.types.total[type] ?? 0 }, \.seconds), "0.01 to \(highest)",
        isJudged: areMany
      ) { (0.01...highest).contains($0) }
    }
    let held = songs.count { song in
      shares.limits.allSatisfy { type, range in
        !song.types.vocabulary.contains(type) || Self.widened(range).contains(song.types.share(of: type))
      }
    }
    let limits = shares.limits.sorted { $0.key < $1.key }.map { "\($0) \($1.lowerBound) to \($1.upperBound)" }
    add(
      "songs with shares in the limits (\(limits.joined(separator: "; ")))",
      songs.isEmpty || shares == .free ? nil : Double(held) / Double(songs.count), "1"
    ) { $0 == 1 }
  }

  /// Whether each song has a look: fewer types than all songs together, and others than the next song.
  mutating func checkLooks() {
    let most = log2(Double(max(2, vocabulary.count)))
    let (low, high) = (Self.leastEntropy * most, PlanMeasures.mostEntropy * most)
    let entropies = songs.map(\.types.entropy)
    add("lowest entropy of a song in bits", entropies.min(), ">= \(Self.rounded(low))", isJudged: areMany) {
      $0 >= low
    }
    add("mean entropy of a song in bits", Self.mean(entropies), "< \(Self.rounded(high))") { $0 < high }
    var mean: [String: Double] = [:]
    for type in vocabulary { mean[type] = Self.mean(songs.map { $0.types.share(of: type) }) }
    add(
      "mean divergence of a song from all in bits",
      songs.count > 1 ? Self.mean(songs.map { $0.types.divergence(from: mean) }) : nil, ">= 0.25", isJudged: areMany
    ) { $0 >= 0.25 }
  }

  /// What a section may not open on: nobody looks away where the singer comes in.
  mutating func checkOpenings() {
    let checks: [(Role, String, Set<String>)] = [
      (.chorus, "choruses that open on ADS or MIS", [Self.audience, Self.instrument]),
      (.verse, "verses that open on MIS", [Self.instrument]),
    ]
    for (role, name, away) in checks where !away.isDisjoint(with: vocabulary) {
      add(name, ratio({ $0.openings.count(of: role, on: away) }, { $0.openings.count(of: role) }), "0") { $0 == 0 }
    }
  }

  /// What the roles of sections show, of the types that the plans have.
  mutating func checkRoles() {
    func difference(_ first: Double?, _ second: Double?) -> Double? {
      first.flatMap { first in second.map { first - $0 } }
    }
    if !Self.wide.isDisjoint(with: vocabulary) {
      let value = difference(share(of: Self.wide, in: .chorus), share(of: Self.wide, in: .verse))
      add("wide share chorus - verse", value, "> 0", isJudged: areMany) { $0 > 0 }
    }
    if !Self.tight.isDisjoint(with: vocabulary) {
      let value = difference(share(of: Self.tight, in: .verse), share(of: Self.tight, in: .chorus))
      add("CU + MCU share verse - chorus", value, "> 0", isJudged: areMany) { $0 > 0 }
    }
    if vocabulary.contains(Self.instrument) {
      let others = Role.allCases.filter { $0 != .solo }.compactMap { share(of: [Self.instrument], in: $0) }.max()
      let value = difference(share(of: [Self.instrument], in: .solo), others)
      add("MIS share solo - highest other role", value, "> 0", isJudged: areMany) { $0 > 0 }
    }
  }
}

extension CorpusChecks {
  private static let audience = ShotType.audience.rawValue
  private static let instrument = ShotType.instrument.rawValue
  private static let wide: Set = [ShotType.long.rawValue, ShotType.extremeLong.rawValue]
  private static let tight: Set = [ShotType.closeUp.rawValue, ShotType.mediumCloseUp.rawValue]

  /// A song with less entropy than this part of the most that its types can have is one shot.
  private static let leastEntropy = 1.0 / 3

  /// The types of all plans, in the order of the first that has them.
  private var vocabulary: [String] {
    var seen: Set<String> = []
    return tracks.flatMap(\.types.vocabulary).filter { seen.insert($0).inserted }
  }

  /// The share of some types in the time of a role; `nil` if no track has the role.
  private func share(of types: Set<String>, in role: Role) -> Double? {
    ratio({ $0.types.seconds(of: types, in: role) }, { $0.types.seconds(in: role) })
  }

  /// Limits with room for what rounding to frames does to a share.
  private static func widened(_ limits: ClosedRange<Double>) -> ClosedRange<Double> {
    limits.lowerBound - 1e-3...limits.upperBound + 1e-3
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private static func rounded(_ number: Double) -> Double { (100 * number).rounded() / 100 }
}
