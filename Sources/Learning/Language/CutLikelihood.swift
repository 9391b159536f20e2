import Glibc
import Shots

/// How likely a maker's habits make the ends of the shots of edited songs.
///
/// A shot that starts at frame `s` ends at frame `e` with a probability in proportion to
///
///     log-normal density of (e - s) x weight of a cut at e x exp(cross)^(sections inside) [x exp(even bars)]
///
/// over all later frames of the song. What lies behind the song's end is one more way to end, of the song's mean weight: a
/// last shot is only known not to have ended before. So shots are a semi-Markov chain that is normalised step by step.
struct CutLikelihood {
  let songs: [EditedSong]
  /// The shots of all songs, in order, by the number of their song.
  let shots: [(song: Int, shot: EditedShot)]

  private(set) var language: FilmLanguage
  /// By shot: the logarithm of the probability of its end.
  private(set) var logs: [Double]
  private var tables: [LengthTable]
  private var fields: [CutField]

  /// The likelihood of songs by a language.
  init(_ songs: [EditedSong], by language: FilmLanguage) {
    self.songs = songs
    shots = songs.enumerated().flatMap { index, song in song.shots.map { (index, $0) } }
    self.language = language
    fields = songs.map { CutField(language.cuts, over: $0) }
    tables = []
    logs = []
    tables = shots.indices.map { table(of: $0, by: language) }
    logs = shots.indices.map { log(of: $0, tables[$0], fields[shots[$0].song], language.cuts) }
  }

  /// What a change of a language touches.
  enum Scope {
    /// The lengths of some shots, by their numbers.
    case lengths([Int])
    /// Where cuts lie: all shots.
    case cuts
  }

  /// The sum over shots in a scope by another language that differs only there.
  func sum(by other: FilmLanguage, in scope: Scope) -> Double {
    switch scope {
    case .lengths(let changed):
      return changed.reduce(0) { sum, index in
        sum + log(of: index, table(of: index, by: other), fields[shots[index].song], other.cuts)
      }
    case .cuts:
      let fields = songs.map { CutField(other.cuts, over: $0) }
      return shots.indices.reduce(0) { $0 + log(of: $1, tables[$1], fields[shots[$1].song], other.cuts) }
    }
  }

  /// The sum over shots in a scope by the language itself.
  func sum(in scope: Scope) -> Double {
    switch scope {
    case .lengths(let changed): changed.reduce(0) { $0 + logs[$1] }
    case .cuts: logs.reduce(0, +)
    }
  }

  /// Takes another language that differs only in a scope.
  mutating func take(_ other: FilmLanguage, in scope: Scope) {
    language = other
    switch scope {
    case .lengths(let changed):
      for index in changed {
        tables[index] = table(of: index, by: other)
        logs[index] = log(of: index, tables[index], fields[shots[index].song], other.cuts)
      }
    case .cuts:
      fields = songs.map { CutField(other.cuts, over: $0) }
      for index in shots.indices { logs[index] = log(of: index, tables[index], fields[shots[index].song], other.cuts) }
    }
  }

  private func table(of index: Int, by language: FilmLanguage) -> LengthTable {
    let (song, shot) = shots[index]
    return LengthTable(
      mean: language.length(of: shot.type, in: shot.role, tempo: songs[song].tempo), sigma: language.lengths.sigma,
      frames: songs[song].frames - shot.start)
  }

  private func log(of index: Int, _ table: LengthTable, _ field: CutField, _ habits: CutHabits) -> Double {
    let shot = shots[index].shot
    let isLast = shot.end == songs[shots[index].song].frames
    let even = habits.evenBars == 0 ? nil : field.evenBars(from: shot.start)
    let bonus = exp(habits.evenBars) - 1
    func weight(at frame: Int) -> Double {
      field.weights[frame] + (even.map { frame < $0.first ? 0 : bonus * $0.masses[frame] } ?? 0)
    }
    func crossed(to frame: Int) -> Double {
      exp(habits.crossSection * Double(field.sections(from: shot.start, to: frame)))
    }

    // Sections are few: the sum goes from one to the next.
    var total = 0.0
    var first = 0
    while first < table.densities.count {
      let inside = field.sections(from: shot.start, to: shot.start + 1 + first)
      let end = field.end(ofSections: inside, from: shot.start, atMost: table.densities.count, after: first)
      var part = 0.0
      for offset in first..<end { part += table.densities[offset] * field.weights[shot.start + 1 + offset] }
      if let even {
        var evenPart = 0.0
        let bar = max(first, even.first - shot.start - 1)
        for offset in min(bar, end)..<end { evenPart += table.densities[offset] * even.masses[shot.start + 1 + offset] }
        part += bonus * evenPart
      }
      total += part * exp(habits.crossSection * Double(inside))
      first = end
    }
    let last = shot.start + table.densities.count
    total += table.beyond * field.mean * crossed(to: last)
    let own =
      isLast
      ? table.share(beyond: shot.frames) * field.mean * crossed(to: shot.end)
      : table.density(of: shot.frames) * weight(at: shot.end) * crossed(to: shot.end)
    return Glibc.log(max(own, .leastNormalMagnitude) / max(total, .leastNormalMagnitude))
  }
}

/// The log-normal density of a shot's length, by frames.
struct LengthTable {
  /// By frames from 1: the share of lengths that round to them; to the song's end, or where almost none is left.
  let densities: [Double]
  /// The share of all lengths behind those.
  let beyond: Double

  private let centre: Double
  private let sigma: Double

  /// This many sigmas above the median almost no length is left.
  private static let reach = 3.3

  /// - Parameters:
  ///   - mean: In seconds.
  ///   - frames: How many frames there are to the song's end.
  init(mean: Double, sigma: Double, frames: Int) {
    let centre = Glibc.log(mean * EditedSong.rate) - sigma * sigma / 2
    self.centre = centre
    self.sigma = sigma
    let last = min(Double(frames - 1), exp(centre + Self.reach * sigma).rounded(.up))
    let count = max(0, Int(last))
    let scale = 1 / (sigma * (2 * Double.pi).squareRoot())
    densities = (0..<count).map { offset in
      let logLength = Self.logarithms[min(offset, Self.logarithms.count - 1)]
      let away = (logLength - centre) / sigma
      return scale * exp(-away * away / 2 - logLength)
    }
    beyond = Self.share(above: Double(count) + 0.5, centre, sigma)
  }

  /// The density of a length of so many frames.
  func density(of frames: Int) -> Double {
    let logLength = Glibc.log(Double(frames))
    let away = (logLength - centre) / sigma
    return exp(-away * away / 2 - logLength) / (sigma * (2 * Double.pi).squareRoot())
  }

  /// The share of lengths of so many frames and more.
  func share(beyond frames: Int) -> Double { Self.share(above: Double(frames) - 0.5, centre, sigma) }

  private static func share(above frames: Double, _ centre: Double, _ sigma: Double) -> Double {
    0.5 * erfc((Glibc.log(frames) - centre) / (sigma * 2.0.squareRoot()))
  }

  /// The logarithms of 1, 2, 3 ... frames: of ten minutes, more than any shot lasts.
  private static let logarithms = (1...15_000).map { Glibc.log(Double($0)) }
}
