import Glibc
import Shots
import StageKit

/// Says why a shot is as it is: the weightiest causes, as codes and as a sentence.
struct ShotReasons {
  private let model: CutModel
  private let shots: [DecodedShot]
  private let count: BeatCount

  /// More causes than this are not a reason but a list.
  private static let mostTerms = 4
  /// From this change of a cue's rank on, people hear it.
  private static let heardChange = 0.5
  /// From this factor on, people see that shots are longer or shorter.
  private static let noticedPace = 1.25
  /// A shot is doubtful if another type is this many times as probable.
  private static let doubtfulRatio = 2.0

  /// Reasons for the shots of a plan, which count by the model's candidates.
  init(_ model: CutModel, shots: [DecodedShot]) {
    self.model = model
    self.shots = shots
    count = BeatCount(model)
  }

  /// The codes of a shot's causes, none with a space, and the sentence, such as
  /// `Chorus 2 starts (bar 33); wider by 3 sizes; on downbeat; lasts 2 bars`.
  func reason(for index: Int) -> (codes: [String], sentence: String) {
    let shot = shots[index]
    let terms = terms(of: index)
    let doubt =
      shot.runnerUpProbability > Self.doubtfulRatio * shot.probability
      ? ["LOW_CONFIDENCE(\(Self.hundredths(shot.probability)),\(name(shot.runnerUp)))"] : []
    let text = (terms.map(\.words) + ["lasts \(count.length(of: shot))"]).joined(separator: "; ")
    return (terms.map(\.code) + doubt, text.prefix(1).uppercased() + text.dropFirst())
  }

  /// The weightiest causes, in the order in which a person would tell them.
  private func terms(of index: Int) -> [ReasonTerm] {
    let all = [
      sectionTerm(index), roleTerm(index), cueTerm(index), sizeTerm(index), markTerm(index), holdTerm(index),
      paceTerm(index), cutTerm(index),
    ].flatMap { $0 }
    let kept = all.indices.sorted { (-all[$0].weight, $0) < (-all[$1].weight, $1) }.prefix(Self.mostTerms)
    return kept.sorted().map { all[$0] }
  }

  // MARK: Causes

  private func sectionTerm(_ index: Int) -> [ReasonTerm] {
    let start = shots[index].start
    let type = shots[index].type
    if index == 0 {
      let place = model.isWide[type] ? "establishing shot" : "opens the film"
      let title = model.sections[0].map { "\(model.music.sections.title(of: $0)): \(place)" } ?? place
      return [ReasonTerm(code: "ESTABLISH", words: title, weight: log(8 * max(model.language.opening[type], 0.125)))]
    }
    guard let section = candidates[start].section else { return [] }
    let bar = candidates[start].kind == .downbeat ? " (bar \(count.bar(at: start)))" : ""
    let words = "\(model.music.sections.title(of: section)) starts\(bar)"
    let starts = ReasonTerm(code: "SECTION_START", words: words, weight: model.language.cuts.section)
    guard model.isReestablishing[start], model.isWide[type] else { return [starts] }
    return [
      starts, ReasonTerm(code: "REESTABLISH", words: "shows the place again", weight: log(CutModel.reestablishFactor)),
    ]
  }

  private func roleTerm(_ index: Int) -> [ReasonTerm] {
    let shot = shots[index]
    guard let role = role(of: shot) else { return [] }
    if role == .solo, name(shot.type) == ShotType.instrument.rawValue {
      let means = model.evidence.means(from: seconds(shot.start), to: seconds(shot.end))
      let advantage = means[shot.type] - means.reduce(0, +) / Double(means.count)
      return [ReasonTerm(code: "SOLO", words: "hands in the solo", weight: model.settings.kappa * advantage)]
    }
    if role == .build, index > 0, frames(shot) < frames(shots[index - 1]) {
      return [
        ReasonTerm(
          code: "BUILD_ACCEL", words: "faster in the build", weight: -log(model.language.lengths.factor(of: .build)))
      ]
    }
    return []
  }

  private func cueTerm(_ index: Int) -> [ReasonTerm] {
    guard index > 0 else { return [] }
    let type = shots[index].type
    let scale = model.language.vocabulary.scale.count
    let isTight = model.language.vocabulary.sizes[type].map { 3 * $0 <= scale } ?? false
    let singing = change(of: .singing, at: index)
    let loudness = change(of: .loudness, at: index)
    let kappa = model.settings.kappa
    if isTight, singing >= Self.heardChange {
      return [ReasonTerm(code: "VOCAL_IN", words: "the voice comes in", weight: 0.4 * kappa * singing)]
    }
    if !isTight, name(type) != ShotType.instrument.rawValue, loudness >= Self.heardChange {
      return [ReasonTerm(code: "ENERGY_UP", words: "the music rises", weight: 0.4 * kappa * loudness)]
    }
    if isTight, loudness <= -Self.heardChange {
      return [ReasonTerm(code: "ENERGY_DROP", words: "the music falls back", weight: -0.3 * kappa * loudness)]
    }
    return []
  }

