import Testing

@testable import Audio

struct CyclicCheckTests {
  /// CRC-16/UMTS and CRC-32 with FLAC's and Ogg's parameters of the digits 1 to 9, from the catalogue of CRCs.
  @Test func digits() {
    let digits = Array("123456789".utf8)
    #expect(CyclicCheck<UInt16>(polynomial: 0x8005).remainder(of: digits[...]) == 0xfee8)
    #expect(CyclicCheck<UInt32>(polynomial: 0x04c1_1db7).remainder(of: digits[...]) == 0x89a1_897f)
  }

  @Test func checkOfWhatIsFollowedByItsCheckIsZero() {
    let check = CyclicCheck<UInt16>(polynomial: 0x8005)
    #expect(check.remainder(of: Array("123456789".utf8) + [0xfe, 0xe8]) == 0)
  }
}
