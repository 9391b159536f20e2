import StageKit
import Testing

@testable import Features

@Suite struct FormatTests {
  private let spectrum = FrameFormat(
    quantity: .powerSpectrum, width: 1025, rate: 22050 / 512, sampleRate: 22050, transformLength: 2048)

  private func offer(_ formats: [String: FrameFormat]) -> FrameFormats {
    var offered = FrameFormats()
    for (port, format) in formats { offered[named: port] = [format] }
    return offered
  }

  private func settings(of declaration: StageDeclaration, _ change: (inout Settings) -> Void) -> Settings {
    var settings = Settings(defaultsOf: declaration)
    change(&settings)
    return settings
  }

  @Test func declarationsAreSound() throws {
    let declarations = try Registry([.features]).stages.map { $0.declaration }
    for declaration in declarations { #expect(declaration.faults == []) }
    #expect(
      declarations.map(\.id) == [
        "spectrum", "mel", "chroma", "onset", "beats", "grid", "mfcc", "centroid", "bandwidth", "rolloff", "flatness",
        "contrast",
        "rms", "zcr", "tonnetz", "tempogram", "pool", "pool.beats",
      ])
  }

  @Test func widthsAndRatesAreKnownBeforeARun() throws {
    let stage = try Spectrum(
      settings(of: Spectrum.declaration) {
        $0[Spectrum.length] = 1024
        $0[Spectrum.hop] = 441
      })
    let formats = try stage.formats(for: offer(["audio": .audio(sampleRate: 44100)]))
    let format = try #require(formats[Spectrum.spectrum])
    #expect(format.width == 513)
    #expect(format.rate == 100)
    #expect(format.transformLength == 1024)
    #expect(format.grid.hop == 441)
  }

  @Test func spectrumRefusesLengthsThatLoseSamples() {
    let odd = settings(of: Spectrum.declaration) { $0[Spectrum.length] = 1025 }
    #expect(throws: Failure.self) { try Spectrum(odd) }
    let gaps = settings(of: Spectrum.declaration) { $0[Spectrum.hop] = 2049 }
    #expect(throws: Failure.self) { try Spectrum(gaps) }
  }

  @Test func spectrumRefusesHopsThatRepeatSamplesWithoutEnd() throws {
    func stage(hop: Int) throws -> Spectrum {
      try Spectrum(
        settings(of: Spectrum.declaration) {
          $0[Spectrum.length] = 65536
          $0[Spectrum.hop] = hop
        })
    }
    #expect(throws: Never.self) { try stage(hop: 1024) }
    let failure = #expect(throws: Failure.self) { try stage(hop: 1023) }
    #expect(failure?.remedy.contains("at least 1024") == true)
  }

  @Test func melRefusesBandsThatHoldNothing() throws {
    let stage = try Mel(settings(of: Mel.declaration) { $0[Mel.bands] = 1024 })
    let failure = #expect(throws: Failure.self) { try stage.formats(for: offer(["spectrum": spectrum])) }
    #expect(failure?.reason.contains("narrower than a bin") == true)
  }

  @Test func melRefusesRangesOutsideTheSpectrum() throws {
    let high = try Mel(settings(of: Mel.declaration) { $0[Mel.highest] = 12000 })
    #expect(throws: Failure.self) { try high.formats(for: offer(["spectrum": spectrum])) }
    let empty = try Mel(settings(of: Mel.declaration) { $0[Mel.lowest] = 11025 })
    #expect(throws: Failure.self) { try empty.formats(for: offer(["spectrum": spectrum])) }
  }

  @Test func stagesRefuseOtherQuantities() throws {
    var mel = spectrum
    mel.quantity = .melPower
    let chroma = try Chroma(Settings(defaultsOf: Chroma.declaration))
    let failure = #expect(throws: Failure.self) { try chroma.formats(for: offer(["spectrum": mel])) }
    #expect(failure?.reason == "takes power spectrum, but is given mel power")
    let onset = try Onset(Settings(defaultsOf: Onset.declaration))
    #expect(throws: Failure.self) { try onset.formats(for: offer(["mel": spectrum])) }
  }

  @Test func aWindowIsNoLongerThanItsFrame() {
    let long = settings(of: Spectrum.declaration) { $0[Spectrum.windowLength] = 2049 }
    #expect(throws: Failure.self) { try Spectrum(long) }
  }

  @Test func magnitudesAreNoPower() throws {
    let stage = try Mel(settings(of: Mel.declaration) { $0[Mel.power] = 1 })
    let given = try stage.formats(for: offer(["spectrum": spectrum]))
    #expect(given[Mel.mel]?.quantity == .melMagnitude)
    let onset = try Onset(Settings(defaultsOf: Onset.declaration))
    let mel = try #require(given[Mel.mel])
    #expect(throws: Failure.self) { try onset.formats(for: offer(["mel": mel])) }
  }

  @Test func coefficientsAreNoMoreThanBands() throws {
    var mel = spectrum
    (mel.quantity, mel.width) = (.melPower, 20)
    let twenty = try Cepstrum(Settings(defaultsOf: Cepstrum.declaration))
    #expect(try twenty.formats(for: offer(["mel": mel]))[Cepstrum.mfcc]?.width == 20)
    mel.width = 19
    #expect(throws: Failure.self) { try twenty.formats(for: offer(["mel": mel])) }
  }

  @Test func contrastRefusesOctavesBeyondTheSpectrum() throws {
    let stage = try Contrast(settings(of: Contrast.declaration) { $0[Contrast.octaves] = 7 })
    let failure = #expect(throws: Failure.self) { try stage.formats(for: offer(["spectrum": spectrum])) }
    #expect(failure?.reason.contains("not below half the sample rate") == true)
  }

  @Test func beatsRefuseMoreRowsThanTheyCanCompare() throws {
    let beats = try Beats(Settings(defaultsOf: Beats.declaration))
    func formats(rate: Double) throws -> FrameFormats {
      var (mel, onset) = (spectrum, spectrum)
      (mel.quantity, mel.rate, onset.quantity, onset.rate) = (.melPower, rate, .onsetStrength, rate)
      return try beats.formats(for: offer(["mel": mel, "onset": onset]))
    }
    #expect(throws: Never.self) { try formats(rate: 500) }
    let failure = #expect(throws: Failure.self) { try formats(rate: 501) }
    #expect(failure?.reason.contains("501") == true)
    #expect(failure?.remedy.contains("longer hop") == true)
  }

  @Test func beatsRefuseStreamsOfTwoRates() throws {
    var (mel, onset) = (spectrum, spectrum)
    (mel.quantity, onset.quantity, onset.rate) = (.melPower, .onsetStrength, 10)
    let beats = try Beats(Settings(defaultsOf: Beats.declaration))
    #expect(throws: Failure.self) { try beats.formats(for: offer(["mel": mel, "onset": onset])) }
  }
}
