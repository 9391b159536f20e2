import Audio
import CSndfile
import Testing

struct ChunkCheckTests {
  let folder: Folder
  let sound = Sound.noise(rate: 44_100, channels: 2, frames: 1_000)

  init() throws { folder = try Folder() }

  @Test func wavCutShort() throws {
    let failure = try folder.failure(of: Array(sound.wav().dropLast(1_000)))
    #expect(failure.kind == .truncated)
    #expect(failure.reason == "is cut short: its header promises 4000 bytes of sound, and it holds 3000")
  }

  @Test(arguments: [SF_FORMAT_AIFF, SF_FORMAT_AU, SF_FORMAT_CAF, SF_FORMAT_W64, SF_FORMAT_RF64])
  func othersCutShort(container: Int) throws {
    let bytes = try sound.encoded(container | SF_FORMAT_PCM_16, in: folder)
    #expect(try folder.failure(of: Array(bytes.dropLast(1_000))).kind == .truncated)
  }

  @Test func bigEndianWavCutShort() throws {
    let bytes = try sound.encoded(SF_FORMAT_WAV | SF_FORMAT_PCM_16 | SF_ENDIAN_BIG, in: folder)
    #expect(bytes.starts(with: Array("RIFX".utf8)))
    #expect(try folder.failure(of: Array(bytes.dropLast(1_000))).kind == .truncated)
  }

  /// ffmpeg and sox write these sizes into a pipe, where they cannot go back to fill them in.
  @Test(arguments: [UInt8(0xff), 0x7f])
  func sizesThatMeanUnknown(highByte: UInt8) throws {
    var wav = sound.wav()
    wav.replaceSubrange(40..<44, with: [0xff, 0xff, 0xff, highByte])
    #expect(try folder.samples(of: wav, at: 44_100).count == 1_000)
  }

  @Test func chunksBeforeTheSoundAreSkipped() throws {
    let wav = sound.wav()
    let odd: [UInt8] = Array("LIST".utf8) + [3, 0, 0, 0, 1, 2, 3, 0]
    #expect(try folder.samples(of: wav[..<36] + odd + wav[36...], at: 44_100).count == 1_000)
    #expect(try folder.failure(of: wav[..<36] + odd + wav[36...].dropLast(4)).kind == .truncated)
  }

  /// Every cut of a small file fails, and none crashes.
  @Test func everyCut() throws {
    for format in [SF_FORMAT_WAV, SF_FORMAT_AIFF, SF_FORMAT_AU, SF_FORMAT_CAF, SF_FORMAT_W64] {
      let bytes = try Sound.noise(rate: 8_000, frames: 6).encoded(format | SF_FORMAT_PCM_16, in: folder)
      let end = format == SF_FORMAT_WAV || format == SF_FORMAT_AU ? bytes.count : 60
      for count in 1..<end {
        #expect(throws: AudioFailure.self, "\(count) bytes of \(format)") {
          try folder.samples(of: Array(bytes[..<count]), at: 8_000)
        }
      }
    }
  }
}
