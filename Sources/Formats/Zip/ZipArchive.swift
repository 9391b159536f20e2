import StageKit

/// An archive of stored members, written from front to end. Source: PKWARE APPNOTE 6.3.
///
/// Each member is made twice, once for its size and checksum, which stand before it, and once to be written: so that no
/// member stands in memory. All times are the format's first, so that the same members give the same bytes.
public struct ZipArchive {
  private let members: [(name: String, document: Document)]

  /// An archive of members with the names of their files, each of which stands once.
  public init(members: [(name: String, document: Document)]) {
    self.members = members
  }

  /// The archive as a document.
  public var document: Document {
    Document { [members] sink in
      var offset: UInt64 = 0
      var directory: [UInt8] = []
      for (name, document) in members {
        let measure = ZipMeasure()
        var measuring: any ByteSink = measure
        try document.write(to: &measuring)
        let entry = ZipEntry(name: name, size: measure.size, checksum: measure.checksum.value, offset: offset)
        try sink.write(entry.localHeader)
        try document.write(to: &sink)
        directory += entry.directoryHeader
        offset += UInt64(entry.localHeader.count) + entry.size
      }
      try sink.write(directory)
      try sink.write(
        ZipEntry.end(count: UInt64(members.count), directorySize: UInt64(directory.count), directoryOffset: offset))
    }
  }
}

/// Counts and checks the bytes of a member, and keeps none.
private final class ZipMeasure: ByteSink {
  private(set) var size: UInt64 = 0
  private(set) var checksum = CRC32()

  func write(_ bytes: [UInt8]) {
    size += UInt64(bytes.count)
    checksum.update(bytes)
  }
}
