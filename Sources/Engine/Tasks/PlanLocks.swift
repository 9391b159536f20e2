import Files
import Formats
import Shots
import StageKit

/// What counts of a plan in the output folder: the shots that a person has locked.
enum PlanLocks {
  private static let sign = Array("\"locked\"".utf8)

  /// A hash of the locked shots and the rate that they are counted at; `nil` if none is locked.
  ///
  /// - Parameter published: What lies in the output folder as it was written: a plan that lies there otherwise is a
  ///   person's, who may have meant locks, and all of it must make sense.
  /// - Throws: ``Failure`` if the plan is a person's or locks shots, and cannot be read.
  static func digest(of path: String, in published: PublishedDocuments) throws(Failure) -> Digest? {
    let bytes = try FileContent.bytes(of: path, atMost: PlanDocument.mostBytes)
    let document = String(path.dropFirst(published.folder.path.count + 1))
    guard !bytes.isEmpty, !published.isOwn(document) || hasLocks(bytes) else { return nil }
    if isAnotherThing(bytes) { return nil }
    let plan = try plan(bytes, name: path)
    let locked = plan.shots.filter(\.isLocked)
    guard !locked.isEmpty else { return nil }
    let form = (try? JSONForm.encoded(locked)) ?? []
    return ContentHash.key([plan.rate.rawValue, String(decoding: form, as: UTF8.self)])
  }

  private static func plan(_ bytes: [UInt8], name: String) throws(Failure) -> ShotPlan {
    do throws(Failure) {
      return try PlanDocument(bytes, name: name).plan
    } catch {
      throw Failure(
        "\(name) stays, as its locks cannot be told: \(error)", remedy: "correct it, or move it away for a new plan")
    }
  }

  /// Whether a file is JSON of something else than shots: facts on the song that a person put in the plan's place, say.
  private static func isAnotherThing(_ bytes: [UInt8]) -> Bool {
    guard let root = try? JSONReader.read(bytes) else { return false }
    return root["shots"] == nil
  }

  /// Whether `"locked": true` stands somewhere: most plans have no lock, and need not be read as JSON.
  private static func hasLocks(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while let quote = rest.firstIndex(of: UInt8(ascii: "\"")) {
      rest = rest[quote...]
      guard rest.starts(with: sign) else {
        rest = rest.dropFirst()
        continue
      }
      rest = rest.dropFirst(sign.count)
      let value = rest.drop { [0x20, 0x09, 0x0a, 0x0d, UInt8(ascii: ":")].contains($0) }
      if value.starts(with: Array("true".utf8)) { return true }
    }
    return false
  }
}
