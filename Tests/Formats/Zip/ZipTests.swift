import Testing

@testable import Formats

@Suite struct ZipTests {
  @Test func theChecksumIsThatOfTheStandard() {
    var checksum = CRC32()
    checksum.update(Array("1234".utf8))
    checksum.update(Array("56789".utf8))
    #expect(checksum.value == 0xcbf4_3926)
  }

  @Test func largeMembersUseZip64() {
    let large = ZipEntry(name: "x", size: 0xffff_ffff, checksum: 0, offset: 1 << 33)
    let size: [UInt8] = [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]
    let offset: [UInt8] = [0, 0, 0, 0, 2, 0, 0, 0]
    let (local, both): ([UInt8], [UInt8]) = ([1, 0, 16, 0], [1, 0, 24, 0])
    #expect(Array(large.localHeader.suffix(20)) == Array([local, size, size].joined()))
    #expect(Array(large.directoryHeader.suffix(28)) == Array([both, size, size, offset].joined()))
    let far = ZipEntry(name: "x", size: 5, checksum: 0, offset: 1 << 33)
    #expect(far.localHeader.count == 31)
    #expect(Array(far.directoryHeader.suffix(8)) == offset)
    #expect(far.directoryHeader.count == 46 + 1 + 12)
    #expect(ZipEntry.end(count: 1, directorySize: 47, directoryOffset: 0xffff_fffe).count == 22)
    #expect(ZipEntry.end(count: 1, directorySize: 47, directoryOffset: 0xffff_ffff).count == 56 + 20 + 22)
  }
}
