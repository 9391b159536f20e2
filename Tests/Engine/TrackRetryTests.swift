import Files
import FoundationEssentials
import Glibc
import StageKit
import Testing

@testable import Engine

/// Files that a disk does not give: a process's own memory at 0 answers with EIO, as a bad sector does.
@Suite struct TrackRetryTests {
  private let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private static func disk(_ folder: String) -> UInt64? { FileStamp(of: folder)?.place.device }

  private func song(_ name: String, isLost: Bool = false) throws -> LibraryTrack {
    if isLost {
      let file = "\(workshop.folder)/\(name)"
      try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: "/proc/self/mem")
    } else {
      try workshop.addFile(name, [1])
    }
    return LibraryTrack(file: "\(workshop.folder)/\(name)", path: name)
  }

  /// Tries a track whose disk does not give it for so many tries.
  private func outcome(
    of track: LibraryTrack, beside more: [String] = [], failing times: Int = .max, by failure: Failure? = nil
  ) throws -> (tries: Int, report: TrackReport?) {
    var tries = 0
    let retry = TrackRetry(pauses: [.zero, .milliseconds(60)]) { [$0.file] + more }
    let progress = try? retry(track) {
      tries += 1
      if tries <= times { throw failure ?? Failure.reading(track.file, EIO) }
      return TrackProgress(track)
    }
    return (tries, progress?.report(of: "run", time: 0))
  }

  @Test func aSongThatIsNeverGivenHasFailed() throws {
    _ = try song("whole.wav")
    let (tries, report) = try outcome(of: try song("lost.wav", isLost: true))
    #expect(tries == 3 && report?.status == .failed)
    #expect(report?.reason?.hasPrefix("cannot read: Input/output error, 3 times, while others") == true)
  }

  @Test func aSongThatIsGivenLaterIsDone() throws {
    _ = try song("whole.wav")
    let (tries, report) = try outcome(of: try song("lost.wav", isLost: true), failing: 2)
    #expect(tries == 3 && report?.status == .cached)
  }

  /// The other may lie in another folder of the library.
  @Test func aSongAloneInItsFolderHasFailedToo() throws {
    _ = try song("songs/whole.wav")
    try FileManager.default.createDirectory(atPath: "\(workshop.folder)/album", withIntermediateDirectories: true)
    let (tries, report) = try outcome(of: try song("album/lost.wav", isLost: true))
    #expect(tries == 3 && report?.status == .failed)
  }

  @Test func aFileBesideASongCostsTheSong() throws {
    let (labels, track) = (try song("a.labels.csv", isLost: true).file, try song("a.wav"))
    let (tries, report) = try outcome(of: track, beside: [labels], by: .reading(labels, EIO))
    #expect(tries == 3 && report?.status == .failed && report?.reason?.contains("a.labels.csv") == true)
  }

  @Test func whereNoFileIsGivenTheAttemptIsOver() throws {
    _ = try song("lost too.wav", isLost: true)
    // Of an empty file a disk gives nothing either.
    try workshop.addFile("empty.wav", [])
    let (tries, report) = try outcome(of: try song("lost.wav", isLost: true))
    #expect(tries == 1 && report == nil)
  }

  /// A file of another disk says nothing of this one.
  @Test(.enabled(if: disk("/dev/shm") != disk(FileManager.default.temporaryDirectory.path)))
  func anotherDiskIsNoWitness() throws {
    _ = try song("whole.wav")
    let disk = "/dev/shm/\(FilePath.lastPart(of: workshop.folder))"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: disk) }
    try FileManager.default.createSymbolicLink(atPath: "\(workshop.folder)/mounted", withDestinationPath: disk)
    let (tries, report) = try outcome(of: try song("mounted/lost.wav", isLost: true))
    #expect(tries == 1 && report == nil)
  }

  @Test(arguments: [Failure("the output is gone", mayPass: true), Failure("no room", endsRun: true, mayPass: true)])
  func whatIsNoFaultOfTheSongEndsTheAttempt(failure: Failure) throws {
    _ = try song("whole.wav")
    let isOfDisk = failure.endsRun
    let (tries, report) = try outcome(of: try song("song.wav", isLost: isOfDisk), by: failure)
    #expect(tries == 1 && report == nil)
  }

  @Test func aPauseEndsWithTheRun() async throws {
    _ = try song("whole.wav")
    let track = try song("lost.wav", isLost: true)
    let retry = TrackRetry(pauses: [.seconds(600)]) { [$0.file] }
    let work = Task { try retry(track) { throw Failure.reading(track.file, EIO) } }
    try await Task.sleep(for: .milliseconds(200))
    work.cancel()
    await #expect(throws: CancellationError.self) { _ = try await work.value }
  }
}
