/// A file that belongs to each track, named by a template: `{track}.sections.csv` stands beside `song.flac` as
/// `song.sections.csv`.
///
/// `{track}` is the audio file's path without its ending, `{name}` its last part. A relative template without `{track}`
/// is relative to the pipeline's file. The engine reads the file and makes its content a part of the stage's cache key.
public struct TrackFile: ParameterValue {
  /// `file per track`
  public static let typeName = "file per track"

  /// The template.
  public let template: String

  /// Takes the template as it is.
  public init(_ setting: RawSetting, unit: Unit?) throws(StageFailure) {
    template = try Self.scalar(setting)
    guard !template.isEmpty else { throw StageFailure("expected a file's path, found nothing") }
  }

  private init(template: String) {
    self.template = template
  }

  /// The template.
  public var text: String { template }

  /// The template with a folder in front, unless it is absolute or starts with `{track}`.
  public func resolved(against folder: String) -> TrackFile {
    let isComplete = template.hasPrefix("/") || template.hasPrefix("{track}")
    return isComplete ? self : TrackFile(template: "\(folder)/\(template)")
  }

  /// The file's path for one track.
  ///
  /// - Parameter audioPath: The track's audio file.
  public func path(for audioPath: String) -> String {
    let slash = audioPath.lastIndex(of: "/").map { audioPath.index(after: $0) } ?? audioPath.startIndex
    let dot = audioPath[slash...].lastIndex(of: ".") ?? audioPath.endIndex
    return
      template
      .replacing("{track}", with: audioPath[..<dot])
      .replacing("{name}", with: audioPath[slash..<dot])
  }
}
