import StageKit
import Testing

@Suite struct FilePathTests {
  @Test(arguments: [
    ("a/x.flac", "a/x", "x", "flac"), ("x.tar.gz", "x.tar", "x.tar", "gz"), ("a.b/x", "a.b/x", "x", ""),
    ("a/.mp3", "a/.mp3", ".mp3", ""), (".mp3", ".mp3", ".mp3", ""), ("x.", "x.", "x.", ""), ("", "", "", ""),
  ])
  func theEndingIsWhatFollowsTheLastDot(path: String, stem: String, name: String, ending: String) {
    let parts = FilePath(path)
    #expect(parts.stem == stem)
    #expect(parts.name == name)
    #expect(parts.ending == ending)
  }

  @Test(arguments: [("a/x.flac", "x.flac"), ("x", "x"), ("a/b/", "b"), ("/", "/"), ("", "")])
  func theLastPartHasItsEnding(path: String, part: String) {
    #expect(FilePath.lastPart(of: path) == part)
  }
}
