import Files
import StageKit

/// The black bars around a video's picture, which never change: with them, all pictures look alike.
struct BlackBars {
  /// Pictures are looked at in this size.
  private static let (width, height) = (160, 90)
  /// A bar is nowhere brighter than this, of 255.
  private static let black: UInt8 = 24
  /// The most that is taken off each side: stages are dark, too.
  private static let most = 0.3

  /// Filters that take the bars off, with a comma behind; empty if there are none.
  let crop: String

  /// Looks at the pictures that stand alone in the file, which are read fast.
  ///
  /// - Throws: ``Failure`` if ffmpeg fails.
  init(path: String) throws(Failure) {
    let process = try FFmpegPictures.start(
      path, before: ["-skip_frame", "nokey"], filters: "scale=\(Self.width):\(Self.height):flags=area,format=gray")
    var brightest = [UInt8](repeating: 0, count: Self.width * Self.height)
    var bytes = brightest
    while true {
      let got = try bytes.withUnsafeMutableBufferPointer { (buffer) throws(Failure) in
        try process.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      guard got == bytes.count else { break }
      for place in bytes.indices where bytes[place] > brightest[place] { brightest[place] = bytes[place] }
    }
    guard try process.finish().isSuccess else { throw FFmpegPictures.failure(of: process, path: path) }
    crop = Self.crop(brightest)
  }

  /// Filters for the brightest that each pixel ever is.
  static func crop(_ brightest: [UInt8]) -> String {
    func isDark(_ row: Int, _ column: Int) -> Bool { brightest[row * width + column] <= black }
    let rows = 0..<height
    let columns = 0..<width
    func bar(_ lines: some Sequence<Int>, of count: Int, isDark: (Int) -> Bool) -> Double {
      var size = 0
      for line in lines {
        guard isDark(line) else { break }
        size += 1
      }
      // One more line, which may be half a bar's.
      return size == 0 || size == count ? 0 : min(most, Double(size + 1) / Double(count))
    }
    let top = bar(rows, of: height) { row in columns.allSatisfy { isDark(row, $0) } }
    let bottom = bar(rows.reversed(), of: height) { row in columns.allSatisfy { isDark(row, $0) } }
    let left = bar(columns, of: width) { column in rows.allSatisfy { isDark($0, column) } }
    let right = bar(columns.reversed(), of: width) { column in rows.allSatisfy { isDark($0, column) } }
    guard max(top, bottom, left, right) > 0 else { return "" }
    return "crop=iw*\((1 - left - right).fixed(4)):ih*\((1 - top - bottom).fixed(4)):iw*\(left.fixed(4)):"
      + "ih*\(top.fixed(4)),"
  }
}
