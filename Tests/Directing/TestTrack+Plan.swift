import Shots
import StageKit
import TestSupport

@testable import Directing

extension TestTrack {
  func plan(_ change: (inout Settings) -> Void = { _ in }) throws -> ShotPlan {
    guard let plan = try run(Cuts.self, change)[Cuts.shots] else { throw Failure("no plan") }
    return plan
  }
}
