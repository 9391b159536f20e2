import Foundation
import StageKit
import TestSupport
import Testing

@testable import Audio

/// The sound of videos lies where ffmpeg and players lay it: by its time stamps, from the picture's start.
@Suite(.enabled(if: FFmpeg.isInstalled))
struct VideoSoundTests {
  let folder: Folder
  private static let rate = 44_100

  init() throws {
    folder = try Folder()
    _ = try folder.write(Sound.noise(rate: Self.rate, frames: 3 * Self.rate).wav(), as: "song.wav")
  }

  /// A file to make, and when its sound starts after its picture in seconds; less than 0 is before.
  struct Case: CustomTestStringConvertible {
    let ending: String
    let codecs: [String]
    let offset: Double

    var testDescription: String { "\(ending) \(codecs[1]) \(offset)" }
  }

  private static let containers = [
    ("mp4", ["mpeg4", "aac"]), ("mov", ["mpeg4", "pcm_s16le"]), ("mkv", ["mpeg4", "flac"]),
    ("ts", ["mpeg2video", "mp2"]), ("mpg", ["mpeg2video", "mp2"]),
  ]
  static let cases = containers.flatMap { container in
    [0, 0.7, 3, -0.5].map { Case(ending: container.0, codecs: container.1, offset: $0) }
  }

  @Test(arguments: cases)
  func soundLiesWhereFFmpegLaysIt(of file: Case) throws {
    let path = try video(file)
    let samples = try read(path, at: Double(Self.rate))
    #expect(try samples == ffmpegs(path))
    // What the offset adds is silence before the sound. Players wait for a picture that starts late.
    let sound = try FFmpeg.samples(path, filter: "asetpts=N/SR/TB")
    let silence = samples.count - sound.count
    #expect(samples[..<silence].allSatisfy { $0 == 0 } && Array(samples[silence...]) == sound)
    if file.codecs[1] != "aac", file.offset > 0 {
      #expect(abs(silence - Int(file.offset * Double(Self.rate))) < Self.rate / 20)
    }
  }

  @Test(arguments: [("mkv", "flac"), ("mp4", "aac"), ("ts", "mp2")])
  func gapsAreSilence(ending: String, codec: String) throws {
    let path = folder.path("gap.\(ending)")
    try FFmpeg.run(
      picture + ["-i", folder.path("song.wav"), "-map", "0", "-map", "1", "-af", "aselect='lt(t,1)+gt(t,2)'"]
        + ["-c:v", "mpeg2video", "-c:a", codec, path])
    let samples = try read(path, at: Double(Self.rate))
    #expect(try samples == ffmpegs(path))
    let gap = Int(1.2 * Double(Self.rate))..<Int(1.8 * Double(Self.rate))
    #expect(samples[gap].allSatisfy { $0 == 0 } && abs(samples.count - 3 * Self.rate) < Self.rate / 10)
  }

  @Test func whatOverlapsIsLeftOut() throws {
    let path = folder.path("overlap.mkv")
    try FFmpeg.run(
      picture + ["-i", folder.path("song.wav"), "-map", "0", "-map", "1"]
        + ["-af", "asetpts='if(lt(T,1),PTS,PTS-0.5/TB)'", "-c:v", "mpeg4", "-c:a", "pcm_s16le", path])
    let samples = try read(path, at: Double(Self.rate))
    #expect(try samples == ffmpegs(path))
    #expect(samples.count < Int(2.6 * Double(Self.rate)))
  }

  @Test func aClockThatStartsLateIsNoDelay() throws {
    let path = try video(Case(ending: "ts", codecs: ["mpeg2video", "mp2"], offset: 0.7))
    // 95440 s is just before the clock of a transport stream starts anew.
    for offset in ["3600", "95440"] {
      let other = folder.path("at\(offset).ts")
      try FFmpeg.run(["-i", path, "-map", "0", "-c", "copy", "-output_ts_offset", offset, "-muxdelay", "0", other])
      #expect(try read(other, at: 44_100) == read(path, at: 44_100))
    }
  }

  @Test(arguments: [("m4a", "aac"), ("mka", "flac"), ("mka", "libopus")])
  func soundWithoutPictureStartsAtItsOwnStart(ending: String, codec: String) throws {
    let path = folder.path("late.\(ending)")
    try FFmpeg.run(["-itsoffset", "0.7", "-i", folder.path("song.wav"), "-c:a", codec, path])
    let rate = codec == "libopus" ? 48_000.0 : 44_100
    #expect(try read(path, at: rate) == FFmpeg.samples(path, filter: "asetpts=N/SR/TB"))
  }

