import Foundation
import Shots
import StageKit
import TestSupport
import Testing

@testable import Directing

/// What a film language does to the places of cuts.
@Suite struct LanguageCutsTests {
  private func plan(
    _ change: (inout FilmLanguage) -> Void, longest: Double = 12, seconds: Double = 60
  ) throws -> ShotPlan {
    let song = TestTrack.types(seconds: seconds, seed: 4, beat: 0.5)
    var language = FilmLanguage.concert
    change(&language)
    let file = FileManager.default.temporaryDirectory.path + "/songboard-\(UUID().uuidString).yaml"
    try language.text(title: ["test"]).write(toFile: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: file) }
    return try song.plan {
      $0[Cuts.language] = SettingFile(path: file)
      $0[Cuts.longest] = longest
    }
  }

  /// How far each cut is from the nearest beat, in frames.
  private func distances(_ plan: ShotPlan) -> [Double] {
    plan.shots.dropFirst().map { shot in
      let place = Double(shot.inFrame) / 12.5
      return 12.5 * (place - place.rounded())
    }
  }

  @Test func aLeadIsKept() throws {
    let led = distances(try plan { $0.cuts.lead = 0.12 })
    #expect(led.allSatisfy { (-3.6 ... -2.4).contains($0) })
  }

  @Test func aHandStrays() throws {
    let strayed = distances(try plan({ $0.cuts.spread = 0.04 }, seconds: 120))
    #expect(Set(strayed.map { Int($0) }).count > 2 && strayed.allSatisfy { abs($0) < 6 })
  }

  @Test func offBeatCutsLieBetweenBeats() throws {
    // Each moment is a candidate, so that long shots would cost much.
    let free = distances(try plan({ $0.cuts.offBeat = 3 }, longest: 6))
    #expect(free.count { abs($0) > 2 } > free.count / 2)
    let none = distances(try plan({ $0.cuts.offBeat = -20 }, longest: 6))
    #expect(none.count { abs($0) > 2 } == 0)
  }

  @Test func evenBarsAreLiked() throws {
    func even(_ weight: Double) throws -> Int {
      try plan { $0.cuts.evenBars = weight }.shots.count { [100, 200, 300].contains($0.frames) }
    }
    #expect(try even(4) > 2 * even(-4))
  }

  @Test func typesMayRepeat() throws {
    let plan = try plan {
      $0.repeats = true
      for type in 0..<8 { $0.follows[type * 8 + type] = 50 }
      $0.limits = [:]
    }
    #expect(zip(plan.shots, plan.shots.dropFirst()).contains { $0.type == $1.type })
  }

  @Test func repeatsAreASettingToo() throws {
    let allowed = FilmLanguage.concert.with(.allow)
    #expect(allowed.repeats && (0..<8).allSatisfy { allowed.factor(from: $0, to: $0) == 1 })
    #expect(allowed.factor(from: 0, to: 1) == FilmLanguage.concert.factor(from: 0, to: 1))
    #expect(allowed.with(.forbid) == .concert && allowed.with(.allow) == allowed)
    func repeats(_ rule: Repeats?) throws -> Int {
      let plan = try TestTrack.types(seconds: 240, seed: 4, beat: 0.5).plan { $0[Cuts.repeats] = rule }
      return zip(plan.shots, plan.shots.dropFirst()).count { $0.type == $1.type }
    }
    #expect(try repeats(nil) == 0 && repeats(.forbid) == 0)
    #expect(try repeats(.allow) > 0)
  }

  @Test func aMakersSharesAreHeeded() throws {
    func share(of type: String, _ shares: [Double]) throws -> Double {
      let plan = try plan {
        $0.shares = shares
        $0.limits = [:]
      }
      return plan.shots.reduce(0) { $1.type == type ? $0 + Double($1.frames) / Double(plan.frames) : $0 }
    }
    let even = [Double](repeating: 0.125, count: 8)
    #expect(try share(of: "MCU", even) > 0.04)
    #expect(try share(of: "MCU", [0.2, 0.004, 0.2, 0.1, 0.1, 0.1, 0.196, 0.1]) < 0.02)
  }

  @Test func aPairOfNothingIsNeverSeen() throws {
    for last in 0..<2 {
      let plan = try plan {
        $0.repeats = true
        for type in 0..<8 { $0.follows[type * 8 + type] = last == 0 ? 0 : 1 }
      }
      let repeats = zip(plan.shots, plan.shots.dropFirst()).count { $0.type == $1.type }
      #expect((repeats > 0) == (last == 1))
    }
  }
}
