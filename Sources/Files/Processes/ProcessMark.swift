import Glibc

/// A variable in the environment of a program, which all that the program starts inherits: so they are found again, in
/// whatever group or session they are, and whoever their parent is by now.
struct ProcessMark {
  /// The variable's name.
  static let name = "SONGBOARD_WORKER"
  /// How often what has been ended is looked for: what starts others while it is ended is found the next time.
  private static let rounds = 3

  /// What no other mark has.
  let value = "\(getpid())-\(UInt64.random(in: 0...UInt64.max))"

  /// Ends all processes with the mark.
  func endAll() {
    for _ in 0..<Self.rounds where !endThoseThere() { return }
  }

  /// - Returns: Whether there were any.
  private func endThoseThere() -> Bool {
    let variable = Array("\(Self.name)=\(value)".utf8)
    var hasFound = false
    for process in FileTree.names(in: "/proc").compactMap({ pid_t($0) }) {
      let environment = try? FileContent.start(of: "/proc/\(process)/environ", atMost: 1 << 17).bytes
      guard environment?.split(separator: 0).contains(where: { $0.elementsEqual(variable) }) == true else { continue }
      if kill(process, SIGKILL) == 0 { hasFound = true }
    }
    return hasFound
  }
}
