import Glibc

/// How a room and a microphone answer to a sound: the response that, put on the reference, gives the recording with the
/// least error over all windows; and when the sound arrives in it.
///
/// Below the noise, frequencies are held back as a Wiener filter does: the response is taken for equally loud everywhere.
public struct RoomResponse {
  /// How far before and after the line the response is looked at, in samples: 150 ms at 8 kHz.
  private static let reach = 1200
  /// The arrival is looked for this far before the loudest part, in samples: 80 ms.
  private static let earliest = 640
  /// A pause before the loudest part of this length ends the search, in samples: 10 ms.
  private static let pause = 80
  /// What counts as sound, as a share of the loudest millisecond's energy: the first that gives a step.
  private static let thresholds = [0.15, 0.3, 0.5]
  /// The sound's beginning is a step of at least this in the mean energy of 8 ms.
  private static let (leastStep, stretch) = (4.0, 64)
  private static let millisecond = 8

  private let length: Int
  private let lowestBin: Int
  private let window: [Float]
  private let reference: RealTransform
  private let recording: RealTransform
  private var cross: [Double]
  private var power: [Double]
  private var answer: [Double]
  private var count = 0

  /// A response from no windows yet.
  ///
  /// - Parameters:
  ///   - length: Samples per window, even.
  ///   - lowest: The frequency from which on sound counts, as a share of the sample rate.
  /// - Throws: ``SignalFailure`` if there is no transform of the length.
  public init(length: Int, lowest: Double) throws(SignalFailure) {
    self.length = length
    lowestBin = max(1, Int((lowest * Double(length)).rounded(.up)))
    window = CosineWindow.hann.values(length: length)
    reference = try RealTransform(length: length)
    recording = try RealTransform(length: length)
    cross = [Double](repeating: 0, count: length + 2)
    power = [Double](repeating: 0, count: length / 2 + 1)
    answer = power
  }

  /// Takes a window of the reference and one of the recording.
  ///
  /// - Parameter rest: By how much later than the second window's start the line has the first one's, in samples.
  public mutating func add(_ first: [Float], _ second: [Float], rest: Double) {
    for index in 0..<length {
      reference.input[index] = first[index] * window[index]
      recording.input[index] = second[index] * window[index]
    }
    reference.execute()
    recording.execute()
    let (a, b) = (reference.output, recording.output)
    let angle = 2 * Double.pi * rest / Double(length)
    let (turnReal, turnImaginary) = (cos(angle), sin(angle))
    var (real, imaginary) = (1.0, 0.0)
    for bin in 0...length / 2 {
      let (ar, ai) = (Double(a[2 * bin]), Double(a[2 * bin + 1]))
      let (br, bi) = (Double(b[2 * bin]), Double(b[2 * bin + 1]))
      let (x, y) = (ar * br + ai * bi, ar * bi - ai * br)
      cross[2 * bin] += x * real - y * imaginary
      cross[2 * bin + 1] += x * imaginary + y * real
      power[bin] += ar * ar + ai * ai
      answer[bin] += br * br + bi * bi
      (real, imaginary) = (real * turnReal - imaginary * turnImaginary, real * turnImaginary + imaginary * turnReal)
    }
    count += 1
  }

  /// When the sound arrives, in samples after the line: where the loudest part of the response begins. `nil` if no window
  /// was taken, or the response does not tell: there is no step in it.
  ///
  /// - Throws: ``SignalFailure`` if there is no memory for the transform.
  public func arrival() throws(SignalFailure) -> Double? {
    guard count > 0 else { return nil }
    let energies = Self.smoothed(try response().map { $0 * $0 }, over: Self.millisecond)
    guard let loudest = energies.indices.max(by: { energies[$0] < energies[$1] }) else { return nil }
    let first = Self.thresholds.lazy.map { Self.beginning(of: energies, before: loudest, from: $0 * energies[loudest]) }
      .first { Self.step(of: energies, at: $0) >= Self.leastStep }
    // The first millisecond that holds sound holds it at its end.
    return first.map { Double($0 + Self.millisecond / 2 - 1 - Self.reach) }
  }

  /// The first place of the part before the loudest place that has no pause in it.
  private static func beginning(of energies: [Double], before loudest: Int, from least: Double) -> Int {
    var first = loudest
    for place in stride(from: loudest, through: max(0, loudest - earliest), by: -1) {
      if energies[place] > least { first = place }
      if first - place > pause { break }
    }
    return first
  }

  /// How much more energy there is after a place than before.
  private static func step(of energies: [Double], at place: Int) -> Double {
    let before = energies[max(0, place - stretch)..<max(0, place - millisecond / 2)]
    let after = energies[place..<min(energies.count, place + stretch)]
    guard !before.isEmpty, !after.isEmpty else { return 0 }
    let mean = before.reduce(0, +) / Double(before.count)
    return after.reduce(0, +) / Double(after.count) / max(mean, .leastNormalMagnitude)
  }

  /// The response from ``reach`` before the line to as much after it.
  private func response() throws(SignalFailure) -> [Double] {
    let inverse = try InverseRealTransform(length: length)
    var (shared, own) = (0.0, 0.0)
    for bin in power.indices {
      shared += cross[2 * bin] * cross[2 * bin] + cross[2 * bin + 1] * cross[2 * bin + 1]
      own += power[bin] * power[bin]
    }
    guard shared > 0, own > 0 else { return [] }
    let noise = Self.smoothed(answer, over: 400).map { $0 * own / shared / Double(count) }
    for bin in power.indices {
      let scale = bin < lowestBin ? 0 : 1 / max(power[bin] + noise[bin], .leastNormalMagnitude)
      inverse.input[2 * bin] = Float(cross[2 * bin] * scale)
      inverse.input[2 * bin + 1] = Float(cross[2 * bin + 1] * scale)
    }
    inverse.execute()
    return (-Self.reach..<Self.reach).map { Double(inverse.output[$0 < 0 ? length + $0 : $0]) }
  }

  /// Means of as many neighbours; fewer at the ends.
  private static func smoothed(_ values: [Double], over span: Int) -> [Double] {
    var sums = [0.0]
    sums.reserveCapacity(values.count + 1)
    for value in values { sums.append(sums[sums.count - 1] + value) }
    return values.indices.map { place in
      let (low, high) = (max(0, place - span / 2), min(values.count, place - span / 2 + span))
      return (sums[high] - sums[low]) / Double(max(1, high - low))
    }
  }
}
