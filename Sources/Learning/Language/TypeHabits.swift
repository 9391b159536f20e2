import Glibc
import Shots

/// Learns which types a maker shows, opens with and puts after each other, and says how likely they make an edit's types.
///
/// A shot of type `b` after one of type `a` has a probability in proportion to share(b) x follows(a, b), less `aba` if it
/// goes straight back, among the types that may open the section if it opens one.
enum TypeHabits {
  /// Counts are drawn to the prior as if so many shots of it had been seen: of each type, after each pair, by each step.
  private static let shareCount = 1.0
  private static let openingCount = 2.0
  private static let pairCount = 3.0
  private static let stepCount = 5.0
  /// What should have been seen so often by its shares and never was is a thing that the maker does not do (p = 0.001).
  private static let tellingCount = 7.0
  /// A type that by its share would have opened one of the sections of a role this surely, and did not, may not open them.
  private static let tellingOpenings = 0.95
  /// The part of each probability that is spread over all types, so that none is 0.
  static let floor = 0.01

  /// Learns from songs what a language says of types; the rest of it stays.
  static func learn(_ songs: [EditedSong], into language: inout FilmLanguage) {
    let prior = language
    let count = language.vocabulary.count
    var seen = prior.shares.map { $0 * shareCount * Double(count) }
    var first = prior.opening.map { $0 * openingCount }
    var pairs = [Double](repeating: 0, count: count * count)
    for song in songs {
      let types = song.shots.map(\.type)
      for type in types { if let type { seen[type] += 1 } }
      if let type = types.first ?? nil { first[type] += 1 }
      for (last, next) in zip(types, types.dropFirst()) {
        if let last, let next { pairs[last * count + next] += 1 }
      }
    }
    language.shares = scaled(seen)
    // What another maker keeps to says nothing of this one.
    language.limits = [:]
    language.opening = scaled(first)
    language.repeats = (0..<count).contains { pairs[$0 * count + $0] > 0 }
    learnPairs(pairs, prior: prior, into: &language)
    learnOpenings(songs, into: &language)
    learnAba(songs, prior: prior, into: &language)
  }

  /// The logarithm of the probability of each shot's type in a song, of those that are known.
  static func logs(of song: EditedSong, by language: FilmLanguage) -> [Double] {
    song.shots.indices.compactMap { index in
      let shot = song.shots[index]
      guard let type = shot.type else { return nil }
      let weights =
        index == 0
        ? language.opening
        : weights(
          after: song.shots[index - 1].type, before: index > 1 ? song.shots[index - 2].type : nil, opening: shot.opens,
          by: language)
      let sum = weights.reduce(0, +)
      let own = sum > 0 ? weights[type] / sum : 1 / Double(weights.count)
      return log((1 - floor) * own + floor / Double(weights.count))
    }
  }

  /// By type: the weight of showing it next; after a shot of which nobody knows the type, its share alone.
  private static func weights(after last: Int?, before: Int?, opening role: Role?, by language: FilmLanguage)
    -> [Double]
  {
    language.vocabulary.types.indices.map { next in
      guard language.mayOpen(role, with: next) else { return 0 }
      let weight = language.shares[next] * (last.map { language.factor(from: $0, to: next) } ?? 1)
      return before == next ? weight * exp(-language.aba) : weight
    }
  }

  // MARK: Learning

  /// How often each pair was seen, against how often it would be if types followed each other by chance.
  private static func learnPairs(_ pairs: [Double], prior: FilmLanguage, into language: inout FilmLanguage) {
    let types = language.vocabulary.types.indices
    let count = types.count
    let isRepeating = language.repeats
    let shares = language.shares
    let expected = types.flatMap { last in
      let after = (0..<count).reduce(0) { $0 + pairs[last * count + $1] }
      let rest = isRepeating ? 1 : 1 - shares[last]
      return types.map { next in last == next && !isRepeating ? 0 : after * shares[next] / max(rest, 1e-9) }
    }
    // By how many sizes apart, from 0; what is off the scale has no step.
    var counted: [Int: (seen: Double, expected: Double)] = [:]
    for last in types {
      for next in types {
        guard let step = last == next ? 0 : language.step(from: last, to: next) else { continue }
        counted[step, default: (0, 0)].seen += pairs[last * count + next]
        counted[step, default: (0, 0)].expected += expected[last * count + next]
      }
    }
    for last in types {
      for next in types {
        let place = last * count + next
        guard last != next || isRepeating else {
          language.follows[place] = 0
          continue
        }
        // Repeats are none of a prior that forbids them.
        let before = last == next && !prior.repeats ? 1 : prior.follows[place]
        let step = (last == next ? 0 : language.step(from: last, to: next)).flatMap { counted[$0] }
        let usual = step.map { ($0.seen + stepCount * before) / ($0.expected + stepCount) } ?? before
        let isTelling = pairs[place] == 0 && expected[place] * usual > tellingCount
        language.follows[place] = isTelling ? 0 : (pairs[place] + pairCount * usual) / (expected[place] + pairCount)
      }
      // A row's mean is 1, so that no type is liked for what follows it.
      let row = last * count..<(last + 1) * count
      let allowed = types.filter { $0 != last || isRepeating }
      let mean =
        allowed.reduce(0) { $0 + shares[$1] * language.follows[last * count + $1] }
        / allowed.reduce(0) { $0 + shares[$1] }
      if mean > 0 { for place in row { language.follows[place] /= mean } }
    }
  }

  /// Which types open the sections of each role: those that did, and those whose absence says nothing and that the prior
  /// allows.
  private static func learnOpenings(_ songs: [EditedSong], into language: inout FilmLanguage) {
    let openers = songs.flatMap { song in song.shots.dropFirst().filter { $0.opens != nil } }
    for role in Role.allCases {
      let types = openers.filter { $0.opens == role }.compactMap(\.type)
      guard !types.isEmpty else { continue }
      let allowed = language.vocabulary.types.indices.map { type in
        let isMissed = 1 - pow(1 - language.shares[type], Double(types.count)) > tellingOpenings
        return types.contains(type) || (language.mayOpen(role, with: type) && !isMissed)
      }
      language.openings[role] = allowed.contains(false) ? allowed : nil
    }
  }

  /// What going straight back takes: the likeliest of a grid, around the prior's.
  private static func learnAba(_ songs: [EditedSong], prior: FilmLanguage, into language: inout FilmLanguage) {
    var best = (value: -Double.infinity, aba: language.aba)
    for aba in stride(from: 0, through: 4, by: 0.25) {
      language.aba = aba
      let value = songs.reduce(-pow(aba - prior.aba, 2) / 2) { $0 + logs(of: $1, by: language).reduce(0, +) }
      if value > best.value { best = (value, aba) }
    }
    language.aba = best.aba
  }

  private static func scaled(_ counts: [Double]) -> [Double] {
    let sum = counts.reduce(0, +)
    return counts.map { $0 / sum }
  }
}
