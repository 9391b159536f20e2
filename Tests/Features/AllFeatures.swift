import StageKit

@testable import Features

/// All stages of the plugin over one track, with the defaults.
struct AllFeatures {
  let spectrum: Frames
  let mel: Frames
  let chroma: Frames
  let onset: Frames
  let tuning: Double
  let beats: [Double]
  let onsets: [Double]
  let downbeats: [Double]
  let tempo: Double

  init(_ samples: Frames, driver: StageDriver = StageDriver()) throws {
    spectrum = try driver.run(Spectrum(Settings(defaultsOf: Spectrum.declaration)), "audio", samples).frames
    mel = try driver.run(Mel(Settings(defaultsOf: Mel.declaration)), "spectrum", spectrum).frames
    let tuned = try driver.run(Chroma(Settings(defaultsOf: Chroma.declaration)), "spectrum", spectrum)
    chroma = tuned.frames
    tuning = tuned.others[Chroma.tuned]?.value ?? .nan
    onset = try driver.run(Onset(Settings(defaultsOf: Onset.declaration)), "mel", mel).frames
    let found = try Self.beats(mel: mel, onset: onset, settings: Settings(defaultsOf: Beats.declaration))
    beats = found[Beats.beats]?.times ?? []
    onsets = found[Beats.onsets]?.times ?? []
    downbeats = found[Beats.downbeats]?.times ?? []
    tempo = found[Beats.tempo]?.value ?? .nan
  }

  /// Runs the beats stage.
  static func beats(mel: Frames, onset: Frames, settings: Settings) throws -> Artifacts {
    var inputs = Artifacts()
    inputs[named: "mel"] = [.init(name: "mel", value: mel)]
    inputs[named: "onset"] = [.init(name: "onset", value: onset)]
    let track = TrackInfo(name: "song", path: "song.wav", seconds: 10, hash: "00")
    return try Beats(settings).run(inputs, in: TrackContext(track: track, version: "0", pipelineHash: "0"))
  }
}
