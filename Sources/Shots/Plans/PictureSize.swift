import StageKit

/// A picture's width and height in pixels, square ones, such as `1920x1080`.
public struct PictureSize: ParameterValue, Sendable, Hashable, Codable, CustomStringConvertible {
  /// The widths and heights that there are.
  public static let pixels = 16...16_384
  /// What settings of this type are called.
  public static let typeName = "picture size"
  /// 1920x1080, what most screens show.
  public static let fullHD = PictureSize(width: 1920, height: 1080, isChecked: true)

  /// Pixels from left to right, within ``pixels``.
  public let width: Int
  /// Pixels from top to bottom, within ``pixels``.
  public let height: Int

  /// A size; `nil` if it is out of range.
  public init?(width: Int, height: Int) {
    guard Self.pixels.contains(width), Self.pixels.contains(height) else { return nil }
    self.init(width: width, height: height, isChecked: true)
  }

  private init(width: Int, height: Int, isChecked: Bool) { (self.width, self.height) = (width, height) }

  /// Reads `1920x1080`.
  ///
  /// - Throws: ``Failure`` for another form, or a size out of range.
  public init(_ text: String) throws(Failure) {
    guard let match = text.wholeMatch(of: /([0-9]{1,6})x([0-9]{1,6})/), let width = Int(match.1),
      let height = Int(match.2), let size = PictureSize(width: width, height: height)
    else {
      throw Failure(
        "expected a width and height of \(Self.pixels.lowerBound) to \(Self.pixels.upperBound) pixels, such as 1920x1080, "
          + "found '\(text)'")
    }
    self = size
  }

  /// A width and a height.
  public static func form(unit: Unit?, in range: ClosedRange<Double>?) -> WrittenForm {
    .text(pattern: "^[0-9]{1,6}x[0-9]{1,6}$")
  }

  /// Takes a size as it is written.
  public init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    guard case .text(let text) = setting else {
      throw Failure("expected a size such as 1920x1080, found \(setting.noun)")
    }
    try self.init(text)
  }

  /// The size as it is read.
  public var text: String { "\(width)x\(height)" }
  /// The size as it is read.
  public var description: String { text }

  /// The shape of the picture in lowest terms, such as 16 to 9.
  public var aspect: (width: Int, height: Int) {
    var (a, b) = (width, height)
    while b > 0 { (a, b) = (b, a % b) }
    return (width / a, height / a)
  }
}
