import Shots
import StageKit

extension CutList {
  /// What editors take, but nobody is likely to have meant, as warnings: holes between shots that are shorter than half a
  /// second, media that are not there, and a picture of an odd number of pixels.
  ///
  /// - Parameters:
  ///   - file: The edit's file, as messages name it.
  ///   - folder: Its folder, absolute.
  ///   - isThere: Whether there is a file at an absolute path.
  public func doubts(of file: String, in folder: String, isThere: (String) -> Bool) -> [Diagnostic] {
    var findings = Diagnostics(file: file)
    findShortHoles(&findings)
    // The cards' video lies beside the edit.
    let cards = MediaFile("\(FilePath.lastPart(of: CutFormat.stem(of: file))).mp4", from: folder).localPath
    var seen: Set<String> = []
    for named in media where !named.isCard && seen.insert(named.path).inserted {
      let places = named.places(beside: folder)
      guard let place = places.first, named.isSound || place != cards, !places.contains(where: isThere) else {
        continue
      }
      let what = named.isSound ? "the sound" : named.name.isEmpty ? "a clip" : "the clip \(named.name)"
      findings.warning(Mark(line: named.line), "\(what) is not at \(place); editors will ask for it")
    }
    if let picture, !picture.size.isEven {
      findings.warning(
        Mark(line: picture.line),
        "the picture is \(picture.size); most videos need an even width and height")
    }
    return findings.sorted
  }

  /// Gaps that follow each other are one hole; those before the first shot and behind the last are none.
  private func findShortHoles(_ findings: inout Diagnostics) {
    var (hasStarted, hole) = (false, Cut?.none)
    for cut in cuts {
      guard cut.picture == .shown else {
        hole = hole ?? cut
        continue
      }
      if hasStarted, let hole, isShort(cut.inFrame - hole.inFrame) {
        // What a file says nothing of has no line.
        findings.warning(
          Mark(line: hole.line > 0 ? hole.line : cut.line),
          "there is no picture for \(CutListReader.frames(cut.inFrame - hole.inFrame)), from frame \(hole.inFrame) to "
            + "\(cut.inFrame), which is too short to be meant; move or lengthen a clip to close the hole")
      }
      (hasStarted, hole) = (true, nil)
    }
  }

  /// Whether some frames last less than half a second.
  private func isShort(_ frames: Int) -> Bool { 2 * frames * rate.denominator < rate.numerator }
}

extension PictureSize {
  fileprivate var isEven: Bool { width.isMultiple(of: 2) && height.isMultiple(of: 2) }
}
