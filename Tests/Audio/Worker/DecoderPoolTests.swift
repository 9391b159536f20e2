import CSndfile
import Files
import Foundation
import Synchronization
import Testing

@testable import Audio

/// The program that is built beside the tests.
private let program =
  (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
  .map { URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("songboard").path } ?? ""

@Suite(.enabled(if: access(program, X_OK) == 0))
struct DecoderPoolTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test func samplesAreThoseOfThisProcess() throws {
    let pool = DecoderPool(.workers(program: program))
    for rate in [22_050, 44_100] {
      let path = try song(rate: rate)
      for block in [1_000, 32_768, 100_000] {
        let stream = try pool.open(DecodingRequest(path: path, sampleRate: 22_050))
        #expect(try all(of: stream, block: block) == read(path, at: 22_050))
        #expect(stream.seconds == 100_000 / Double(rate) && stream.damage == nil && stream.notes.isEmpty)
        #expect(stream.info.sampleRate == rate && stream.info.channels == 2)
      }
    }
  }

  @Test func failuresAreThoseOfThisProcess() throws {
    let pool = DecoderPool(.workers(program: program))
    let text = try folder.write(Array("no sound".utf8), as: "text.mp3")
    let cut = try folder.write(Sound.noise(rate: 22_050, frames: 10_000).wav().dropLast(100), as: "cut.wav")
    for path in [text, cut, folder.path("none.flac")] {
      let alone = try #require(throws: AudioFailure.self) { try read(path, at: 22_050) }
      #expect(throws: alone) { try pool.open(DecodingRequest(path: path, sampleRate: 22_050)) }
    }
    let kept = try pool.open(DecodingRequest(path: cut, sampleRate: 22_050, keepsDamaged: true))
    #expect(try all(of: kept).count == 9_950)
    #expect(kept.damage?.kind == .truncated)
  }

  @Test func whatIsOddIsTold() throws {
    var wav = Sound.noise(rate: 22_050, frames: 100).wav()
    wav.replaceSubrange(40..<44, with: [0, 0, 0, 0])
    let pool = DecoderPool(.workers(program: program))
    let stream = try pool.open(DecodingRequest(path: folder.write(wav), sampleRate: 22_050))
    #expect(try all(of: stream).count == 100)
    #expect(stream.notes.count == 1)
  }

  @Test func manyThreadsAtOnce() throws {
    let pool = DecoderPool(.workers(program: program))
    let paths = try (0..<4).map { try song(rate: 44_100 + $0) }
    let alone = try paths.map { try read($0, at: 22_050) }
    let right = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 12) { index in
      let request = DecodingRequest(path: paths[index % 4], sampleRate: 22_050)
      if (try? all(of: pool.open(request))) == alone[index % 4] { right.add(1, ordering: .relaxed) }
    }
    #expect(right.load(ordering: .relaxed) == 12)
  }

  /// The first worker does something bad; those after it are what they should be.
  @Test(arguments: [
    ("kill -SEGV $$", "the decoder ended with signal 11 (Segmentation fault)"),
    ("echo 'out of luck' >&2; exit 3", "the decoder ended with exit code 3: out of luck"),
    ("kill -STOP $$", "the decoder gave nothing for 1 s"),
    ("sleep 100", "the decoder gave nothing for 1 s"),
    ("sleep 0.1; echo 'this is no answer'; sleep 9", "the decoder answered what cannot be understood"),
    ("\(program) decode-worker | head -c 50000", "the decoder ended with"),
  ])
  func aBadWorkerCostsItsFile(script: String, reason: String) throws {
    let marker = folder.path("marker")
    let path = try folder.write(
      Array("#!/bin/sh\n[ -e \(marker) ] && exec \(program) \"$@\"\n: > \(marker)\n\(script)\n".utf8), as: "worker")
    chmod(path, 0o755)
    let pool = DecoderPool(.workers(program: path, limits: WorkerProcess.Limits(silence: 1)))
    let request = try DecodingRequest(path: song(rate: 44_100), sampleRate: 22_050)
    let failure = try #require(throws: AudioFailure.self) { try all(of: pool.open(request)) }
    #expect(failure.kind == .decoder && failure.reason.hasPrefix("is not decoded: \(reason)"), "\(failure)")
    #expect(try all(of: pool.open(request)) == read(request.path, at: 22_050))
  }

  @Test func waitingIsGivenUp() throws {
    let path = try folder.write(Array("#!/bin/sh\nsleep 100\n".utf8), as: "worker")
    chmod(path, 0o755)
    let pool = DecoderPool(.workers(program: path))
    let start = ContinuousClock.now
    let failure = #expect(throws: AudioFailure.self) {
      try pool.open(DecodingRequest(path: "song.wav", sampleRate: 22_050), isCancelled: { true })
    }
    #expect(failure?.kind == .decoder && failure?.remedy == "run again")
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test func aProgramThatIsNotThere() {
    let pool = DecoderPool(.workers(program: "/no/such/program"))
    let failure = #expect(throws: AudioFailure.self) {
      try pool.open(DecodingRequest(path: "song.wav", sampleRate: 22_050))
    }
    #expect(failure?.reason.hasPrefix("is not decoded: the decoder ended with exit code 127") == true)
  }

  private func song(rate: Int) throws -> String {
    let sound = Sound.noise(rate: rate, channels: 2, frames: 100_000)
    return try folder.write(sound.encoded(SF_FORMAT_FLAC | SF_FORMAT_PCM_16, in: folder), as: "\(rate).flac")
  }
}
