/// What a track stage may know and say besides its inputs.
public struct TrackContext: Sendable {
  /// The track.
  public let track: TrackInfo
  /// The program's version; empty for a stage that does not declare that its documents name it.
  public let version: String
  /// Where the track's files lie; unknown for a stage that does not declare that it names media.
  public let places: TrackPlaces
  /// The key of the stage with all before it (stages, revisions, settings, wires, sample rate), in hexadecimal.
  public let pipelineHash: String

  /// How the frames on each input were made, by the input's name.
  public let lineages: [String: [Lineage]]

  /// The most bytes that a file beside a track may have: 64 MiB.
  public static let largestFile = 64 << 20

  private let content: @Sendable (TrackFile) throws(Failure) -> [UInt8]?
  private let isThere: @Sendable (String) -> Bool
  private let warning: @Sendable (String, Bool) -> Void

  /// A context.
  ///
  /// - Parameters:
  ///   - lineages: How the frames on each input were made.
  ///   - content: Reads the track's file of a template; `nil` if there is none.
  ///   - isThere: Whether a file is at a path.
  ///   - warning: Takes a sentence for the run's report, and whether it is one of the whole track.
  public init(
    track: TrackInfo, version: String, pipelineHash: String, places: TrackPlaces = .unknown,
    lineages: [String: [Lineage]] = [:],
    content: @escaping @Sendable (TrackFile) throws(Failure) -> [UInt8]? = { _ in nil },
    isThere: @escaping @Sendable (String) -> Bool = { _ in true },
    warning: @escaping @Sendable (String, Bool) -> Void = { _, _ in }
  ) {
    self.track = track
    self.version = version
    self.pipelineHash = pipelineHash
    self.places = places
    self.lineages = lineages
    self.content = content
    self.isThere = isThere
    self.warning = warning
  }

  /// The content of the track's file of this template, or `nil` if there is none.
  ///
  /// - Throws: ``Failure`` if it cannot be read, has more than ``largestFile`` bytes, or has changed since the run
  ///   looked at it.
  public func content(of file: TrackFile) throws(Failure) -> [UInt8]? { try content(file) }

  /// The content of a file that not every track needs to have; where there is none, `nil` and a warning.
  ///
  /// - Parameter otherwise: What is done without the file, as the warning's last clause.
  /// - Throws: ``Failure`` as ``content(of:)`` does, and if a path without placeholders, which is one for all tracks,
  ///   leads to no file.
  public func content(of file: TrackFile, otherwise: String) throws(Failure) -> [UInt8]? {
    if let bytes = try content(file) { return bytes }
    // What a run itself writes is not missed before it is there.
    guard !file.isInOutput else { return nil }
    guard !file.isOneFile else {
      throw Failure(
        "there is no file \(file.template)", remedy: "correct the path; {track} in it would make it one file per track")
    }
    warn("no file \(name(of: file)) for this track; \(otherwise)")
    return nil
  }

  /// The path in the library of the track's file of this template: how messages name it.
  public func name(of file: TrackFile) -> String {
    file.path(for: track.name, format: FilePath(track.path).ending, output: track.name)
  }

  /// Whether a file is at an absolute path.
  public func isThere(_ path: String) -> Bool { isThere(path) }

  /// Reports something that a person should know, though the track goes on.
  public func warn(_ sentence: String) { warning(sentence, false) }

  /// Reports something that several stages see alike: it is told once, and without a stage's name.
  public func warnOfTrack(_ sentence: String) { warning(sentence, true) }
}
