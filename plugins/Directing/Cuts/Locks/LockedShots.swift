import Shots
import StageKit

/// The shots of a former plan that a person has locked: a new plan keeps them and fills in what lies between.
struct LockedShots {
  /// The locked shots in order.
  let shots: [Shot]
  /// The vocabulary that their types are columns of.
  let vocabulary: Vocabulary

  /// Locked shots, in order and without overlap, whose types are in a vocabulary.
  init(_ shots: [Shot], vocabulary: Vocabulary) {
    self.shots = shots
    self.vocabulary = vocabulary
  }

  /// The shots that a person has locked in a track's former plan.
  ///
  /// - Throws: ``Failure`` if the plan cannot be used.
  init(
    _ settings: CutSettings, limits: ShotLimits, vocabulary: Vocabulary, in context: TrackContext
  ) throws(Failure) {
    guard let file = settings.locked, let bytes = try context.content(of: file, otherwise: "no shot is locked") else {
      self.init([], vocabulary: vocabulary)
      return
    }
    try self.init(bytes, name: context.name(of: file), rate: settings.rate, limits: limits, vocabulary: vocabulary)
  }

  /// The locked shots of a plan's file, with the clips that show them: `cameras` leaves a person's choice as it is.
  ///
  /// - Parameters:
  ///   - bytes: JSON in UTF-8, as `write.json` writes it.
  ///   - name: The file, as messages name it.
  ///   - limits: The track's length.
  ///   - vocabulary: The types that may be locked.
  /// - Throws: ``Failure`` for what is no plan, has another rate, or locks what the track cannot have.
  init(
    _ bytes: [UInt8], name: String, rate: FrameRate, limits: ShotLimits, vocabulary: Vocabulary
  ) throws(Failure) {
    let plan = try PlanDocument(bytes, name: name).plan
    guard plan.rate == rate else {
      throw Failure(
        "\(name) is at the rate \(plan.rate.rawValue), but the cuts are made at \(rate.rawValue)",
        remedy: "set `rate: \(plan.rate.rawValue)`, unlock the shots, or set `locked: none`")
    }
    var locked: [Shot] = []
    for (index, shot) in plan.shots.enumerated() where shot.isLocked {
      guard vocabulary.types.contains(shot.type) else {
        let known = vocabulary.types.joined(separator: ", ")
        throw Failure(
          "\(name): shots[\(index)].type: '\(shot.type)' is no shot type; known: \(known)",
          remedy: "unlock it, or set `locked: none`")
      }
      guard shot.outFrame <= limits.frames else {
        throw Failure(
          "\(name): shots[\(index)].out: the locked shot ends at frame \(shot.outFrame), but the track has "
            + "\(limits.frames)", remedy: "shorten or unlock it, or set `locked: none`")
      }
      locked.append(shot)
    }
    self.init(locked, vocabulary: vocabulary)
  }

  /// The column of a locked shot's type.
  func column(of shot: Shot) -> Int { vocabulary.types.firstIndex(of: shot.type) ?? 0 }

  /// The spans in frames that the locked shots take; neighbours of one type are one span, because the decoder's shots
  /// are runs of equal types.
  var spans: [LockedSpan] {
    var spans: [LockedSpan] = []
    for shot in shots {
      let type = column(of: shot)
      if let last = spans.last, last.frames.upperBound == shot.inFrame, last.type == type {
        spans[spans.count - 1] = LockedSpan(frames: last.frames.lowerBound..<shot.outFrame, type: type)
      } else {
        spans.append(LockedSpan(frames: shot.inFrame..<shot.outFrame, type: type))
      }
    }
    return spans
  }

  /// The stretches in frames that no shot is locked in, of a track's frames.
  func stretches(of frames: Int) -> [Range<Int>] {
    let starts = [0] + shots.map(\.outFrame)
    let ends = shots.map(\.inFrame) + [frames]
    return zip(starts, ends).compactMap { $0 < $1 ? $0..<$1 : nil }
  }
}

/// Frames of one type that a person has locked.
struct LockedSpan: Hashable {
  /// From the first frame to the one after the last.
  let frames: Range<Int>
  /// The column of what is shown.
  let type: Int
}
