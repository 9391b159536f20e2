import StageKit

/// A setting that a study goes through, with its values: `kd.tau=2,4,8` or `*.seed=1..8`.
public struct SweepAxis: Sendable, Hashable {
  /// The most values that an axis may have.
  static let mostValues = 1000

  /// The setting, as `--set` names it: `stage.parameter`.
  public let setting: String
  /// Its values as text, in the order of the study.
  public let values: [String]

  /// Whether runs repeat each other along the axis, and are no arms.
  var isOfSeeds: Bool { setting.split(separator: ".").last.map(String.init) == Arms.seed }

  /// Reads an axis as it stands on the command line: values parted by commas, or a first and a last whole number.
  ///
  /// Commas in brackets, braces and quotes part nothing: `*.layers=[48,24],[64,32]` has two values.
  ///
  /// - Throws: ``Failure`` if the text has another form, or a value stands twice.
  public init(_ text: String) throws(Failure) {
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty else {
      throw Failure(
        "--sweep \(text): expected stage.parameter=VALUES",
        remedy: "for example --sweep '*.seed=1..8' or --sweep kd.tau=2,4,8")
    }
    setting = sides[0]
    values = try Self.range(sides[1], of: text) ?? Self.parted(sides[1])
    guard !values.contains("") else {
      throw Failure("--sweep \(text): a value is empty", remedy: "leave the comma out, or quote the value: ''")
    }
    // What is no number may have two dots in it, such as a path.
    if let range = values.first(where: { $0.contains("..") && $0.wholeMatch(of: /[-.\d]*\d[-.\d]*/) != nil }) {
      throw Failure(
        "--sweep \(text): \(range) is no range: that has two whole numbers and stands alone, as in 1..8",
        remedy: "name other values one by one, as in kd.tau=0.5,1,2")
    }
    var seen: Set<String> = []
    if let twice = values.first(where: { !seen.insert($0).inserted }) {
      throw Failure("--sweep \(text): the value \(twice) stands twice", remedy: "name each value once")
    }
  }

  /// The numbers of `FIRST..LAST`; `nil` of any other text.
  private static func range(_ text: String, of axis: String) throws(Failure) -> [String]? {
    guard let match = text.wholeMatch(of: /(-?\d{1,15})\.\.(-?\d{1,15})/), let first = Int(match.1),
      let last = Int(match.2)
    else { return nil }
    guard first <= last, last - first < mostValues else {
      throw Failure(
        "--sweep \(axis): a range goes up, by \(mostValues) numbers at most", remedy: "name the smaller number first")
    }
    return (first...last).map(String.init)
  }

  private static func parted(_ text: String) -> [String] {
    var values = [""]
    var depth = 0
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
      } else if "'\"".contains(character) {
        quote = character
      } else if "[{".contains(character) {
        depth += 1
      } else if "]}".contains(character) {
        depth -= 1
      } else if character == ",", depth == 0 {
        values.append("")
        continue
      }
      values[values.count - 1].append(character)
    }
    return values
  }
}
