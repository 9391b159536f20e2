import Files
import StageKit

/// Reads members of an archive as ``ZipArchive`` writes it: stored, each behind a header that tells its size. Source: PKWARE
/// APPNOTE 6.3, 4.3.7 and 4.5.3.
public struct ZipReader: Sendable {
  private static let headerLength = 30
  private static let sign: UInt32 = 0x0403_4b50
  /// What says that a number stands in the Zip64 field.
  private static let beyond: UInt64 = 0xffff_ffff

  private let path: String
  private let stamp: FileStamp

  /// Opens an archive.
  ///
  /// - Throws: ``Failure`` if there is none.
  public init(path: String) throws(Failure) {
    guard let stamp = FileStamp(of: path) else { throw Failure("\(path): there is no such file") }
    (self.path, self.stamp) = (path, stamp)
  }

  /// The bytes of a member; `nil` if the archive has none of the name.
  ///
  /// - Throws: ``Failure`` that names the archive if it is damaged, or none of songboard's.
  public func member(_ name: String) throws -> [UInt8]? {
    var place = 0
    while place + Self.headerLength <= stamp.size {
      let header = try bytes(place, Self.headerLength)
      guard Self.number(header, 0, 4) == UInt64(Self.sign) else { return nil }
      let (nameLength, extraLength) = (Int(Self.number(header, 26, 2)), Int(Self.number(header, 28, 2)))
      let tail = try bytes(place + Self.headerLength, nameLength + extraLength)
      var size = Self.number(header, 22, 4)
      if size == Self.beyond, extraLength >= 12 { size = Self.number(tail, nameLength + 4, 8) }
      let start = place + Self.headerLength + nameLength + extraLength
      guard Self.number(header, 8, 2) == 0, size <= UInt64(stamp.size - start) else {
        throw Failure("\(path): is damaged, or no archive of songboard's")
      }
      if tail[..<nameLength].elementsEqual(name.utf8) { return try bytes(start, Int(size)) }
      place = start + Int(size)
    }
    return nil
  }

  private func bytes(_ place: Int, _ count: Int) throws -> [UInt8] {
    guard let bytes = try FileContent.read(place..<place + count, of: path, as: stamp, { Array($0) }) else {
      throw Failure("\(path): was written to meanwhile", remedy: "run again")
    }
    return bytes
  }

  /// A number of some bytes, least significant first.
  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt64 {
    bytes[start..<start + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
