import StageKit
import Shots

extension ShotPlan {
  /// The label of the section at a shot's middle; empty if there is none.
  func section(of shot: Shot, among sections: [Event]) -> String {
    let seconds = seconds(of: shot)
    let middle = (seconds.start + seconds.end) / 2
    return sections.first { $0.start <= middle && middle < $0.end }?.label ?? ""
  }
}
