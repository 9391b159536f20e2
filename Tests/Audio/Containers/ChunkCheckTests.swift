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

  /// A recorder that was cut off left 0 in its header.
  @Test(arguments: [true, false], [0, 36, 0xff])
  func sizesThatWereNeverFilledIn(form: Bool, riff: UInt8) throws {
    var wav = sound.wav()
    if form { wav.replaceSubrange(4..<8, with: [riff, 0, 0, 0]) }
    wav.replaceSubrange(40..<44, with: [0, 0, 0, 0])
    let odd = try folder.odd(wav)
    #expect(try odd.samples == folder.samples(of: sound.wav(), at: 44_100))
    #expect(odd.notes == ["its header says that there is no sound, and 4000 bytes of it follow"])
  }

  @Test(
    arguments: [
      (SF_FORMAT_AU, [0, 0, 0, 0]), (SF_FORMAT_AU, [0xff, 0xff, 0xff, 0xfe]), (SF_FORMAT_AU, [0x7f, 0xff, 0xff, 0xff]),
    ] as [(Int, [UInt8])])
  func othersThatWereNeverFilledIn(container: Int, size: [UInt8]) throws {
    var bytes = try sound.encoded(container | SF_FORMAT_PCM_16, in: folder)
    bytes.replaceSubrange(8..<12, with: size)
    #expect(try folder.odd(bytes).samples == folder.samples(of: sound.wav(), at: 44_100))
  }

  /// Behind a sound of no length, chunks are chunks.
  @Test func noSoundAndAChunk() throws {
    let wav =
      Sound(rate: 44_100, channels: 1, samples: []).wav() + Array("LIST".utf8) + [4, 0, 0, 0] + Array("INFO".utf8)
    #expect(try folder.failure(of: wav).kind == .empty)
  }

  @Test func lessThanAFrameIsNotMissed() throws {
    var wav = sound.wav()
    wav.replaceSubrange(40..<44, with: [0xa3, 0x0f, 0, 0])
    wav.replaceSubrange(4..<8, with: [0, 0, 1, 0])
    #expect(try folder.samples(of: wav, at: 44_100).count == 1_000)
    wav[40] = 0xa4
    #expect(try folder.failure(of: wav).kind == .truncated)
  }

  /// The file is as long as its form says: what the chunk says is a mistake.
  @Test func soundBeyondTheForm() throws {
    var wav = sound.wav()
    wav.replaceSubrange(40..<44, with: [0xcc, 0x0f, 0, 0])
    let odd = try folder.odd(wav)
    #expect(odd.samples.count == 1_000)
    #expect(odd.notes.first?.hasSuffix("and yet is as long as it says") == true)
  }

  @Test func tagsInFront() throws {
    let tag: [UInt8] = Array("ID3".utf8) + [4, 0, 0, 0, 0, 0, 8] + [UInt8](repeating: 1, count: 8)
    for format in [SF_FORMAT_WAV, SF_FORMAT_AIFF, SF_FORMAT_FLAC, SF_FORMAT_W64] {
      let bytes = try sound.encoded(format | SF_FORMAT_PCM_16, in: folder)
      #expect(try folder.odd(tag + tag + bytes).samples == folder.samples(of: bytes, at: 44_100))
      guard format != SF_FORMAT_FLAC else { continue }
      #expect(try folder.failure(of: tag + bytes.dropLast(1_000)).kind == .truncated)
    }
  }

  @Test func bytesBehindAWave64() throws {
    let bytes = try sound.encoded(SF_FORMAT_W64 | SF_FORMAT_PCM_16, in: folder)
    #expect(try folder.odd(bytes + [UInt8](repeating: 7, count: 100)).samples.count == 1_000)
  }

  /// Its length is an estimate.
  @Test func mpegInWave() throws {
    let mp3 = try Sound.noise(rate: 44_100, frames: 44_100)
      .encoded(SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, in: folder)
    func bytes(_ number: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(number >> (8 * $0) & 0xff) } }
    let format =
      bytes(0x55, 2) + bytes(1, 2) + bytes(44_100, 4) + bytes(16_000, 4) + bytes(1, 4) + bytes(12, 2) + bytes(1, 2)
      + bytes(2, 4) + bytes(417, 2) + bytes(1, 2) + bytes(1_393, 2)
    let chunks: [UInt8] =
      Array("WAVEfmt ".utf8) + bytes(30, 4) + format + Array("fact".utf8) + bytes(4, 4) + bytes(50_000, 4)
      + Array("data".utf8) + bytes(mp3.count, 4) + mp3
    let wave = Array("RIFF".utf8) + bytes(chunks.count, 4) + chunks
    #expect(try folder.odd(wave).samples.count >= 44_100)
    #expect(try folder.failure(of: wave.dropLast(300)).kind == .truncated)
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
