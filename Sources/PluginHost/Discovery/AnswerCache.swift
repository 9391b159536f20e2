import Files
import Glibc
import StageKit
import Synchronization

/// What plugins answered, by what they were asked: so that a second check of a pipeline starts none of them.
///
/// The folder keeps 2,000 answers of 64 MiB together: when more are there, those go that were written longest ago. One that
/// is gone is asked for again.
public final class AnswerCache: Sendable {
  private static let largest = 16 << 20
  private static let mostAnswers = 2_000
  private static let mostBytes = 64 << 20

  private let folder: String?
  private let mostAnswers: Int
  private let mostBytes: Int
  /// What has been asked in this process: it is asked again for each track.
  private let known = Mutex<[[String]: [UInt8]]>([:])

  /// A cache in a folder, which is made when it is needed; only in memory if `nil`.
  public convenience init(folder: String?) {
    self.init(folder: folder, mostAnswers: Self.mostAnswers, mostBytes: Self.mostBytes)
  }

  /// A cache that keeps so many answers, and bytes of them, in its folder.
  init(folder: String?, mostAnswers: Int, mostBytes: Int) {
    (self.folder, self.mostAnswers, self.mostBytes) = (folder, mostAnswers, mostBytes)
  }

  /// That of the user: `songboard/plugins` in the folder for caches. Source: XDG Base Directory Specification 0.8.
  public static var ofUser: AnswerCache {
    let home = Environment["HOME"].map { "\($0)/.cache" }
    return AnswerCache(folder: (Environment["XDG_CACHE_HOME"] ?? home).map { "\($0)/songboard/plugins" })
  }

  /// The answer to a question; `nil` if it is not known.
  func answer(to question: [String]) -> [UInt8]? {
    if let answer = known.withLock({ $0[question] }) { return answer }
    guard let folder, let answer = try? FileContent.bytes(of: path(of: question, in: folder), atMost: Self.largest)
    else { return nil }
    known.withLock { $0[question] = answer }
    return answer
  }

  /// Keeps an answer. Where nothing can be written, it is asked for again the next time.
  func keep(_ answer: [UInt8], to question: [String]) {
    known.withLock { $0[question] = answer }
    guard let folder, (try? FileTree.makeFolder(folder)) != nil else { return }
    let path = path(of: question, in: folder)
    // Written whole or not at all: another process may read or write the same.
    let draft = "\(path).\(getpid()).\(UInt32.random(in: 0...UInt32.max))"
    guard let file = try? OutputFile(path: draft, mode: .new) else { return }
    if (try? file.write(answer)) == nil || rename(draft, path) != 0 { unlink(draft) }
    prune(folder)
  }

  /// Removes the oldest files of the folder, answers and what a killed process left of one, until the rest is within bounds.
  private func prune(_ folder: String) {
    let files = FileTree.names(in: folder).compactMap { name in
      FileStamp(of: "\(folder)/\(name)").map { (path: "\(folder)/\(name)", stamp: $0) }
    }
    var bytes = 0
    for (index, file) in files.sorted(by: { $0.stamp.modified > $1.stamp.modified }).enumerated() {
      bytes += file.stamp.size
      // The one just written stays in any case.
      if index >= mostAnswers || bytes > mostBytes, index > 0 { unlink(file.path) }
    }
  }

  private func path(of question: [String], in folder: String) -> String {
    "\(folder)/\(ContentHash.key(question).hex).json"
  }
}

/// The variables of this process's environment.
enum Environment {
  /// A variable's value; `nil` if it is not set, or empty.
  static subscript(name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
