import Shots
import StageKit

/// Which cuts of an edit play recordings, and which the cards that stand for shots.
struct EditedClips {
  private let list: CutList
  private let former: FormerPlan?
  private let types: ShotTypes
  /// The names that the video of the cards may have.
  private let songs: [String]
  /// Whether a clip of the former plan plays.
  private var hasKnown = false

  init(_ list: CutList, of path: String, former: FormerPlan?, types: ShotTypes) {
    (self.list, self.former, self.types) = (list, former, types)
    songs = [path, former?.document.trackPath ?? path].map { FilePath.lastPart(of: CutFormat.stem(of: $0)) }
    hasKnown = list.cuts.contains { isKnown($0) }
  }

  /// The recording that a cut plays; `nil` for a card: by its own word, as the video of the song's cards, or in a list,
  /// where a clip is known by its name alone, as one that neither songboard's comment nor the former plan knows.
  func camera(of cut: CutList.Cut) -> CutClip? {
    guard let clip = clip(of: cut) else { return nil }
    // What a person put among cameras is one, unless it bears a shot's name.
    let isAmongCameras = hasKnown && former?.isNamedAsShot(clip) == false
    return isAmongCameras || isKnown(cut) ? clip : nil
  }

  /// What is said of a person's own clips in place of cards, whose sources a list does not tell; `nil` if there are none.
  var lostClips: (line: Int, text: String)? {
    guard list.format == .edl, let start = list.start else { return nil }
    let lost = list.cuts.filter { cut in
      guard let clip = clip(of: cut), camera(of: cut) == nil, clip.timecode != start + cut.inFrame else { return false }
      // A card that was moved.
      return types.type(in: clip.name).map { !ShotName.isName(clip.name, of: $0) } ?? true
    }
    guard let first = lost.first, let clip = first.clip else { return nil }
    let text =
      "\(lost.count) \(lost.count == 1 ? "clip" : "clips") of your own in place of cards, such as '\(clip.name)': a plan "
      + "keeps their cuts and types, not the clips themselves, of which a list says too little; keep this one, or export "
      + "OTIO or XML from the editor"
    return (first.line, text)
  }

  /// Whether the file, or the former plan, knows a cut's clip as a recording.
  private func isKnown(_ cut: CutList.Cut) -> Bool {
    guard let clip = clip(of: cut) else { return false }
    return list.format != .edl || clip.name != cut.name || former?.source(of: clip) != nil
  }

  /// What a cut plays, if that is not a card for sure.
  private func clip(of cut: CutList.Cut) -> CutClip? {
    guard cut.picture == .shown, let clip = cut.clip, !clip.isCard, !(clip.name + clip.file).isEmpty else { return nil }
    let isCards = FilePath(clip.fileName).ending == "mp4" && songs.contains(FilePath(clip.fileName).name)
    return isCards ? nil : clip
  }
}
