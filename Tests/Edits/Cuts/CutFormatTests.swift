import Edits
import Testing

/// What files are by their names, which may have several lines.
@Suite struct CutFormatTests {
  @Test(arguments: ["song", "a/Ünï:曲\n&", "x.2"]) func markersAreNoEdits(song: String) {
    for ending in ["edl", "otio", "xml", "fcpxml", "mlt", "shotcut.mlt", "kdenlive", "csv", "json"] {
      #expect(CutFormat.isWholeEdit("\(song).\(ending)"))
    }
    for ending in ["markers.edl", "markers-2.edl", "guides.json", "reaper.csv", "html"] {
      #expect(!CutFormat.isWholeEdit("\(song).\(ending)"))
    }
    #expect(!CutFormat.isWholeEdit("\(song)-2.edl"))
    #expect(CutFormat.isOfMarkersAlone("\(song).guides.json") && !CutFormat.isOfMarkersAlone("\(song).markers.edl"))
  }
}
