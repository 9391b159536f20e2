import Foundation
import StageKit
import TestSupport
import Testing

@testable import Pictures

/// Pictures of moments, of a video that changes its colour each second.
@Suite(.enabled(if: FFmpeg.isInstalled))
struct ShotPicturesTests {
  private static let colours = ["red", "green", "blue", "white", "black", "yellow"]

  /// Makes the video, and perhaps a sound that is longer than its six seconds.
  private func withVideo(sound: Double?, _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "colours.mp4").path
    let count = Self.colours.count
    var arguments = Self.colours.flatMap { ["-f", "lavfi", "-i", "color=\($0):s=64x36:r=25:d=1"] }
    if let sound { arguments += ["-f", "lavfi", "-i", "sine=d=\(sound)", "-map", "\(count)", "-c:a", "aac"] }
    let joined = (0..<count).map { "[\($0)]" }.joined() + "concat=n=\(count)[v]"
    try FFmpeg.run(arguments + ["-filter_complex", joined, "-map", "[v]", "-c:v", "mpeg4", "-q:v", "2", path])
    try body(path)
  }

  /// The mean red, green and blue of a JPEG.
  private func colour(_ jpeg: [UInt8], _ path: String) throws -> [UInt8] {
    let file = path + ".jpg"
    try Data(jpeg).write(to: URL(fileURLWithPath: file))
    return Array(
      try FFmpeg.run(["-i", file, "-vf", "scale=1:1:flags=area", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]))
  }

  private func expectColours(_ jpegs: [[UInt8]], _ path: String, _ moments: [Double]) throws {
    let values: [[Double]] = [[255, 0, 0], [0, 128, 0], [0, 0, 255], [255, 255, 255], [0, 0, 0], [255, 255, 0]]
    for (jpeg, moment) in zip(jpegs, moments) where !jpeg.isEmpty {
      let difference = zip(try colour(jpeg, path), values[Int(moment)]).map { abs(Double($0) - $1) }.max()
      #expect(try #require(difference) < 12, "at \(moment) s")
    }
  }

  @Test func standInTheOrderOfTheMoments() throws {
    try withVideo(sound: nil) { path in
      let moments = [4.5, 0.5, 3.5, 0.95, 1.01, 5.9, 2.5, 2.5, 0]
      let jpegs = try ShotPictures(of: path, height: 36).jpegs(at: moments)
      #expect(jpegs.count == moments.count && jpegs.allSatisfy { !$0.isEmpty })
      try expectColours(jpegs, path, moments)
    }
  }

  /// The others keep their places.
  @Test func areEmptyWhereTheVideoHasNone() throws {
    try withVideo(sound: 9) { path in
      let moments = [0.5, 7, 2.5, 3.5, 5.5, 8]
      let jpegs = try ShotPictures(of: path, height: 36).jpegs(at: moments)
      #expect(jpegs.map(\.isEmpty) == [false, true, false, false, false, true])
      try expectColours(jpegs, path, moments)
    }
  }

  @Test func ofNoMomentsAreNone() throws {
    #expect(try ShotPictures(of: "none.mp4", height: 36).jpegs(at: []).isEmpty)
  }
}
