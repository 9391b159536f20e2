/// A file that belongs to each track, named by a template: `{track}.sections.csv` stands beside `song.flac` as
/// `song.sections.csv`.
///
/// `{track}` is the path of the track's own file without its ending, `{name}` its last part, `{format}` its ending;
/// `{output}` is the track's name in the output folder. A relative template that begins with neither `{track}` nor
/// `{output}` is relative to the pipeline's file. The engine reads the file and makes its content a part of the track's key.
public struct TrackFile: ParameterValue, Hashable {
  /// `file per track`
  public static let typeName = "file per track"

  private static let placeholders = ["track", "name", "format", "output"]
  /// The longest path that Linux opens, in bytes.
  private static let longest = 4096

  /// What stands before the template, with a slash; empty if nothing does. Braces in it stand for themselves.
  private let folder: String
  private let written: Template

  /// A template of a path.
  public static func form(unit: Unit?, in range: ClosedRange<Double>?) -> WrittenForm { .path }

  /// Takes a template.
  ///
  /// - Throws: ``Failure`` if it is empty, too long for a path, or has other placeholders.
  public init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    let text = try Self.scalar(setting)
    guard !text.isEmpty else { throw Failure("expected a file's path, found nothing") }
    guard text.utf8.count <= Self.longest else {
      throw Failure("expected a file's path, found \(text.utf8.count) bytes")
    }
    let template = Template(text)
    guard template.isBalanced else { throw Failure("'\(text)' has a brace without its partner") }
    if let word = template.placeholders.first(where: { !Self.placeholders.contains($0) }) {
      let meant = Spelling.closest(to: word, in: Self.placeholders).map { "did you mean '\($0)'?" }
      throw Failure(
        "'\(text)' has the unknown placeholder '\(word)'",
        remedy: meant ?? "placeholders here: {track}, {name}, {format}, {output}")
    }
    self.init(folder: "", written: template)
  }

  private init(folder: String, written: Template) {
    self.folder = folder
    self.written = written
  }

  /// The template, with the folder that it has been resolved against.
  public var template: String { folder + written.text }

  /// Whether it names one file for all tracks, having no placeholder.
  public var isOneFile: Bool { written.placeholders.isEmpty }

  /// Whether it is a document of the output folder. Of such a plan only the shots that a person has locked count: it is
  /// there if it has some, and the rest of it changes no key.
  public var isInOutput: Bool { template.hasPrefix("{output}") }

  /// The template.
  public var text: String { template }

  /// `file per track`
  public var textWithoutPaths: String { Self.typeName }

  /// The template with a folder in front, unless it is absolute or starts with `{track}`.
  public func resolved(against folder: String) -> TrackFile {
    let isComplete = template.hasPrefix("/") || template.hasPrefix("{track}") || isInOutput
    return isComplete ? self : TrackFile(folder: "\(folder)/\(self.folder)", written: written)
  }

  /// The file's path for one track.
  ///
  /// - Parameters:
  ///   - stem: The path of the track's own file without its ending, such as `songs/x` of `songs/x.flac`.
  ///   - format: That ending without the dot, such as `flac`.
  ///   - output: The output folder with the track's name in the run, such as `out/songs/x`.
  public func path(for stem: String, format: String, output: String = "") -> String {
    let name = FilePath.lastPart(of: stem)
    return folder + written.filled(["track": stem, "name": name, "format": format, "output": output])
  }
}
