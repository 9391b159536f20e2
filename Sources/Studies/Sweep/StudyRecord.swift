import Files
import Formats
import StageKit

/// What a study is, as its folder tells: `study.json`. It is written before the first run.
public struct StudyRecord: Sendable, Hashable, Codable {
  /// The record's name in the study's folder.
  public static let fileName = "study.json"
  private static let form = "songboard.study"

  private let format: String
  private let version: Int
  /// The pipeline, as the user named it.
  public let pipeline: String
  /// What `--set` changes in all runs.
  public let set: [String]
  /// The runs' folders in the study's, in its order; a single run is the folder itself, with an empty name.
  public let runs: [String]
  /// The claims that were written before the first run; `nil` if there were none.
  public let claims: String?

  /// A study.
  ///
  /// - Parameter claims: The text of the claims.
  public init(pipeline: String, set: [String], runs: [String], claims: String?) {
    format = Self.form
    version = 1
    self.pipeline = pipeline
    self.set = set
    self.runs = runs
    self.claims = claims
  }

  /// The record in a folder; `nil` if it is no study's.
  ///
  /// - Throws: ``Failure`` if the record cannot be read.
  public init?(in folder: String) throws(Failure) {
    let path = "\(folder)/\(Self.fileName)"
    guard FileTree.isRegularFile(path) else { return nil }
    let bytes = try FileContent.bytes(of: path, atMost: 1 << 26)
    do {
      self = try JSONForm.decoded(StudyRecord.self, from: bytes)
    } catch {
      throw Failure("\(path): is no record of a study", remedy: "run the study again, into another folder")
    }
    guard format == Self.form, version == 1 else {
      throw Failure("\(path): is of another version", remedy: "compare it with the songboard that made it")
    }
  }

  /// The record as JSON.
  public func text() throws(Failure) -> String { try JSON.pretty(self) }

  /// Checks that a study that is there already may be gone on with.
  ///
  /// - Throws: ``Failure`` if it is another, or its claims were others.
  public func check(goesOn earlier: StudyRecord, in folder: String) throws(Failure) {
    guard claims == nil || (pipeline, set) == (earlier.pipeline, earlier.set) else {
      throw Failure(
        "\(folder): is the study of another pipeline or other settings", remedy: "take another folder with -o")
    }
    guard claims == nil || Set(earlier.runs).isSubset(of: runs) else {
      throw Failure(
        "\(folder): has runs that these values leave out", remedy: "name them too: what was claimed is of all")
    }
    guard claims == earlier.claims else {
      throw Failure(
        earlier.claims == nil
          ? "\(folder): nothing was claimed before its first run"
          : "\(folder): the claims are not those that were written before its first run",
        remedy: earlier.claims == nil
          ? "leave --preregister out, or take another folder with -o"
          : "leave --preregister out to go on with those, or take another folder with -o")
    }
  }
}