  @Test func aLateSoundThatIsCutShortIsToldSo() throws {
    let path = try video(Case(ending: "mp4", codecs: ["mpeg4", "aac"], offset: 3))
    let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
    let failure = try folder.failure(of: Array(bytes.dropLast(bytes.count / 3)), as: "cut.mp4", decoders: [.ffmpeg])
    #expect(failure.isDamage)
  }

  @Test func tracksAreChosenByNumberAndLanguage() throws {
    let other = try folder.write(Sound.noise(rate: Self.rate, frames: Self.rate).wav(), as: "other.wav")
    let path = folder.path("two.mkv")
    try FFmpeg.run(
      picture + ["-i", folder.path("song.wav"), "-i", other, "-map", "0", "-map", "1", "-map", "2", "-c:v", "mpeg4"]
        + ["-c:a", "flac", "-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=ger", path])
    let counts: [(SoundTrack, Int)] = [
      (.first, 3), (.number(2), 1), (.language("eng"), 3), (.language("deu"), 1), (.language("ger"), 1),
    ]
    for (track, seconds) in counts {
      let file = try AudioFile(path: path, sampleRate: 44_100, track: track)
      #expect(try all(of: file).count == seconds * Self.rate)
    }
    for track in [SoundTrack.number(3), .language("fra")] {
      let failure = try #require(throws: AudioFailure.self) {
        try AudioFile(path: path, sampleRate: 44_100, track: track)
      }
      #expect(
        failure.reason == "has no audio track \(track.text); its audio tracks: 1 (eng, flac, 1 channel), "
          + "2 (ger, flac, 1 channel)")
    }
    #expect(throws: AudioFailure.self) {
      try AudioFile(path: path, sampleRate: 44_100, track: .number(2), decoders: [.libsndfile])
    }
  }

  /// A video without sound is refused with the way to give it some, which works.
  @Test func aSilentVideoIsToldHowToSound() throws {
    let path = folder.path("silent.mp4")
    try FFmpeg.run(picture + ["-c:v", "mpeg4", path])
    let failure = try #require(throws: AudioFailure.self) { try AudioFile(path: path, sampleRate: 44_100) }
    #expect(failure.reason.hasPrefix("has no audio track ("))
    let command = try #require(failure.remedy.firstMatch(of: /ffmpeg (-i .+ OUT\.mkv)/)).1
    let names = ["VIDEO": path, "SONG": folder.path("song.wav"), "OUT.mkv": folder.path("sounding.mkv")]
    try FFmpeg.run(command.split(separator: " ").map { names[String($0)] ?? String($0) })
    #expect(try all(of: AudioFile(path: folder.path("sounding.mkv"), sampleRate: 44_100)).count == 3 * Self.rate)
  }

  @Test func filesTellTheirTimecode() throws {
    let movie = folder.path("tmcd.mov")
    let ntsc = ["-f", "lavfi", "-i", "color=s=64x36:r=30000/1001:d=1"]
    try FFmpeg.run(
      ntsc + ["-i", folder.path("song.wav"), "-c:v", "mpeg4", "-c:a", "aac", "-timecode", "09:59:50;00", movie])
    #expect(try timecode(of: movie) == .written("09:59:50;00", frames: 30_000, seconds: 1001))
    let wave = folder.path("bext.wav")
    // Beyond 32 bits: 26 hours at 48 kHz would be, and a recorder may count on.
    try FFmpeg.run(
      ["-i", folder.path("song.wav"), "-write_bext", "1", "-metadata", "time_reference=5000000000", wave])
    #expect(try timecode(of: wave) == .samples(5_000_000_000, rate: Self.rate))
    #expect(try timecode(of: folder.path("song.wav")) == nil)
  }

  private func timecode(of path: String) throws -> FileTimecode? {
    try AudioFile(path: path, sampleRate: 44_100).info.timecode
  }

  private let picture = ["-f", "lavfi", "-i", "color=s=64x36:r=25:d=3"]

  private func video(_ file: Case) throws -> String {
    let path = folder.path("video.\(file.ending)")
    try FFmpeg.run(
      picture + ["-itsoffset", "\(file.offset)", "-i", folder.path("song.wav"), "-map", "0", "-map", "1"]
        + ["-c:v", file.codecs[0], "-c:a", file.codecs[1], path])
    return path
  }

  /// What ffmpeg itself gives, which reads the picture too, so that its clock starts with the file.
  private func ffmpegs(_ path: String) throws -> [Float] {
    try FFmpeg.samples(
      path, filter: "aresample=async=1:first_pts=0", more: ["-map", "0:v", "-c", "copy", "-f", "null", "-"])
  }
}
