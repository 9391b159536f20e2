/// Makes reasons true of the plan in which they stand: of what was worded for another plan, what hangs on the shot's place,
/// length or neighbours is worded anew or left out.
///
/// A reason is a sentence of clauses: `Chorus 2 starts (bar 33); wider by 3 sizes; on downbeat; lasts 2 bars`.
public enum ReasonWording {
  private static let separator = "; "
  /// Shots with reasons that are true of them.
  ///
  /// - Parameter origins: For each shot the one that its reason was worded for; `nil` for a reason of its own.
  public static func reworded(_ shots: [Shot], of origins: [Shot?], at rate: FrameRate) -> [Shot] {
    var shots = shots
    for index in shots.indices {
      guard let origin = origins[index] else { continue }
      let step = index > 0 ? SizeStep(from: shots[index - 1].type, to: shots[index].type) : nil
      let shot = shots[index]
      let before = shot.reason.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
      let after = before.compactMap { clause($0, of: shot, origin: origin, step: step, rate: rate) }
      guard after != before else { continue }
      let sentence = after.joined(separator: separator)
      shots[index].reason = sentence.prefix(1).uppercased() + sentence.dropFirst()
    }
    return shots
  }

  /// A clause as it is true of a shot; `nil` if nothing of it is.
  private static func clause(
    _ clause: String, of shot: Shot, origin: Shot, step: SizeStep?, rate: FrameRate
  ) -> String? {
    let startsAnew = shot.inFrame != origin.inFrame
    let lastsAnew = startsAnew || shot.outFrame != origin.outFrame
    // The first of a sentence has a capital.
    let words = clause.prefix(1).lowercased() + clause.dropFirst()
    if isOfStep(words) { return step.map { $0.words == words ? clause : $0.words } }
    if startsAnew, isOfStart(words) { return nil }
    if lastsAnew, isOfLength(words) { return nil }
    if lastsAnew, words.hasPrefix("lasts ") { return "lasts \(rate.seconds(ofFrame: shot.frames).fixed(1)) s" }
    return clause
  }

  private static func isOfStep(_ clause: String) -> Bool {
    let step = /(?:wider|tighter) by \d+ sizes?|back to the performers|the same size again|cutaway to .+/
    return clause.wholeMatch(of: step) != nil
  }

  /// Whether a clause is true only where the shot starts.
  private static func isOfStart(_ clause: String) -> Bool {
    let section = /.* starts(?: \(bar \d+\))?|(?:.*: )?(?:establishing shot|opens the film)|shows the place again/
    let music = /the voice comes in|the music (?:rises|falls back)/
    let grid = /(?:on|off) (?:the )?(?:downbeat|beat|onset)|no beat to cut on|on your mark.*/
    return clause.wholeMatch(of: section) != nil || clause.wholeMatch(of: music) != nil
      || clause.wholeMatch(of: grid) != nil
  }

  /// Whether a clause is true only of the shot's length.
  private static func isOfLength(_ clause: String) -> Bool {
    [
      "held as long as allowed", "faster in the build", "slow in the quiet", "fast in the loud",
      "stays until the sound is gone", "holds through the silence",
    ].contains(clause)
  }
}
