import Learning
import Shots
import StageKit

/// Inputs that a check makes up for a stage: noise that is always the same, and what a song might have.
struct MadeInputs {
  /// The streams that songboard's own stages give: one of them a stage is likely to take.
  private static let offers = [
    FrameFormat(
      quantity: .melPower, width: 128, rate: 22_050.0 / 512, sampleRate: 22_050, transformLength: 2048,
      frequencies: (0..<128).map { 20 + 80 * Double($0) }),
    FrameFormat(
      quantity: .powerSpectrum, width: 1025, rate: 22_050.0 / 512, sampleRate: 22_050, transformLength: 2048),
    FrameFormat(
      quantity: .chroma, width: 12, rate: 22_050.0 / 512, sampleRate: 22_050,
      columns: ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]),
    FrameFormat(quantity: .onsetStrength, width: 1, rate: 22_050.0 / 512, sampleRate: 22_050),
    FrameFormat(
      quantity: .shotTypes, width: Vocabulary.concert.count, rate: 1, sampleRate: 22_050,
      columns: Vocabulary.concert.types),
    FrameFormat(quantity: .embeddings, width: 16, rate: 1, sampleRate: 22_050),
  ]

  /// How many combinations of formats a stage is offered: all of up to three streams.
  private static let mostTries = 400
  /// How long it is offered more of them, in seconds.
  private static let patience = 60

  private let declaration: StageDeclaration
  /// The format of each stream.
  let formats: FrameFormats

  /// Inputs of formats that the stage accepts.
  ///
  /// - Parameters:
  ///   - width: How wide the rows are that are offered first, once a second; `nil` for none but the usual ones.
  ///   - accept: Asks the stage.
  /// - Throws: ``Failure`` with what it said last, if it takes none of those that are offered; not all are, if there are
  ///   many.
  init(
    for declaration: StageDeclaration, width: Int?, accept: (FrameFormats) throws(Failure) -> Void
  ) throws(Failure) {
    let own = width.map { FrameFormat(quantity: .embeddings, width: $0, rate: 1, sampleRate: 22_050) }
    let offers = (own.map { [$0] } ?? []) + Self.offers
    self.declaration = declaration
    let streams = declaration.inputs.filter(\.kind.hasFormat)
    let choices = streams.map { Self.formats(of: $0.kind, offers) }
    let count = choices.reduce(1) { $0 * Double($1.count) }
    var last = Failure("no formats")
    let end = ContinuousClock.now + .seconds(Self.patience)
    var tried = 0
    while Double(tried) < count, tried < Self.mostTries, tried == 0 || ContinuousClock.now < end {
      var formats = FrameFormats()
      // Streams of one stage mostly are of one sort: how far each is from the first changes last.
      var rest = tried
      var first = 0
      for (index, stream) in streams.enumerated() {
        let (number, step) = (choices[index].count, rest % choices[index].count)
        if index == 0 { first = step }
        formats[named: stream.name] = [choices[index][index == 0 ? step : (first + step) % number]]
        rest /= number
      }
      tried += 1
      do throws(Failure) {
        try accept(formats)
        self.formats = formats
        return
      } catch { last = error }
    }
    guard count > 1 else { throw last }
    let limit =
      Double(tried) < count ? "the \(tried) formats tried, of \(count.text) that there are" : "\(tried) formats"
    throw Failure("it takes none of \(limit); of the last it said: \(last.reason)", remedy: last.remedy)
  }

  private static func formats(of kind: PortKind, _ offers: [FrameFormat]) -> [FrameFormat] {
    switch kind {
    case .audio: [.audio(sampleRate: 22_050)]
    case .labels: [ShotLabels.format(in: .concert)]
    default: offers
    }
  }

  /// The inputs that stream.
  var declaredStreams: [any AnyInput] { declaration.inputs.filter(\.kind.isStreamed) }

  /// The rows of a stream for a track of a length.
  func rows(of input: any AnyInput, seconds: Double, seed: UInt64 = 1) -> Frames {
    let format = formats[named: input.name].first ?? Self.offers[0]
    let count = Int((seconds * format.rate).rounded(.down)) * format.width
    var noise = Noise(seed: seed)
    return Frames(format: format, values: (0..<count).map { _ in noise.next(isSigned: format.quantity == .samples) })
  }

  /// All inputs of a track of a length.
  func artifacts(seconds: Double, seed: UInt64 = 1) throws -> Artifacts {
    var inputs = Artifacts()
    for input in declaration.inputs {
      inputs[named: input.name] = [
        Artifacts.Named(name: input.name, value: try artifact(input, seconds: seconds, seed: seed))
      ]
    }
    return inputs
  }

  private func artifact(_ input: any AnyInput, seconds: Double, seed: UInt64) throws -> any Artifact {
    let beats = Array(stride(from: 0.25, to: seconds, by: 0.5))
    switch input.kind {
    case .audio: return Samples(rows(of: input, seconds: seconds, seed: seed))
    case .frames: return rows(of: input, seconds: seconds, seed: seed)
    case .events: return Events(times: beats)
    case .number: return Number(120)
    case .shots:
      let frames = max(1, Int(seconds * 25))
      let cuts = Array(stride(from: 0, to: frames, by: 75)) + [frames]
      let shots = zip(cuts, cuts.dropFirst()).enumerated().map { index, cut in
        Shot(
          inFrame: cut.0, outFrame: cut.1, type: Vocabulary.concert.types[index % Vocabulary.concert.count],
          probability: 0.5, runnerUp: "LS", reason: "made up")
      }
      return try ShotPlan(shots, rate: .fps25, types: Vocabulary.concert.types)
    case .labels:
      return try ShotLabels(
        [LabelledShot(start: 0, end: max(1, seconds), type: Int(seed % 8))], in: .concert)
    case .text: return TrackText(path: "made.txt", bytes: Array("made up\n".utf8))
    case .document: return Document(text: "made up\n")
    case .model: return OutsideModel(bytes: [], metadata: "null")
    }
  }
}

/// Numbers that are the same on any machine: between 0 and 1, or -1 and 1.
private struct Noise {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  /// Source: Marsaglia, "Xorshift RNGs", 2003.
  mutating func next(isSigned: Bool) -> Float {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    let number = Float(state >> 40) / Float(1 << 24)
    return isSigned ? 2 * number - 1 : number
  }
}
