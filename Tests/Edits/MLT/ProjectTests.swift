import Shots
import StageKit
import Testing

@testable import Edits

/// Projects that Shotcut 22.12 and Kdenlive 22.12 have saved, of six cards over a song.
@Suite struct ProjectTests {
  /// A sample's plan, as its names and frames, its warnings, and its song.
  private func plan(
    _ name: String, _ change: (String) -> String = { $0 }
  ) throws -> (shots: [String], warnings: [String], song: String) {
    let text = change(String(decoding: try Samples.bytes("projects/\(name)"), as: UTF8.self))
    let edit = try EditedPlan([EditedPlan.File(path: name, bytes: Array(text.utf8))], knowing: EditedPlan.Knowledge())
    let shots = edit.document.plan.shots
    #expect(shots.allSatisfy { $0.source == nil && $0.reason == "edited" && $0.probability == nil })
    return (shots.map { "\($0.type) \($0.inFrame)-\($0.outFrame)" }, edit.warnings, edit.document.trackPath)
  }

  private static let six = ["LS 0-63", "MLS 63-113", "MCU 113-163", "MIS 163-250", "MS 250-450", "MCU 450-600"]

  @Test func whatShotcutSavesIsTheSame() throws {
    let (shots, warnings, song) = try plan("shotcut_saved.mlt")
    #expect(shots == Self.six && warnings.isEmpty && song == "song.wav")
  }

  /// MCU_003 was deleted, and MIS_004 moved to the left over MLS_002 by 15 frames, which left a gap behind it.
  @Test func aDissolveOfShotcutIsACutInItsMiddle() throws {
    #expect(throws: Failure.self) { try plan("shotcut_dissolve.mlt") }
    do {
      _ = try plan("shotcut_dissolve.mlt")
    } catch let failure as Failure {
      #expect(
        failure.description == "shotcut_dissolve.mlt:84:1: error: there is no picture from 00:00:07:10 to 00:00:08:00; "
          + "move or lengthen a clip to close the gap")
    }
    let (shots, warnings, _) = try plan("shotcut_dissolve.mlt") {
      $0.replacing("    <blank length=\"00:00:00.600\"/>\n", with: "")
    }
    #expect(shots == ["LS 0-63", "MLS 63-105", "MIS 105-185", "MS 185-385", "MCU 385-535"])
    #expect(warnings == ["shotcut_dissolve.mlt:82:1: warning: the dissolve comes back as a cut in its middle"])
  }

  @Test func aMixOfKdenliveIsTheCutThatItWas() throws {
    let (shots, warnings, song) = try plan("kdenlive_mix.kdenlive")
    #expect(shots == Self.six && song == "song.wav")
    #expect(warnings.count == 1 && warnings[0].hasSuffix("the mix of 'LS_001' and 'MLS_002' comes back as a cut"))
  }

  @Test func aClipThatWasDeletedLeavesAGap() throws {
    let failure = #expect(throws: Failure.self) { try plan("kdenlive_gap.kdenlive") }
    #expect(
      failure?.reason.hasSuffix(
        "there is no picture from 00:00:02:13 to 00:00:04:13; move or lengthen a clip to close the gap") == true)
  }

  /// Kdenlive names clips in the bin, and refers to them by number from the tracks.
  @Test func namesComeFromTheBin() throws {
    let (shots, _, _) = try plan("kdenlive_mix.kdenlive") { text in
      let copy = text.replacing(
        "<producer id=\"black_track\"",
        with: """
          <producer id="copy" in="00:00:00.000" out="00:00:05.960"><property name="mlt_service">color</property>
          <property name="kdenlive:id">7</property></producer>
          <producer id="black_track"
          """)
      let place = copy.firstRange(of: "playlist2")?.lowerBound ?? copy.startIndex
      return String(copy[..<place]) + copy[place...].replacing("producer=\"card6\"", with: "producer=\"copy\"")
    }
    #expect(shots.last == "MCU 450-600")
  }

  @Test(arguments: ["shotcut_saved.mlt", "kdenlive_mix.kdenlive"]) func projectsAreVerified(name: String) throws {
    let (cuts, messages) = try Samples.read("projects/\(name)")
    #expect(cuts?.borders == [0, 63, 113, 163, 250, 450, 600])
    #expect(messages.allSatisfy { $0.contains("warning") }, "\(messages)")
  }
}
