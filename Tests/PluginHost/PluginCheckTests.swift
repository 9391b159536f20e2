import StageKit
import Synchronization
import Testing

@testable import PluginHost

/// What `songboard plugin check` finds.
struct PluginCheckTests {
  @Test func itFindsWhatIsWrong() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let path = try bench.plugin(stages: "gain,crash,echo.events,mean")
    var faults: [String: String] = [:]
    var good: Set<String> = []
    let isWell = try PluginCheck(of: path, settings: ["gain": .text("3")], lengths: [0, 20]) { finding in
      if let fault = finding.fault { faults[finding.claim] = fault } else { good.insert(finding.claim) }
    }.run()
    #expect(!isWell)
    #expect(good.contains("gain: gives the same rows whatever the blocks"))
    #expect(good.contains("echo.events: gives the same bytes twice"))
    #expect(good.contains("mean: when it is left in the middle of its work, a new process works as before"))
    // The program takes whatever it is given.
    #expect(faults["gain: refuses a setting that is none, and says the way out"]?.contains("an object") == true)
    #expect(faults["gain: refuses a stage that it does not have"] != nil)
    #expect(good.contains("crash: takes a track of 0 s, or refuses it and says the way out"))
    #expect(faults["crash: takes a track of 20 s"]?.contains("the last words") == true)
  }

  /// Of a song without sound, a `fail` with a remedy is an answer; an end, or a `fail` without one, is none.
  @Test func aTrackOfNothingMayBeRefused() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let path = try bench.plugin(stages: "picky,curt,fragile,picky.track,picky.learner")
    var findings: [String: PluginCheck.Finding] = [:]
    _ = try PluginCheck(of: path, settings: [:], lengths: [0, 20]) { findings[$0.claim] = $0 }.run()
    func empty(_ id: String) throws -> PluginCheck.Finding {
      try #require(findings["\(id): takes a track of 0 s, or refuses it and says the way out"])
    }
    for id in ["picky", "picky.track", "picky.learner"] {
      let finding = try empty(id)
      #expect(finding.fault == nil && finding.met?.hasSuffix("no sound; leave the song out") == true, "\(finding)")
      #expect(findings["\(id): takes a track of 20 s"]?.fault == nil)
    }
    #expect(try empty("curt").fault?.contains("its `fail` has no `remedy`") == true)
    #expect(try empty("fragile").fault?.contains("the last words") == true)
  }

  /// A stage that gets all of a track at once is interrupted while it works.
  @Test func aTrackStageIsInterruptedInTheMiddle() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let path = try bench.plugin(stages: "slow,sticky,echo.number")
    var findings: [String: PluginCheck.Finding] = [:]
    _ = try PluginCheck(of: path, settings: [:], lengths: [0]) { findings[$0.claim] = $0 }.run()
    func left(_ id: String) throws -> PluginCheck.Finding {
      try #require(findings["\(id): when it is left in the middle of its work, a new process works as before"])
    }
    let slow = try left("slow")
    #expect(slow.fault == nil && slow.met?.hasPrefix("interrupted 0.5") == true, "\(slow)")
    #expect(try left("sticky").fault?.contains("it gives others than before: interrupted 0.5") == true)
    #expect(try left("echo.number").fault == nil)
  }

  @Test func anUnknownSettingIsTold() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let path = try bench.plugin()
    #expect(throws: Failure("unknown parameter 'gian' of 'p'; did you mean 'gain'?")) {
      try PluginCheck(of: path, settings: ["gian": .text("3")]) { _ in }.run()
    }
  }
}
