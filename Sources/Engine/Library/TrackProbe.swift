import Audio
import Formats
import Pipeline
import StageKit

/// Looks into the first track's files.
public struct TrackProbe: SourceProbe {
  private let decoding: Decoding

  /// A probe.
  ///
  /// - Parameter decoding: Where sound files are opened.
  public init(decoding: Decoding = .inProcess) {
    self.decoding = decoding
  }

  /// The rate of the first sound file, as its header tells it.
  public func sampleRate(of files: [String]) throws(Failure) -> Double? {
    guard let track = try TrackFinder.audio.tracks(for: files).first else { return nil }
    do throws(AudioFailure) {
      let request = DecodingRequest(path: track.file, sampleRate: Double(Self.anyRate), keepsDamaged: true)
      return Double(try DecoderPool(decoding).open(request).info.sampleRate)
    } catch {
      throw Failure("\(error)", remedy: "write the rate as a number")
    }
  }

  /// The rate that samples would be given at: none are asked for.
  private static let anyRate = 22_050

  /// Numbers per row of each view, from the first track's headers; none if there is no track.
  public func widths(
    of files: [String], endings: [String], others: [TrackFile]
  ) throws(Failure) -> [Int] {
    guard let track = try? TrackFinder.frames(suffixes: endings).tracks(for: files).first else { return [] }
    var widths = [try NumPyFile.header(of: track.file).columns]
    for file in others {
      widths.append(try NumPyFile.header(of: file.path(for: track.fileStem, format: track.ending)).columns)
    }
    return widths
  }
}
