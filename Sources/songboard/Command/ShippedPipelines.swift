import Audio
import Files
import StageKit

/// The pipelines that come with the program, by name.
enum ShippedPipelines {
  /// The one that is run where only songs are named.
  static let main = "storyboard"

  /// A pipeline with what its file's first comment says of it.
  struct Entry: Encodable {
    let name: String
    /// The first sentence of the comment.
    let sentence: String
  }

  /// What is said where the pipelines are not there.
  static let missing = Failure(
    "the shipped pipelines are not where this program is",
    remedy: "they belong into share/songboard/pipelines beside its folder")

  /// The file of a pipeline: the path itself, unless it is a bare name of no file here, and a shipped pipeline has it. A
  /// folder of the name, such as the one for documents, is in nobody's way.
  static func file(_ name: String) -> String { shipped(name) ?? name }

  /// The file of a shipped pipeline; `nil` for any other.
  static func shipped(_ name: String) -> String? {
    guard isBare(name), let folder else { return nil }
    let file = "\(folder)/\(name).yaml"
    return FileTree.exists(file) ? file : nil
  }

  /// What is wrong with a song in the place of a pipeline, or with a bare name that is neither a file here nor a shipped
  /// pipeline; `nil` for all else.
  static func fault(of name: String) -> String? {
    if AudioFile.endings.contains(FilePath(name).ending.lowercased()) {
      return "this is a song, and no pipeline; `songboard \(name.shellWord)` makes its storyboard, and "
        + "`songboard run PIPELINE \(name.shellWord)` all else"
    }
    let names = names
    guard isBare(name), !FileTree.exists(name), !names.isEmpty, !names.contains(name) else { return nil }
    let meant = Spelling.closest(to: name, in: names).map { "; did you mean '\($0)'?" } ?? ""
    return "there is no such file, and no pipeline of this name is shipped\(meant); shipped: "
      + names.joined(separator: ", ")
  }

  /// All of them, by name.
  static var all: [Entry] {
    names.compactMap { name in
      guard let text = text(name) else { return nil }
      return Entry(name: name, sentence: sentence(of: comment(of: text)))
    }
  }

  /// Their names, sorted.
  static var names: [String] {
    folder.map { FileTree.names(in: $0).filter { $0.hasSuffix(".yaml") }.map { FilePath($0).stem }.sorted() } ?? []
  }

  /// The text of a shipped pipeline.
  static func text(_ name: String) -> String? {
    folder.flatMap { try? FileContent.bytes(of: "\($0)/\(name).yaml", atMost: 1 << 20) }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The lines of comment that a text begins with, without their marks.
  static func comment(of text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0.hasPrefix("#") }
      .map { String($0.dropFirst().hasPrefix(" ") ? $0.dropFirst(2) : $0.dropFirst()) }
  }

  /// The first sentence of a comment.
  private static func sentence(of comment: [String]) -> String {
    let text = comment.joined(separator: " ")
    return String(text.firstRange(of: ". ").map { text[..<$0.lowerBound] + "." } ?? text[...])
  }

  /// Whether a text is a name without folder and ending, of no file here.
  private static func isBare(_ name: String) -> Bool {
    !name.contains("/") && FilePath(name).ending.isEmpty && !FileTree.isRegularFile(name)
  }

  private static var folder: String? { ShippedFiles.folder("pipelines") }
}
