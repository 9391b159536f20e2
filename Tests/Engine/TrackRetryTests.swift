import Files
import FoundationEssentials
import Glibc
import StageKit
import Testing

@testable import Engine

/// Songs that a disk does not give: the process's own memory at 0 answers with EIO, as a bad sector does.
@Suite struct TrackRetryTests {
  private let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func song(_ name: String, isLost: Bool = false) throws -> LibraryTrack {
    let file = "\(workshop.folder)/\(name)"
    if isLost {
      try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: "/proc/self/mem")
    } else {
      try workshop.addFile(name, [1])
    }
    return LibraryTrack(file: file, path: name)
  }

  /// Tries a track whose disk does not give it for so many tries.
  private func outcome(
    of track: LibraryTrack, among others: [LibraryTrack], failing times: Int = .max, by failure: Failure? = nil
  ) throws -> (tries: Int, progress: TrackProgress) {
    var tries = 0
    let retry = TrackRetry(others + [track], pauses: [.zero, .milliseconds(60)])
    let progress = try retry(track) {
      tries += 1
      if tries <= times { throw failure ?? Failure.reading(track.file, EIO) }
      return TrackProgress(track)
    }
    return (tries, progress)
  }

  private func report(_ progress: TrackProgress) -> TrackReport { progress.report(of: "run", time: 0) }

  @Test func aSongThatIsNeverGivenHasFailed() throws {
    let (tries, progress) = try outcome(of: try song("lost.wav", isLost: true), among: [try song("whole.wav")])
    #expect(tries == 3)
    #expect(report(progress).status == .failed)
    #expect(report(progress).reason?.hasPrefix("cannot read: Input/output error, 3 times, while others") == true)
  }

  @Test func aSongThatIsGivenLaterIsDone() throws {
    let (tries, progress) = try outcome(
      of: try song("lost.wav", isLost: true), among: [try song("whole.wav")], failing: 2)
    #expect(tries == 3)
    #expect(report(progress).status == .cached)
  }

  @Test func whereNoSongIsGivenTheAttemptIsOver() throws {
    #expect(throws: Failure.self) {
      try outcome(of: try song("lost.wav", isLost: true), among: [try song("lost too.wav", isLost: true)])
    }
  }

  @Test func whatIsNoFaultOfTheSongEndsTheAttempt() throws {
    #expect(throws: Failure.self) {
      try outcome(of: try song("whole too.wav"), among: [try song("whole.wav")])
    }
    #expect(throws: Failure.self) {
      try outcome(
        of: try song("lost.wav", isLost: true), among: [try song("another.wav")],
        by: Failure("the disk is full", endsRun: true))
    }
  }

  @Test func tracksThatComeOneByOneAreMeasuredByThoseBefore() throws {
    let (whole, lost) = (try song("whole.wav"), try song("lost.wav", isLost: true))
    let retry = TrackRetry([], pauses: [])
    func tryLost() throws -> TrackProgress { try retry(lost) { throw Failure.reading(lost.file, EIO) } }
    #expect(throws: Failure.self) { try tryLost() }
    _ = try retry(whole) { TrackProgress(whole) }
    #expect(report(try tryLost()).status == .failed)
  }
}
