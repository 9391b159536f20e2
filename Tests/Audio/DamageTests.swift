import Audio
import CSndfile
import Testing

struct DamageTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test func aCutFileIsKeptUpToTheCut() throws {
    let wav = Sound.noise(rate: 22_050, frames: 10_000).wav()
    let (file, samples) = try kept(Array(wav.dropLast(10_000)))
    #expect(file.damage?.kind == .truncated)
    #expect(try samples == Array(folder.samples(of: wav, at: 22_050).prefix(5_000)))
  }

  @Test func damageThatDecodingMeetsIsKeptToo() throws {
    var flac = try Sound.noise(rate: 44_100, frames: 44_100).encoded(SF_FORMAT_FLAC | SF_FORMAT_PCM_16, in: folder)
    flac[flac.count / 2] ^= 0x55
    let (file, samples) = try kept(flac)
    #expect(file.damage?.kind == .corrupt)
    #expect((1..<22_050).contains(samples.count))
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func samplesThatAreNoNumbersBecomeZeros(value: Float) throws {
    let sound = Sound(rate: 22_050, channels: 1, samples: [0.5, value, 0.25])
    let (file, samples) = try kept(sound.wav(bits: 32, float: true))
    #expect(file.damage?.reason.contains("frame 1") == true)
    #expect(samples == [0.5, 0, 0.25])
  }

  @Test func wholeFilesHaveNoDamage() throws {
    let (file, samples) = try kept(Sound.noise(rate: 22_050, frames: 100).wav())
    #expect(file.damage == nil && samples.count == 100)
  }

  @Test func whatGivesNothingFailsAllTheSame() throws {
    let wav = Sound.noise(rate: 22_050, frames: 100).wav()
    let failure = #expect(throws: AudioFailure.self) { try kept(Array(wav.prefix(44))) }
    #expect(failure?.kind == .truncated && failure?.reason.hasSuffix(", and nothing of it can be decoded") == true)
    #expect(failure?.remedy == "fetch the file again")
    #expect(throws: AudioFailure.self) { try kept(Array("no sound".utf8)) }
  }

  private func kept(_ bytes: [UInt8]) throws -> (AudioFile, [Float]) {
    let file = try AudioFile(
      path: folder.write(bytes), sampleRate: 22_050, decoders: [.libsndfile], keepsDamaged: true)
    var all: [Float] = []
    var block: [Float] = []
    while try file.read(into: &block, atMost: 1_000) > 0 { all += block }
    return (file, all)
  }
}
