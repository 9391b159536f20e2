import Glibc
import Learning
import Shots
import StageKit

/// A made-up maker of films with known manners, and the songs that they cut: what a film language should find again.
///
/// The maker thinks of a length, and takes the moment of the music that is nearest to its end. That is not how the
/// likelihood goes about it, so that what is found is not what was put in by construction.
package struct MadeEditor: Sendable {
  /// Where the maker cuts.
  package enum Moments: Sendable {
    /// On beats; a downbeat is taken in place of a nearer beat if it is at most this many times as far.
    case beats(downbeats: Double)
    /// On the first beats of bars, so that shots last an even number of them.
    case evenBars
    /// Whenever the length is over.
    case anywhere
  }

  package var name: String
  package var moments = Moments.beats(downbeats: 2)
  /// How long before the moment, and how far from it, in seconds.
  package var lead = 0.0
  package var spread = 0.01
  /// The mean length in seconds, the standard deviation of its logarithm, and factors by type.
  package var mean = 3.0
  package var sigma = 0.45
  package var byType = [Double](repeating: 1, count: 8)
  /// By type: how often it is shown.
  package var shares = [0.2, 0.2, 0.15, 0.1, 0.12, 0.08, 0.05, 0.1]
  /// Whether a type may follow itself, and which types never do.
  package var repeats = false
  package var neverTwice: Set<Int> = []

  package init(_ name: String) { self.name = name }

  /// The makers that the checks know.
  package static let all: [MadeEditor] = {
    var early = MadeEditor("3 frames early")
    early.lead = 0.12
    var even = MadeEditor("pairs of bars")
    even.moments = .evenBars
    even.mean = 5
    var once = MadeEditor("never two close-ups")
    once.repeats = true
    once.neverTwice = [0]
    once.byType = [0.7, 1, 1, 1, 1, 1.6, 1, 1]
    var free = MadeEditor("off the beat")
    free.moments = .anywhere
    free.mean = 1.6
    free.sigma = 0.54
    free.repeats = true
    return [early, even, once, free]
  }()

  /// Songs that the maker has cut, the same for a seed.
  package func songs(_ count: Int, seed: UInt64, seconds: Double = 150) -> [EditedSong] {
    (0..<count).map { number in song(CounterRandom(seed: seed &* 1000 &+ UInt64(number)), end: seconds) }
  }

  private func song(_ random: CounterRandom, end: Double) -> EditedSong {
    let tempo = 80 + 70 * random.uniform("tempo")
    let beat = 60 / tempo
    let offset = 0.5 * random.uniform("offset")
    let count = Int(end / beat)
    let beats = (0..<count).map { offset + Double($0) * beat + 0.004 * Self.normal(random, "beat", $0) }
    let downbeats = stride(from: 0, to: count, by: 4).map { beats[$0] }
    let roles: [Role] = [.intro, .verse, .chorus, .verse, .chorus, .solo, .chorus, .outro]
    let bars = downbeats.count / roles.count
    let starts = roles.indices.map { $0 == 0 ? 0 : downbeats[$0 * bars] }
    let sections = roles.indices.map { index in
      Event(from: starts[index], to: index + 1 < roles.count ? starts[index + 1] : end, label: roles[index].rawValue)
    }
    let shots = shots(beats: beats, downbeats: downbeats, end: end, random)
    return EditedSong(
      shots, beats: beats, downbeats: downbeats, sections: try? SectionMap(Events(sections)), tempo: tempo)
  }

  private func shots(beats: [Double], downbeats: [Double], end: Double, _ random: CounterRandom) -> [LabelledShot] {
    var shots: [LabelledShot] = []
    var start = 0.0
    var bar = 0
    while start < end {
      let number = shots.count
      let type = type(after: shots.last?.type, random, number)
      let length = exp(log(mean * byType[type]) - sigma * sigma / 2 + sigma * Self.normal(random, "length", number))
      // Neither the moment of the last cut again, nor one that it was too early for.
      let first = start + lead + Self.shortest
      let wanted = max(start + length, first)
      let moment: Double
      switch moments {
      case .anywhere: moment = wanted
      case .beats(let factor):
        let beat = Self.nearest(to: wanted, in: beats, from: first)
        let downbeat = Self.nearest(to: wanted, in: downbeats, from: first)
        moment = (abs(downbeat - wanted) <= factor * abs(beat - wanted) ? downbeat : beat)
      case .evenBars:
        bar += 2
        while bar + 2 < downbeats.count, abs(downbeats[bar + 2] - wanted) < abs(downbeats[bar] - wanted) { bar += 2 }
        moment = bar < downbeats.count ? downbeats[bar] : end
      }
      let cut = moment - lead + spread * Self.normal(random, "spread", number)
      let rounded = min((cut * EditedSong.rate).rounded() / EditedSong.rate, end)
      shots.append(LabelledShot(start: start, end: rounded, type: type))
      start = rounded
    }
    return shots
  }

  private func type(after last: Int?, _ random: CounterRandom, _ number: Int) -> Int {
    let weights = shares.indices.map { type in
      type == last && (!repeats || neverTwice.contains(type)) ? 0 : shares[type]
    }
    var target = random.uniform("type", UInt64(number)) * weights.reduce(0, +)
    for (type, weight) in weights.enumerated() {
      target -= weight
      if target < 0 { return type }
    }
    return weights.count - 1
  }

  private static func nearest(to time: Double, in times: [Double], from first: Double) -> Double {
    times.filter { $0 >= first }.min { abs($0 - time) < abs($1 - time) } ?? .infinity
  }

  /// No shot is shorter, in seconds.
  private static let shortest = 0.3

  /// A number of the normal distribution. Source: Box and Muller 1958.
  private static func normal(_ random: CounterRandom, _ purpose: String, _ number: Int) -> Double {
    let radius = (-2 * log(random.uniform("\(purpose) a", UInt64(number)))).squareRoot()
    return radius * cos(2 * .pi * random.uniform("\(purpose) b", UInt64(number)))
  }
}
