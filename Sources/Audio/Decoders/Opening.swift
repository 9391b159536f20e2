import StageKit

/// A file with the decoder that suits it.
struct Opening {
  let decoder: any SampleDecoder
  /// What is wrong with the file's container, if that is to be put up with.
  let damage: AudioFailure?
  /// What is odd about it, though it is whole.
  let notes: [String]

  /// Tries decoders in turn. Which tracks there are, and in what languages, only ffmpeg tells.
  ///
  /// - Throws: ``AudioFailure`` that tells most of those that the attempts ended with.
  init(
    _ file: ByteFile, track: SoundTrack, with decoders: [AudioDecoder], keepsDamaged: Bool
  ) throws(AudioFailure) {
    guard track == .first || decoders.contains(.ffmpeg) else {
      throw file.failure(
        .unsupported, "is to give its audio track \(track.text), which libsndfile cannot find",
        "leave source.track out, or let ffmpeg decode: source.decoder=auto")
    }
    let check = try ContainerCheck(file)
    let damage = check.failure.flatMap { $0.isDamage ? $0 : nil }
    if let damage, !keepsDamaged { throw damage }
    var failure = check.failure?.withNothingDecoded
    let suitsSndfile = check.suitsSndfile && track == .first
    for decoder in decoders where suitsSndfile || decoder != .libsndfile {
      do throws(AudioFailure) {
        switch decoder {
        case .libsndfile:
          self.decoder =
            check.oggLinks.count > 1
            ? try ChainDecoder(file: file, links: check.oggLinks)
            : try SndfileDecoder(
              file: file, span: check.oggLinks.first ?? check.span, mpegSamples: check.mpegSamples)
        case .ffmpeg:
          guard let ffmpeg = try FFmpegDecoder(file, check.span.range, track: track) else {
            failure = Self.withoutFFmpeg(failure, file)
            continue
          }
          self.decoder = ffmpeg
        }
        self.damage = damage
        self.notes = check.notes
        return
      } catch {
        if [.empty, .unreadable, .decoder].contains(error.kind) { throw damage?.withNothingDecoded ?? error }
        // That a decoder does not know a file says less than what is wrong with it.
        if failure.map({ $0.kind == .unsupported }) ?? true {
          failure = keepsDamaged ? error.withNothingDecoded : error
        }
      }
    }
    throw failure ?? file.failure(.unsupported, "is given to no decoder", "name one")
  }

  /// The failure of a file that only ffmpeg may know, where there is no ffmpeg.
  private static func withoutFFmpeg(_ failure: AudioFailure?, _ file: ByteFile) -> AudioFailure {
    file.failure(
      failure?.kind ?? .unsupported, failure?.reason ?? "is to be decoded by ffmpeg, which is not installed",
      "install ffmpeg, which opens more formats, or convert the file")
  }
}

extension AudioFailure {
  /// True if there is sound, but not all of it.
  var isDamage: Bool { kind == .corrupt || kind == .truncated }

  /// What is said of a damaged file that is to be kept, where there is nothing to keep; other failures stay as they are.
  var withNothingDecoded: AudioFailure {
    guard isDamage else { return self }
    return AudioFailure(
      path: path, kind: kind, reason: "\(reason), and nothing of it can be decoded", remedy: "fetch the file again")
  }
}

/// A file being decoded: blocks of frames, averaged over the channels.
protocol SampleDecoder: AnyObject {
  /// What the file is.
  var info: AudioInfo { get }
  /// What is odd about it, though it is whole, as far as it has been decoded; a sentence each.
  var notes: [String] { get }

  /// Replaces a block by the next frames, averaged over the channels; infinities and NaN are given as they are.
  ///
  /// - Returns: How many samples were given; 0 at the end, and only there.
  /// - Throws: ``AudioFailure`` of kind `corrupt` or `truncated` where the damage is met, or at the end; `empty` at the
  ///   end if there was no sample; `unreadable`.
  func read(into mono: inout [Float]) throws(AudioFailure) -> Int
}

extension SampleDecoder {
  var notes: [String] { [] }
}