  private func sizeTerm(_ index: Int) -> [ReasonTerm] {
    guard index > 0 else { return [] }
    let last = shots[index - 1].type
    let type = shots[index].type
    // Against the worst change there is.
    let weight = log(max(model.language.factor(from: last, to: type), 0.3) / 0.3)
    let step = SizeStep(from: last, to: type, in: model.language.vocabulary)
    let code =
      switch step {
      case .wider(let sizes): "WIDER(\(sizes))"
      case .tighter(let sizes): "TIGHTER(\(sizes))"
      case .back: "RETURN"
      case .toAudience, .toInstrument, .to: "CUTAWAY"
      case .same: "SAME"
      }
    return [ReasonTerm(code: code, words: step.words, weight: weight)]
  }

  private func markTerm(_ index: Int) -> [ReasonTerm] {
    guard let mark = candidates[shots[index].start].userMark else { return [] }
    let name = model.music.marks[mark].label
    let words = "on your mark\(name.isEmpty ? "" : ": \(name)")"
    return [ReasonTerm(code: "CUT_MARK", words: words, weight: model.settings.cutMark)]
  }

  private func holdTerm(_ index: Int) -> [ReasonTerm] {
    let (start, end) = (candidates[shots[index].start].frame, candidates[shots[index].end].frame)
    if let silence = model.limits.silences.last(where: { $0.overlaps(start..<end) }) {
      let isTail = silence.upperBound >= model.limits.frames
      let words = isTail ? "stays until the sound is gone" : "holds through the silence"
      return [ReasonTerm(code: isTail ? "TAIL" : "SILENCE", words: words, weight: 2)]
    }
    guard model.settings.mode != .frames, frames(shots[index]) == model.limits.longest else { return [] }
    return [ReasonTerm(code: "MAX_HOLD", words: "held as long as allowed", weight: 1)]
  }

  /// How the loudness of the music slows or hurries the shot, where people would notice.
  private func paceTerm(_ index: Int) -> [ReasonTerm] {
    let (start, end) = (seconds(shots[index].start), seconds(shots[index].end))
    guard model.settings.mode != .frames, end > start else { return [] }
    let pace = (model.pace.integral(to: end) - model.pace.integral(to: start)) / (end - start)
    guard abs(pace) >= log(Self.noticedPace) else { return [] }
    return pace > 0
      ? [ReasonTerm(code: "QUIET", words: "slow in the quiet", weight: pace)]
      : [ReasonTerm(code: "LOUD", words: "fast in the loud", weight: -pace)]
  }

  private func cutTerm(_ index: Int) -> [ReasonTerm] {
    let weights = model.language.cuts
    switch candidates[shots[index].start].kind {
    case .edge, .lock, .prediction, .userMark, .offBeat: return []
    case .downbeat: return [ReasonTerm(code: "CUT_DOWNBEAT", words: "on downbeat", weight: weights.downbeat)]
    case .beat: return [ReasonTerm(code: "CUT_BEAT", words: "on beat", weight: weights.beat)]
    case .onset: return [ReasonTerm(code: "CUT_ONSET", words: "on onset", weight: weights.beat)]
    case .section: return [ReasonTerm(code: "CUT_SECTION", words: "off the beat", weight: weights.section)]
    case .grid: return [ReasonTerm(code: "CUT_GRID", words: "no beat to cut on", weight: weights.beat)]
    }
  }
}

extension ShotReasons {
  private func name(_ type: Int) -> String { model.language.vocabulary.types[type] }

  private var candidates: [CutCandidate] { model.candidates }

  private func seconds(_ candidate: Int) -> Double {
    model.settings.rate.seconds(ofFrame: candidates[candidate].frame)
  }

  private func frames(_ shot: DecodedShot) -> Int {
    candidates[shot.end].frame - candidates[shot.start].frame
  }

  private func role(of shot: DecodedShot) -> Role? {
    model.music.sections.index(at: seconds(shot.start)).flatMap { model.music.sections.roles[$0] }
  }

  /// How much a cue's mean rank differs from that of the shot before; 0 if the cues are not known.
  private func change(of cue: Cue, at index: Int) -> Double {
    func mean(_ shot: DecodedShot) -> Double {
      model.music.mean(of: cue, from: seconds(shot.start), to: seconds(shot.end)) ?? 0
    }
    return mean(shots[index]) - mean(shots[index - 1])
  }

  /// A probability with two digits and without the zero before the point, as statistics write it.
  private static func hundredths(_ probability: Double) -> String {
    let number = Int((100 * probability).rounded())
    return number >= 100 ? "1" : ".\(number.padded(to: 2))"
  }
}

/// One cause of a shot: a code for programs, words for people, and how much it weighs.
struct ReasonTerm {
  /// Capital letters and underscores, with a number in brackets where one belongs.
  let code: String
  /// A clause of the sentence.
  let words: String
  /// What the cause adds to the logarithm of the shot's weight.
  let weight: Double
}
