import Files
import Testing

@testable import Files

@Suite struct GlobTests {
  @Test(arguments: [
    ("songs/**/*.{wav,flac}", "songs", "a/b/x.flac", true),
    ("songs/**/*.{wav,flac}", "songs", "x.wav", true),
    ("songs/**/*.{wav,flac}", "songs", "x.mp3", false),
    ("songs/*.wav", "songs", "a/x.wav", false),
    ("/music/?.ogg", "/music", "x.ogg", true),
    ("*.{o{gg,pus},wav}", "", "x.opus", true),
    ("songs/[ab]*.wav", "songs", "b1.wav", true),
    ("songs/[ab]*.wav", "songs", "c1.wav", false),
    ("songs/**", "songs", "a/b", true),
  ])
  func patternsMatch(pattern: String, root: String, path: String, isMatch: Bool) throws {
    let glob = try #require(Glob(pattern))
    #expect(glob.root == root)
    #expect(glob.matches(path) == isMatch)
  }

  @Test func plainPathsAreNoPatterns() {
    #expect(Glob("songs/x.wav") == nil)
  }
}
