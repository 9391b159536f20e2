import StageKit
import Testing

/// Patterns that readers and schemas share.
@Suite struct WrittenFormTests {
  @Test(arguments: [
    ("A001", true), ("A", true), ("_2345678", true), ("", false), ("_23456789", false), ("a001", false),
    ("A 1", false), ("A001\n", false), ("A\nB", false), ("Ä1", false), ("A\u{301}", false),
  ])
  func aTextFitsAsAWhole(text: String, fits: Bool) {
    #expect(WrittenForm.fits(text, "^[A-Z0-9_]{1,8}$") == fits)
  }

  @Test(arguments: [
    ("source", false), ("none", false), ("sources", true), ("nonesuch", true), ("a-b_1", true), ("a-", true),
    ("1a", false), ("-a", false), ("a.b", false), ("é", false),
  ])
  func wordsMayBeTakenOut(text: String, fits: Bool) {
    #expect(WrittenForm.fits(text, "^(?!(source|none)$)[A-Za-z][A-Za-z0-9_-]{0,63}$") == fits)
  }
}
