import Files
import StageKit

/// The places of all documents of a run: each has one of its own, below the output folder, and none is that of a file
/// which the run reads.
///
/// It holds a number for each place, so that a run over a large library holds little.
struct DocumentPlaces: Sendable {
  /// Who writes to a place, by the hash of the path in bytes: names that only look alike are different files.
  private var owners: [UInt64: Int] = [:]
  /// Who writes below a folder.
  private var folderOwners: [UInt64: Int] = [:]
  /// The places that have a file, by what the system calls it.
  private var files: [FileStamp.Place: Int] = [:]
  /// The owners by number.
  private var names: [String] = []

  private let folder: OutputFolder?

  /// - Parameter folder: The output folder; `nil` if it is not known yet, and places are only held against each other.
  init(in folder: OutputFolder?) {
    self.folder = folder
  }

  /// The places of the documents of some tracks and of the corpus.
  ///
  /// - Throws: ``Failure`` as ``add(_:of:)`` does.
  @discardableResult
  static func checked(in folder: OutputFolder?, graph: TaskGraph, tracks: [LibraryTrack]) throws(Failure)
    -> DocumentPlaces
  {
    var places = DocumentPlaces(in: folder)
    for track in tracks {
      try places.add(PlannedDocument.documents(of: track, in: graph, folder: folder).map(\.path), of: track.file)
    }
    for index in graph.corpus {
      let documents = PlannedDocument.documents(of: index, in: graph, for: nil).map(\.path)
      try places.add(documents, of: "the stage \(graph.nodes[index].stage.name)")
    }
    return places
  }

  /// Whether a document of the run goes to a path.
  func holds(_ path: String) -> Bool { owners[Self.hash(path)] != nil }

  /// Takes documents of one owner in.
  ///
  /// - Parameter owner: The track's file, or the corpus stage.
  /// - Throws: ``Failure`` that names both owners if a place is taken, or one if it is not allowed.
  mutating func add(_ paths: [String], of owner: String) throws(Failure) {
    names.append(owner)
    for path in paths { try add(path, of: names.count - 1) }
  }

  /// - Throws: ``Failure`` that names the owner if its document may not go to a path, whatever others write.
  static func check(_ path: String, of owner: String) throws(Failure) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !["", ".", ".."].contains($0) }), let first = parts.first else {
      throw Failure("\(owner) would write '\(path)', which is no path below the output folder", remedy: "rename it")
    }
    guard !OutputFolder.reserved.contains(String(first)) else {
      throw Failure("\(owner) would write \(path), which is kept for the run itself", remedy: "rename it")
    }
  }

  private mutating func add(_ path: String, of number: Int) throws(Failure) {
    let owner = names[number]
    try Self.check(path, of: owner)
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if let other = owners[Self.hash(path)] {
      throw Failure(
        "\(names[other]) and \(owner) would both write \(path)", remedy: Self.remedy(names[other], owner))
    }
    for count in 1..<max(parts.count, 1) {
      let folder = Self.hash(parts.prefix(count).joined(separator: "/"))
      folderOwners[folder] = number
      if let other = owners[folder] {
        throw Failure(
          "\(names[other]) would write a file where \(owner) needs a folder: \(path)",
          remedy: Self.remedy(names[other], owner))
      }
    }
    if let other = folderOwners[Self.hash(path)] {
      throw Failure(
        "\(owner) would write a file where \(names[other]) needs a folder: \(path)",
        remedy: Self.remedy(names[other], owner))
    }
    owners[Self.hash(path)] = number
    if let folder, let place = FileStamp(of: "\(folder.path)/\(path)")?.place { files[place] = number }
  }

  /// - Parameter input: A file that the run reads, whether it is there or not.
  /// - Throws: ``Failure`` that names both if a document would take its place.
  func check(input: String) throws(Failure) {
    if let place = FileStamp(of: input)?.place {
      guard let owner = files[place] else { return }
      throw collision(owner, input)
    }
    // A file that is not there yet would be read by the next run.
    guard let folder, let real = FileTree.realPath(folder.path),
      let parent = FileTree.realPath(FileTree.folder(of: input))
    else { return }
    let path = "\(parent)/\(FilePath.lastPart(of: input))"
    guard path.hasPrefix("\(real)/"), let owner = owners[Self.hash(String(path.dropFirst(real.utf8.count + 1)))] else {
      return
    }
    throw collision(owner, input)
  }

  private func collision(_ owner: Int, _ input: String) -> Failure {
    Failure(
      "a document of \(names[owner]) would replace \(input), which this run reads",
      remedy: "choose another folder with -o, or give the stage another `to`")
  }

  /// What to do about two owners. Folders keep tracks apart only if they lie in different ones.
  private static func remedy(_ a: String, _ b: String) -> String {
    let way =
      FileTree.folder(of: a) == FileTree.folder(of: b)
      ? "rename one, or leave one out" : "name the folder that holds both, so that they stay in folders of their own"
    return "\(way), or in a pipeline of your own give the stage a template that keeps them apart, such as "
      + "to: \"{track}.{format}.{extension}\""
  }

  private static func hash(_ path: some StringProtocol) -> UInt64 { ContentHash.of(Array(path.utf8)).low }
}
