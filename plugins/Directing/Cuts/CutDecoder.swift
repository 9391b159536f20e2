import Glibc
import Shots
import StageKit

/// Turns the model of a track into shots, by the best path or by a drawn one.
struct CutDecoder {
  /// What is settled once for a track, on its model without locks, so that locks move nothing that is far from them.
  struct Choice {
    /// Added to each shot's score, so that the average length is the one that the music asks for.
    var bonus: Double
    /// What a frame of each type costs, so that the shares hold.
    var prices: [Double]
    /// The number of the draw that is taken; `nil` for the best path.
    var draw: Int?
  }

  private let model: CutModel
  private let shares: ShareLimits
  private let lattice: SegmentLattice
  private let free: SemiMarkov

  /// What the logarithm of a shot's weight may be shifted by to hold the average length, and in how many halvings.
  private static let bonuses = -12.0...12.0
  private static let halvings = 10
  /// More draws than this are not refused for a share: the search takes over.
  private static let mostDraws = 256
  /// How far prices rise where locks break the shares, as a logarithm of the weight of a usual shot, and how often.
  private static let rise = 0.4
  private static let mostRises = 16

  /// A decoder of a track's model.
  ///
  /// - Throws: ``Failure`` if there are too many possible shots to hold.
  init(_ model: CutModel) throws(Failure) {
    self.model = model
    lattice = try model.lattice()
    free = SemiMarkov(lattice)
    shares = ShareLimits(model)
  }

  /// Settles the length, the shares and, if plans are drawn, which draw is taken: of the first that hold the shares, the
  /// one with the lowest ``TakeScore``.
  ///
  /// - Throws: ``Failure`` if no way through the lattice exists, which the candidates rule out.
  func choice(drawnBy chance: CounterRandom?) throws(Failure) -> Choice {
    var choice = Choice(bonus: 0, prices: [], draw: nil)
    choice.prices = lattice.opening.map { _ in 0 }
    choice.bonus = bonus(of: free, isDrawn: chance != nil, in: Self.bonuses)
    guard let chance else { return choice }
    choice.prices = SharePrices(lattice, shares, usual: usualFrames, bonus: choice.bonus).prices
    let priced = priced(choice.prices)
    if choice.prices.contains(where: { $0 != 0 }) {
      choice.bonus = bonus(of: priced, isDrawn: true, in: choice.bonus - 1...choice.bonus + 1)
    }
    guard let sums = priced.forward(bonus: choice.bonus) else { throw Self.deadEnd }
    let marginals = priced.posterior(sums).marginals
    var best = Double.infinity
    var takes = 0
    for draw in 0..<Self.mostDraws where takes < model.settings.takes {
      let path = priced.sample(sums, by: chance.draw(draw))
      guard shares.hold(on: path) else { continue }
      takes += 1
      let score = model.settings.takes > 1 ? TakeScore(shots(path, marginals), of: model).value : 0
      if score < best { (best, choice.draw) = (score, draw) }
    }
    return choice
  }

  /// The shots of a choice. Where locks break the shares of the draw that was chosen, it is drawn again at prices that are
  /// a little farther on, which changes it in few places; where that does not help, the best path within the shares is
  /// taken.
  ///
  /// - Returns: The shots, and whether the shares hold.
  /// - Throws: ``Failure`` if no way through the lattice exists, which the candidates rule out.
  func shots(
    by choice: Choice, drawnBy chance: CounterRandom?
  ) throws(Failure) -> (shots: [DecodedShot], holdShares: Bool) {
    var prices = choice.prices
    if let chance = choice.draw.flatMap({ chance?.draw($0) }) {
      for _ in 0..<Self.mostRises {
        let drawn = try drawn(by: chance, prices: prices, bonus: choice.bonus)
        if shares.hold(on: drawn.path) { return (shots(drawn.path, drawn.marginals), true) }
        for (type, limit) in shares.limits {
          let length = shares.length(of: type, on: drawn.path)
          let direction = length > limit.upperBound ? 1.0 : length < limit.lowerBound ? -1 : 0
          prices[type] += direction * Self.rise / usualFrames
        }
      }
    }
    let plain = try drawn(by: chance ?? CounterRandom(seed: 0), prices: choice.prices, bonus: choice.bonus)
    if let found = ShareSearch(lattice, shares, bonus: choice.bonus).best() {
      return (shots(found.path, plain.marginals), true)
    }
    guard let path = chance == nil ? free.best(bonus: choice.bonus)?.path : plain.path else { throw Self.deadEnd }
    return (shots(path, plain.marginals), false)
  }

  /// A drawn path at some prices, and the marginals there.
  private func drawn(
    by chance: CounterRandom, prices: [Double], bonus: Double
  ) throws(Failure) -> (path: [Segment], marginals: [Double]) {
    let model = priced(prices)
    guard let sums = model.forward(bonus: bonus) else { throw Self.deadEnd }
    return (model.sample(sums, by: chance), model.posterior(sums).marginals)
  }

  /// The usual length of a shot in frames.
  private var usualFrames: Double { max(1, Double(model.limits.frames) * model.targetLength / model.seconds) }

  private static let deadEnd = Failure(
    "no cut of the track holds the limits", remedy: "move 'shortest' and 'longest' further apart")

  private func priced(_ prices: [Double]) -> SemiMarkov {
    guard prices.contains(where: { $0 != 0 }) else { return free }
    return SemiMarkov(lattice.charging(prices, places: shares.places.map(Double.init)))
  }

  /// The shift at which the average length is the one that the music asks for, as near as the limits allow.
  private func bonus(of decoder: SemiMarkov, isDrawn: Bool, in range: ClosedRange<Double>) -> Double {
    let wanted = model.seconds / model.targetLength
    var (low, high) = (range.lowerBound, range.upperBound)
    let width = Self.bonuses.upperBound - Self.bonuses.lowerBound
    while high - low > width / Double(1 << Self.halvings) {
      let middle = (low + high) / 2
      let shots =
        isDrawn
        ? decoder.forward(bonus: middle).map { decoder.posterior($0).shots }
        : decoder.best(bonus: middle).map { Double($0.path.count) }
      if let shots, shots < wanted { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The segments of a path as shots, each with the marginals of the types averaged over its time.
  private func shots(_ path: [Segment], _ marginals: [Double]) -> [DecodedShot] {
    let types = lattice.types
    let frames = model.candidates.map(\.frame)
    return path.map { segment in
      var means = [Double](repeating: 0, count: types)
      for stretch in segment.start..<segment.end {
        let share = Double(frames[stretch + 1] - frames[stretch]) / Double(frames[segment.end] - frames[segment.start])
        for type in 0..<types { means[type] += share * marginals[stretch * types + type] }
      }
      return DecodedShot(start: segment.start, end: segment.end, type: segment.type, probabilities: means)
    }
  }
}

extension ShareLimits {
  /// The shares of a model's language in frames of its track, rounded so that they hold.
  init(_ model: CutModel) {
    let frames = Double(model.limits.frames)
    places = model.candidates.map(\.frame)
    var limits: [Int: ClosedRange<Int>] = [:]
    for (type, share) in model.language.limits {
      let least = Int((share.lowerBound * frames - 1e-6).rounded(.up))
      limits[type] = least...max(least, Int((share.upperBound * frames + 1e-6).rounded(.down)))
    }
    self.limits = limits
  }
}

extension CounterRandom {
  /// The chance of one of several draws of a plan; the first is this chance itself.
  fileprivate func draw(_ number: Int) -> CounterRandom {
    number == 0 ? self : CounterRandom(seed: bits("draw", UInt64(number)))
  }
}
