import CSndfile
import Testing

@testable import Audio

struct DecoderTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test func noSamples() throws {
    let failure = try folder.failure(of: Sound(rate: 44_100, channels: 2, samples: []).wav())
    #expect(failure.kind == .empty && failure.reason == "has no samples")
  }

  @Test(arguments: ["text.mp3", "text.wav", "text.ogg"])
  func textIsNoSound(name: String) throws {
    let failure = try folder.failure(of: Array("Hello, this is no sound.\n".utf8), as: name)
    #expect(failure.kind == .unsupported)
    #expect(failure.reason == "is no sound file that libsndfile knows (Format not recognised.)")
  }

  @Test func headerOfNonsense() throws {
    var wav = Sound.noise(rate: 44_100, frames: 100).wav()
    wav.replaceSubrange(36..<40, with: Array("dada".utf8))
    let failure = try folder.failure(of: wav)
    #expect(failure.kind == .corrupt && failure.reason.contains("No 'data' chunk marker"))
  }

  @Test(arguments: [Float.nan, .infinity])
  func samplesThatAreNoNumbers(value: Float) throws {
    var samples = [Float](repeating: 0, count: 100_000)
    samples[2 * 44_100 + 1] = value
    let failure = try folder.failure(
      of: Sound(rate: 44_100, channels: 2, samples: samples).wav(bits: 32, float: true))
    #expect(failure.kind == .corrupt)
    #expect(failure.reason == "has a sample at 1.0 s (frame 44100) that is not a finite number")
  }

  @Test func flacCutShort() throws {
    let flac = try flac()
    let failure = try folder.failure(of: Array(flac.dropLast(flac.count / 2)))
    #expect(failure.kind == .truncated)
    #expect(failure.reason.hasPrefix("is cut short after 0.") && failure.reason.hasSuffix(" of 1.0 s"))
  }

  @Test func flacDamaged() throws {
    var flac = try flac()
    flac[flac.count / 2] ^= 0x55
    let failure = try folder.failure(of: flac)
    #expect(failure.kind == .corrupt)
    #expect(failure.reason.hasPrefix("is damaged after 0.") && failure.reason.hasSuffix(" of 1.0 s"))
  }

  /// A FLAC written to a pipe declares no length, so only the decoder's complaint tells.
  @Test func flacOfUndeclaredLength() throws {
    var flac = try flac()
    // STREAMINFO: the low 36 bits of the 8 bytes at 18 are the number of samples (RFC 9639, section 8.2).
    flac[21] &= 0xf0
    flac.replaceSubrange(22..<26, with: [0, 0, 0, 0])
    #expect(try folder.samples(of: flac, at: 44_100).count == 44_100)
    let failure = try folder.failure(of: Array(flac.dropLast(flac.count / 2)))
    #expect(failure.kind == .truncated && !failure.reason.contains(" of "))
  }

  @Test(arguments: [
    Array("TAG".utf8) + [UInt8](repeating: 0x20, count: 125), [UInt8](repeating: 0, count: 4_096),
    Array("remains".utf8),
  ])
  func flacWithMoreBehindItsLastFrame(tail: [UInt8]) throws {
    let flac = try flac()
    let odd = try folder.odd(flac + tail)
    #expect(try odd.samples == folder.samples(of: flac, at: 44_100))
    #expect(
      odd.notes == (tail.starts(with: Array("TAG".utf8)) ? [] : ["bytes behind its last FLAC frame are no sound"]))
  }

  @Test func flacDamagedInItsLastFrame() throws {
    var flac = try flac()
    flac[flac.count - 100] ^= 0x55
    #expect(try folder.failure(of: flac).isDamage)
    #expect(try folder.failure(of: flac + [UInt8](repeating: 0, count: 4_096)).isDamage)
  }

  private func flac() throws -> [UInt8] {
    try Sound.noise(rate: 44_100, frames: 44_100).encoded(SF_FORMAT_FLAC | SF_FORMAT_PCM_16, in: folder)
  }
}
