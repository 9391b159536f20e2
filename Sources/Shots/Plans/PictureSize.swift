import StageKit

/// The size of a picture in pixels, square ones: `1920x1080`.
public struct PictureSize: Sendable, Hashable, Codable {
  /// 1920x1080, what most screens show.
  public static let fullHD = PictureSize(width: 1920, height: 1080)
  /// The sizes that a side may have, in pixels.
  public static let sides = 16...16_384

  /// In pixels.
  public let width: Int
  /// In pixels.
  public let height: Int

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// Reads `1920x1080`.
  ///
  /// - Throws: ``Failure`` if it is no size, or one that codecs cannot hold: sides are even, from 16 to 16,384.
  public init(_ text: some StringProtocol) throws(Failure) {
    let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, let width = sides[0], let height = sides[1] else {
      throw Failure("expected a size in pixels such as 1920x1080, found '\(text)'")
    }
    guard [width, height].allSatisfy({ Self.sides.contains($0) && $0 % 2 == 0 }) else {
      throw Failure(
        "the size '\(text)' cannot be coded", remedy: "give even numbers of pixels from 16 to 16384, such as 1920x1080")
    }
    self.init(width: width, height: height)
  }

  /// `1920x1080`.
  public var text: String { "\(width)x\(height)" }

  /// The shape of the picture in lowest terms, such as 16 to 9.
  public var aspect: (width: Int, height: Int) {
    var (a, b) = (width, height)
    while b > 0 { (a, b) = (b, a % b) }
    return (width / a, height / a)
  }
}

extension PictureSize: ParameterValue {
  /// `size`
  public static let typeName = "size"

  /// Takes a size as it is written.
  public init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    guard case .text(let text) = setting else { throw Failure("expected \(Self.typeName), found a list") }
    try self.init(text)
  }
}
