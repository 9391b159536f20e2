import Files
import Shots
import StageKit

extension PlanDocument {
  /// Reads and checks a plan's file.
  ///
  /// - Throws: ``Failure`` if the file cannot be read, or with all that is wrong, by line and path.
  public init(file: String) throws(Failure) {
    self = try Self(FileContent.bytes(of: file, atMost: Self.mostBytes), name: file)
      .located(in: FileTree.absolute(FileTree.folder(of: file)))
  }
}
