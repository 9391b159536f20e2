import TestSupport
import Testing

@testable import Audio

/// Runs where ffmpeg is installed; the corpus of check_odd_files.py covers the formats that only ffmpeg opens.
@Suite(.enabled(if: FFmpeg.isInstalled))
struct FFmpegDecoderTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test(arguments: [1, 2, 8], [22_050, 44_100])
  func bothDecodersGiveTheSameSamples(channels: Int, rate: Int) throws {
    let path = try folder.write(Sound.noise(rate: rate, channels: channels, frames: 50_000).wav(bits: 24))
    let samples = try read(path, at: 22_050, decoders: [.ffmpeg])
    #expect(try samples == read(path, at: 22_050, decoders: [.libsndfile]))
  }

  @Test(arguments: ["-y.wav", "http:name.wav", "%d 'name'.wav", "line\nbreak.wav"])
  func namesAreNames(name: String) throws {
    let path = try folder.write(Sound.noise(rate: 22_050, frames: 100).wav(), as: name)
    #expect(try read(path, at: 22_050, decoders: [.ffmpeg]).count == 100)
  }

  @Test func textIsNoSound() throws {
    let failure = try folder.failure(of: Array("Hello, this is no sound.\n".utf8), decoders: AudioDecoder.allCases)
    #expect(failure.kind == .unsupported && failure.reason.hasPrefix("is no sound that libsndfile or ffmpeg knows"))
  }

  @Test func aFileThatNamesOthersIsNoSound() throws {
    _ = try folder.write(Sound.noise(rate: 22_050, frames: 100).wav(), as: "a.wav")
    let failure = try folder.failure(
      of: Array("ffconcat version 1.0\nfile a.wav\n".utf8), as: "b.wv", decoders: AudioDecoder.allCases)
    #expect(failure.kind == .unsupported)
  }

  @Test func aReaderThatIsLeftEndsItsProgram() throws {
    let path = try folder.write(Sound.noise(rate: 22_050, frames: 1_000_000).wav())
    var block: [Float] = []
    for _ in 0..<3 {
      let file = try AudioFile(path: path, sampleRate: 22_050, decoders: [.ffmpeg])
      #expect(try file.read(into: &block, atMost: 10) == 10)
    }
  }
}
