import StageKit

/// A picture's width and height in pixels, such as `1920x1080`.
public struct PictureSize: ParameterValue, Sendable, Hashable, CustomStringConvertible {
  /// The widths and heights that there are.
  public static let pixels = 16...16_384
  /// What settings of this type are called.
  public static let typeName = "picture size"

  /// Pixels from left to right, within ``pixels``.
  public let width: Int
  /// Pixels from top to bottom, within ``pixels``.
  public let height: Int

  /// A size; `nil` if it is out of range.
  public init?(width: Int, height: Int) {
    guard Self.pixels.contains(width), Self.pixels.contains(height) else { return nil }
    (self.width, self.height) = (width, height)
  }

  /// Reads `1920x1080`.
  ///
  /// - Throws: ``Failure`` for another form, or a size out of range.
  public init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    guard case .text(let text) = setting, let match = text.wholeMatch(of: /([0-9]{1,6})x([0-9]{1,6})/),
      let width = Int(match.1), let height = Int(match.2), let size = PictureSize(width: width, height: height)
    else {
      let found = if case .text(let text) = setting { "'\(text)'" } else { "a list" }
      throw Failure(
        "expected a width and height of \(Self.pixels.lowerBound) to \(Self.pixels.upperBound) pixels, such as 1920x1080, "
          + "found \(found)")
    }
    self = size
  }

  /// The size as it is read.
  public var text: String { "\(width)x\(height)" }
  /// The size as it is read.
  public var description: String { text }
}
