import Formats
import StageKit

/// Locks that are not where they hold, or not spelt as they are: read as fields that mean nothing, they would be lost.
enum LockKeys {
  private static let lock = PlanKey.locked.rawValue

  /// Looks at the fields of a plan and of its shots.
  ///
  /// - Parameter findings: Takes what is meant as a lock and is none.
  static func check(_ plan: JSONNode, _ findings: inout Diagnostics) {
    check(PlanFields(plan), mayLock: false, &findings)
    for (index, node) in (plan[PlanKey.shots.rawValue]?.elements ?? []).enumerated() {
      let shot = PlanFields(node, path: "shots[\(index)]")
      check(shot, mayLock: true, &findings)
      guard let source = node[PlanKey.source.rawValue] else { continue }
      check(PlanFields(source, path: shot.path(.source)), mayLock: false, &findings)
    }
  }

  private static func check(_ fields: PlanFields, mayLock: Bool, _ findings: inout Diagnostics) {
    for (key, value) in fields.node.fields ?? [] where isMeantAsLock(key) && !(mayLock && key == lock) {
      let name = fields.path.isEmpty ? key : "\(fields.path).\(key)"
      findings.error(value.line, "\(name): locks nothing; write \"\(lock)\": true in the shot, or delete it")
    }
  }

  /// `Locked`, `lock`, `lokced`, `isLocked`, `locked_by`; but not `clock`.
  private static func isMeantAsLock(_ key: String) -> Bool {
    let letters = key.lowercased().filter(\.isLetter)
    return letters.hasPrefix("lock") || letters.hasSuffix(lock) || Spelling.closest(to: letters, in: [lock]) != nil
  }
}
