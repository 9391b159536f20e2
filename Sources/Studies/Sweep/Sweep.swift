import StageKit

/// All runs of a study: each value of each axis with each value of the others.
public struct Sweep: Sendable, Hashable {
  /// The most runs that a study may have.
  static let mostPoints = 10_000

  /// The axes, in the order of the command line.
  public let axes: [SweepAxis]
  /// The runs; the first axis changes slowest.
  public let points: [SweepPoint]

  /// How many trainings of a row there are at most: as many as there are seeds.
  public var seedCount: Int { axes.filter(\.isOfSeeds).reduce(1) { $0 * $1.values.count } }

  /// A study of axes as they stand on the command line; of none, it is one run.
  ///
  /// - Throws: ``Failure`` if one of them cannot be read, two are of one setting, or there are too many runs.
  public init(_ texts: [String]) throws(Failure) {
    var axes: [SweepAxis] = []
    for text in texts { axes.append(try SweepAxis(text)) }
    self.axes = axes
    let settings = axes.map(\.setting)
    if let twice = settings.first(where: { setting in settings.count { $0 == setting } > 1 }) {
      throw Failure("--sweep \(twice) is given twice", remedy: "name all its values in one")
    }
    let count = axes.reduce(1) { min($0 * $1.values.count, Self.mostPoints + 1) }
    guard count <= Self.mostPoints else {
      throw Failure("these are more than \(Self.mostPoints) runs", remedy: "leave values out")
    }
    var points = [SweepPoint(settings: [])]
    for axis in axes {
      points = points.flatMap { point in
        axis.values.map { SweepPoint(settings: point.settings + [SweepPoint.Setting(name: axis.setting, value: $0)]) }
      }
    }
    self.points = points
    let names = Set(points.map(\.name))
    guard names.count == points.count else {
      throw Failure("two runs would have one folder", remedy: "take values that differ in letters and digits")
    }
  }
}

/// One run of a study.
public struct SweepPoint: Sendable, Hashable {
  /// A setting with the value it has in the run.
  public struct Setting: Sendable, Hashable {
    /// `stage.parameter`
    public let name: String
    /// The value as text.
    public let value: String
  }

  /// What the run sets, in the order of the axes.
  public let settings: [Setting]

  /// The settings as `--set` takes them.
  public var overrides: [String] { settings.map { "\($0.name)=\($0.value)" } }

  /// The run's name, which is its folder in the study's: `seed=1,kd.tau=2`. A setting of every stage stands without its
  /// star, and what a folder's name had better not hold as a low line. It is empty where nothing is set.
  public var name: String {
    settings.map { setting in
      let short = setting.name.hasPrefix("*.") ? String(setting.name.dropFirst(2)) : setting.name
      return "\(short)=\(setting.value)"
    }
    .joined(separator: ",").map { $0.isASCII && ($0.isLetter || $0.isNumber || "._=,+-".contains($0)) ? $0 : "_" }
    .reduce(into: "") { $0.append($1) }
  }
}
