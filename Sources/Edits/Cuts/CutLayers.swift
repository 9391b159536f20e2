import StageKit

/// The cuts of an edit with several tracks of pictures, as they are seen: what lies on a higher track covers what is below.
struct CutLayers {
  /// The cuts of each track in order, the lowest track first.
  private var layers: [[CutList.Cut]] = []

  /// Adds a track above the others; one without a picture counts only if there is no other.
  mutating func add(_ cuts: [CutList.Cut]) {
    guard cuts.contains(where: { $0.picture == .shown }) || layers.isEmpty else { return }
    if let first = layers.first, !first.contains(where: { $0.picture == .shown }) { layers = [] }
    layers.append(cuts)
  }

  /// The cuts as one track.
  ///
  /// - Parameter findings: Takes a warning for each cut that covers others.
  func flattened(findings: inout Diagnostics) -> [CutList.Cut] {
    guard var seen = layers.first else { return [] }
    for layer in layers.dropFirst() {
      seen = Self.cover(seen, with: layer.filter { $0.picture == .shown }, findings: &findings)
    }
    return seen
  }

  private static func cover(
    _ below: [CutList.Cut], with above: [CutList.Cut], findings: inout Diagnostics
  ) -> [CutList.Cut] {
    var seen: [CutList.Cut] = []
    var rest = above[...]
    for cut in below {
      while let first = rest.first, first.outFrame <= cut.inFrame { rest = rest.dropFirst() }
      var place = cut.inFrame
      for top in rest.prefix(while: { $0.inFrame < cut.outFrame }) {
        if cut.picture == .shown {
          findings.warning(
            Mark(line: top.line), "'\(top.name)' lies on a track above '\(cut.name)': what is on top is taken")
        }
        if top.inFrame > place { seen.append(cut.part(place..<top.inFrame)) }
        place = max(place, top.outFrame)
      }
      if place < cut.outFrame { seen.append(cut.part(place..<cut.outFrame)) }
    }
    return (seen + above).sorted { $0.inFrame < $1.inFrame }
  }
}
