import Formats
import StageKit

/// Reaper's table of regions and markers: number, name, start, end and length.
public enum ReaperRegions {
  /// A region for each span, and a marker for each moment; each kind has numbers of its own.
  public static func document(of list: MarkerList) -> Document {
    var (regions, moments) = (0, 0)
    let rows = list.markers.map { marker in
      let (start, end) = (list.milliseconds(marker.start), list.milliseconds(marker.end))
      let name = CSV.field(OneLine.text(marker.name))
      guard !marker.isMoment else {
        moments += 1
        return CSV.line(["M\(moments)", name, CueTime.text(milliseconds: start), "", ""])
      }
      regions += 1
      return CSV.line(["R\(regions)", name] + [start, end, end - start].map { CueTime.text(milliseconds: $0) })
    }
    return Document(text: CSV.line(["#", "Name", "Start", "End", "Length"]) + rows.joined())
  }
}
