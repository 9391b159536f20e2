import StageKit
import Testing

@testable import Learning

@Suite struct SoftTargetsTests {
  private struct File: Decodable {
    struct Case: Decodable {
      let kind: String
      let view: Int?
      let tau: Double
      let teacherProbability: [[Double]]?
      let studentLogits1s: [[Double]]?
      let softTarget: [[Double]]
    }

    let cases: [Case]
  }

  @Test func targetsAgreeWithTheReference() throws {
    var (students, assistants) = (0, 0)
    for reference in try Golden.read(File.self, from: "soft_targets").cases {
      let expected = reference.softTarget.flatMap(\.self)
      if let probabilities = reference.teacherProbability {
        let rows = TypeRows(types: probabilities[0].count, values: probabilities.flatMap(\.self))
        #expect(isClose(SoftTargets.softened(probabilities: rows, tau: reference.tau).values, expected))
        students += 1
      } else {
        let logits = try #require(reference.studentLogits1s)
        let rows = TypeRows(types: logits[0].count, values: logits.flatMap(\.self))
        let view = MusicView(seconds: try #require(reference.view))
        let softened = view.averaged(SoftTargets.softened(logits: rows, tau: reference.tau))
        #expect(isClose(softened.values, expected))
        assistants += 1
      }
    }
    #expect(students == 12 && assistants == 4)
  }

  @Test func logarithmsHaveAFloor() {
    // softmax of 0 and -50 / 10
    let target = SoftTargets.softened(probabilities: TypeRows(types: 2, values: [1.0, 0.0]), tau: 10)
    #expect(isClose(target.values, [0.993_307_149_075_715_4, 0.006_692_850_924_284_856]))
  }
}
