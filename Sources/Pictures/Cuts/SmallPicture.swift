/// A video frame at 64 x 36 pixels: enough to tell shots apart, and small enough to compare each with many.
public struct SmallPicture: Sendable {
  /// Pixels from left to right, and from top to bottom.
  public static let (width, height) = (64, 36)
  /// How many pixels it has.
  static let count = width * height
  /// How many bytes it has: red, green and blue of each pixel.
  public static let byteCount = 3 * count

  /// Brightness from 0 to 255, row by row.
  let luma: [Float]

  /// A picture of the brightness of each pixel, row by row.
  init(luma: [Float]) { self.luma = luma }

  /// A picture of red, green and blue bytes.
  ///
  /// - Parameter bytes: ``byteCount`` of them, row by row.
  public init(rgb bytes: some Collection<UInt8>) {
    var luma = [Float](repeating: 0, count: Self.count)
    bytes.withContiguousStorageIfAvailable { bytes in
      for pixel in 0..<min(Self.count, bytes.count / 3) {
        // The weights of luma. Source: ITU-R BT.601.
        luma[pixel] =
          0.299 * Float(bytes[3 * pixel]) + 0.587 * Float(bytes[3 * pixel + 1]) + 0.114 * Float(bytes[3 * pixel + 2])
      }
    }
    self.luma = luma
  }
}
