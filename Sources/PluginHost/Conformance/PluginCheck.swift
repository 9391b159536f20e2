import Files
import Formats
import StageKit

/// Checks that a program does what the protocol asks of a plugin.
public struct PluginCheck {
  /// What came of one question.
  public struct Finding: Sendable {
    /// What was asked, as a sentence that is true of a good plugin.
    public let claim: String
    /// Why it is not true; `nil` if it is.
    public let fault: String?
    /// What was met on the way, where a track may show one thing or another.
    public let met: String?
  }

  /// Lengths of tracks that a library has: nothing, a click, a song, a set. In seconds.
  public static let usualLengths = [0, 0.1, 20, 1200]

  private let path: String
  private let width: Int?
  private let lengths: [Double]
  private let choices: [String: RawSetting]
  private let tell: (Finding) -> Void

  /// A check of the program at a path.
  ///
  /// - Parameters:
  ///   - choices: Settings that are not the defaults, by parameter, for all stages that have it.
  ///   - width: How wide the rows are that stages are offered first; `nil` for those of songboard's own stages only.
  ///   - lengths: How long the tracks are that are tried, in seconds.
  ///   - tell: Takes what came of each question, as soon as it is known.
  public init(
    of path: String, settings choices: [String: RawSetting], width: Int? = nil, lengths: [Double] = usualLengths,
    tell: @escaping (Finding) -> Void
  ) {
    self.width = width
    self.lengths = lengths
    self.path = path
    self.choices = choices
    self.tell = tell
  }

  /// Asks all questions.
  ///
  /// - Returns: Whether all is well.
  /// - Throws: ``Failure`` if there is no such program.
  public func run() throws(Failure) -> Bool {
    var isWell = true
    for program in try PluginHost.programs(at: path) {
      // Answers that were given before are no proof.
      let host = PluginHost(paths: [], vamp: nil, startsThoseOfPipelines: true, cache: AnswerCache(folder: nil))
      var kinds: [StageKind] = []
      var report = Report(tell: tell)
      report.ask("\(program.name): describe prints declarations that can be used") {
        kinds = try host.plugin(program).stages
      }
      report.ask("\(program.name): describe prints the same twice") {
        guard try program.description() == program.description() else { throw Failure("it printed something else") }
      }
      let known = Set(kinds.flatMap(\.declaration.parameters).map(\.name))
      if !kinds.isEmpty, let stray = choices.keys.sorted().first(where: { !known.contains($0) }) {
        throw Failure(Spelling.unknown("parameter", stray, of: program.name, among: known.sorted()))
      }
      for kind in kinds {
        StageCheck(kind, program: program, choices: choices, width: width, lengths: lengths).run(&report)
      }
      report.ask("\(program.name): its processes are quiet after their work, and end when they are told to") {
        if let fault = host.close().first { throw Failure(fault) }
      }
      isWell = isWell && report.isWell
    }
    return isWell
  }

  /// What has been asked so far.
  struct Report {
    let tell: (Finding) -> Void
    private(set) var isWell = true

    /// Asks a question.
    ///
    /// - Returns: Whether the claim is true.
    @discardableResult
    mutating func ask(_ claim: String, _ body: () throws -> Void) -> Bool {
      tryOut(claim) {
        try body()
        return nil
      }
    }

    /// Asks a question, and tells what was met.
    @discardableResult
    mutating func tryOut(_ claim: String, _ body: () throws -> String?) -> Bool {
      do {
        tell(Finding(claim: claim, fault: nil, met: try body()))
        return true
      } catch {
        isWell = false
        tell(Finding(claim: claim, fault: "\(error)", met: nil))
        return false
      }
    }

    init(tell: @escaping (Finding) -> Void) { self.tell = tell }
  }
}
