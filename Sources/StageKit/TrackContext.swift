/// What a track stage may know and say besides its inputs.
public struct TrackContext: Sendable {
  /// The track.
  public let track: TrackInfo
  /// The program's version.
  public let version: String
  /// The key of the stage with all before it (stages, revisions, settings, wires, sample rate), in hexadecimal.
  public let pipelineHash: String

  /// How the frames on each input were made, by the input's name.
  public let lineages: [String: [Lineage]]

  private let files: [String: [UInt8]]
  private let warning: @Sendable (String) -> Void

  /// A context.
  ///
  /// - Parameters:
  ///   - lineages: How the frames on each input were made.
  ///   - files: The contents of the track's files by template.
  ///   - warning: Takes a sentence for the run's report.
  public init(
    track: TrackInfo, version: String, pipelineHash: String, lineages: [String: [Lineage]] = [:],
    files: [String: [UInt8]] = [:], warning: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.track = track
    self.version = version
    self.pipelineHash = pipelineHash
    self.lineages = lineages
    self.files = files
    self.warning = warning
  }

  /// The content of the track's file of this template, or `nil` if there is none.
  public func content(of file: TrackFile) -> [UInt8]? { files[file.template] }

  /// The path in the library of the track's file of this template: how messages name it.
  public func name(of file: TrackFile) -> String {
    file.path(for: track.name, format: FilePath(track.path).ending)
  }

  /// Reports something that a person should know, though the track goes on.
  public func warn(_ sentence: String) { warning(sentence) }
}
