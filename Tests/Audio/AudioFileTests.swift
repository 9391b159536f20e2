import Audio
import CSndfile
import Testing

struct AudioFileTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test(arguments: Golden.cases.indices)
  func samplesAreLibrosas(index: Int) throws {
    let golden = Golden.cases[index]
    let sound = Sound.noise(rate: golden.rate, channels: golden.channels, frames: 400)
    let samples = try folder.samples(of: sound.wav(), at: golden.target)
    #expect(samples.count == golden.length)
    for (place, bits) in golden.samples {
      #expect(samples[place].bitPattern == bits, "sample \(place) of \(golden.rate) Hz")
    }
  }

  @Test(arguments: [1, 2, 99, 100, 10_001], [8_000, 11_025, 44_100, 48_000, 192_000])
  func lengthIsRoundedUp(frames: Int, rate: Int) throws {
    let sound = Sound.noise(rate: rate, frames: frames)
    #expect(try folder.samples(of: sound.wav(), at: 22_050).count == (frames * 22_050 + rate - 1) / rate)
  }

  @Test(arguments: [(Float(0), false), (0.0009, true), (-0.0009, true), (0.0011, false)])
  func soundThatIsAllButSilentIsTold(peak: Float, isTold: Bool) throws {
    let sound = Sound(rate: 44_100, channels: 1, samples: [0, peak] + [Float](repeating: 0, count: 9000))
    #expect(try folder.odd(sound.wav(bits: 32, float: true)).notes.isEmpty == !isTold)
  }

  @Test(arguments: [44_100, 48_000, 11_025, 22_050])
  func blocksDoNotChangeBits(rate: Int) throws {
    let path = try folder.write(Sound.noise(rate: rate, channels: 2, frames: 40_000).wav())
    let whole = try read(path, at: 22_050, block: 1_000_000)
    for block in [1_111, 4_096, 30_000] {
      #expect(try read(path, at: 22_050, block: block) == whole)
    }
  }

  @Test(arguments: [(8, false), (16, false), (24, false), (32, false), (32, true)])
  func wordLengthsGiveTheSameSteps(bits: Int, float: Bool) throws {
    let steps: [Float] = [0, 0.5, -1, 0.25, -0.125, 0.9921875]
    let sound = Sound(rate: 22_050, channels: 1, samples: steps)
    #expect(try folder.samples(of: sound.wav(bits: bits, float: float), at: 22_050) == steps)
  }

  @Test func floatsBeyondFullScaleAreKept() throws {
    let sound = Sound(rate: 22_050, channels: 1, samples: [1.5, -3, 1e-30])
    #expect(try folder.samples(of: sound.wav(bits: 32, float: true), at: 22_050) == sound.samples)
  }

  @Test(arguments: [
    SF_FORMAT_FLAC | SF_FORMAT_PCM_16, SF_FORMAT_AIFF | SF_FORMAT_PCM_16, SF_FORMAT_CAF | SF_FORMAT_PCM_16,
    SF_FORMAT_W64 | SF_FORMAT_PCM_16, SF_FORMAT_AU | SF_FORMAT_PCM_16, SF_FORMAT_RF64 | SF_FORMAT_PCM_16,
  ])
  func losslessFormatsGiveTheSameBits(format: Int) throws {
    let sound = Sound.noise(rate: 44_100, channels: 2, frames: 3_000)
    let wav = try folder.samples(of: sound.wav(), at: 22_050)
    #expect(try folder.samples(of: sound.encoded(format, in: folder), at: 22_050) == wav)
  }

  @Test func saysWhatTheFileIs() throws {
    let path = try folder.write(Sound.noise(rate: 44_100, channels: 2, frames: 100).wav(bits: 24))
    let file = try AudioFile(path: path, sampleRate: 22_050)
    #expect(
      file.info
        == AudioInfo(
          decoder: .libsndfile, sampleRate: 44_100, channels: 2, frames: 100,
          format: "WAV (Microsoft), Signed 24 bit PCM"))
    var block: [Float] = []
    #expect(try file.read(into: &block, atMost: 30) == 30)
    #expect(try file.read(into: &block, atMost: 30) == 20)
    #expect(try file.read(into: &block, atMost: 30) == 0)
    #expect(block.isEmpty)
  }

  @Test(arguments: [0, -1, Double.nan, .infinity, 1e9])
  func senselessRatesFail(rate: Double) throws {
    let path = try folder.write(Sound.noise(rate: 44_100, frames: 10).wav())
    let failure = try #require(throws: AudioFailure.self) { try AudioFile(path: path, sampleRate: rate) }
    #expect(failure.kind == .unsupported)
  }

  @Test func senselessRateInAHeaderFails() throws {
    let failure = try folder.failure(of: Sound.noise(rate: 2_000_000_000, frames: 10).wav())
    #expect(failure.kind == .unsupported && failure.reason.contains("2000000000.0 Hz"))
  }

  @Test func readersWorkInParallel() async throws {
    let paths = try (0..<4).map { index in
      let format = index % 2 == 0 ? SF_FORMAT_OGG | SF_FORMAT_VORBIS : SF_FORMAT_FLAC | SF_FORMAT_PCM_16
      let sound = Sound.noise(rate: 44_100 + index, channels: 2, frames: 10_000)
      return try folder.write(sound.encoded(format, in: folder), as: "\(index)")
    }
    let text = try folder.write(Array("no sound".utf8), as: "text")
    let alone = try paths.map { try read($0, at: 22_050) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (path, samples) in zip(paths, alone) {
        group.addTask {
          let again = try read(path, at: 22_050)
          #expect(again == samples)
          #expect(throws: AudioFailure.self) { try read(text, at: 22_050) }
        }
      }
      try await group.waitForAll()
    }
  }
}
