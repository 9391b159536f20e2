import Shots
import Testing

@Suite struct ReasonWordingTests {
  private func shot(_ frames: Range<Int>, _ type: String, _ reason: String) -> Shot {
    Shot(inFrame: frames.lowerBound, outFrame: frames.upperBound, type: type, reason: reason)
  }

  private let reason = "Chorus 2 starts (bar 33); wider by 3 sizes; on downbeat; held as long as allowed; lasts 2 bars"

  /// The reason of a second shot, of another after a close-up.
  private func reworded(_ frames: Range<Int>, _ type: String, _ reason: String, of origin: Range<Int>) -> String {
    let shots = [shot(0..<frames.lowerBound, "CU", ""), shot(frames, type, reason)]
    return ReasonWording.reworded(shots, of: [nil, shot(origin, "LS", reason)], at: .fps25)[1].reason
  }

  @Test func whatStaysTrueIsNotTouched() {
    #expect(reworded(50..<100, "MLS", reason, of: 50..<100) == reason)
    #expect(reworded(50..<100, "MLS", "edited", of: 50..<100) == "edited")
    #expect(reworded(50..<100, "MLS", "", of: 50..<100) == "")
    #expect(reworded(50..<100, "MLS", "MLS on CAM1; Wider by 3 sizes", of: 50..<100) == "MLS on CAM1; Wider by 3 sizes")
    #expect(reworded(50..<90, "MLS", "A ends 0:05; held", of: 50..<100) == "A ends 0:05; held")
  }

  @Test func stepsAreThoseBetweenTheTypesAtHand() {
    #expect(reworded(50..<100, "XLS", "Tighter by 1 size; on beat", of: 50..<100) == "Wider by 5 sizes; on beat")
    #expect(reworded(50..<100, "ADS", "Wider by 1 size", of: 50..<100) == "Cutaway to the audience")
    #expect(reworded(50..<100, "MIS", "Cutaway to the audience", of: 50..<100) == "Cutaway to an instrument")
    // No step between one type and itself, nor to a type of another vocabulary.
    for type in ["CU", "DRONE"] {
      #expect(reworded(50..<100, type, "Wider by 1 size; on beat", of: 50..<100) == "On beat")
    }
    let first = ReasonWording.reworded(
      [shot(0..<9, "LS", "Back to the performers; lasts 1 bar")], of: [shot(0..<9, "LS", "")], at: .fps25)
    #expect(first[0].reason == "Lasts 1 bar")
  }

  @Test func whatIsSaidOfTheStartGoesWithIt() {
    #expect(reworded(60..<100, "MLS", reason, of: 50..<100) == "Wider by 3 sizes; lasts 1.6 s")
    for words in [
      "On beat", "On downbeat", "On onset", "Off the beat", "No beat to cut on", "On your mark: hit", "Verse 1 starts",
      "Intro: establishing shot", "The voice comes in", "The music rises", "Shows the place again",
    ] {
      #expect(reworded(60..<100, "MLS", words, of: 50..<100) == "", "\(words)")
      #expect(reworded(50..<99, "MLS", words, of: 50..<100) == words)
    }
  }

  @Test func lengthsAreMeasuredAgain() {
    let shorter = "Chorus 2 starts (bar 33); wider by 3 sizes; on downbeat; lasts 1.6 s"
    #expect(reworded(50..<90, "MLS", reason, of: 50..<100) == shorter)
    #expect(reworded(50..<90, "MLS", "Faster in the build; lasts 3 beats", of: 50..<100) == "Lasts 1.6 s")
  }
}
