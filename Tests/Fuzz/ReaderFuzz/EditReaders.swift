import Edits
import Files
import Shots
import StageKit

extension Reader {
  /// Readers of edits, as `songboard verify` reads them; and of plans, as `source.plans` does.
  static func edits() throws -> [Reader] {
    let folder = "Tests/Edits/Samples"
    let samples = ["good", "timelines", "projects"].flatMap { room in
      FileTree.names(in: "\(folder)/\(room)").sorted().map { "\(folder)/\(room)/\($0)" }
    }
    let kept = [try plan(.fps25), try plan(.ntscDrop), try cameraPlan()]
    let plans = try kept.map { try written($0, by: "write.json") }
    let tables = try kept.map { try written($0, by: "write.csv") }
    var knowledge = EditedPlan.Knowledge()
    knowledge.former = EditedPlan.File(path: "x.json", bytes: plans[0])
    let readers = try CutFormat.allCases.map { format in
      let files = try samples.filter { try CutFormat(path: $0) == format }.map { try FileContent.bytes(of: $0) }
      let seeds = format == .json ? plans : format == .csv ? tables : files
      let sample = cuts(of: seeds[0], format)
      return Reader("edit.\(format.rawValue)", seeds) { bytes in
        for rate in [nil, FrameRate.fps25] {
          var findings = Diagnostics(file: "x")
          let reading = CutListReader.read(bytes, format: format, rate: rate, findings: &findings)
          for list in reading.others + [reading.list].compactMap({ $0 }) {
            _ = list.doubts(of: "x", in: "/") { _ in false }
            guard let sample else { continue }
            _ = (Agreement.difference(between: sample, and: list), Agreement.difference(between: list, and: sample))
            _ = (list.followed(by: sample), sample.followed(by: list))
          }
          if rate == nil { try findings.check() }
        }
        let file = EditedPlan.File(path: "x.\(format.rawValue)", bytes: bytes)
        for known in [EditedPlan.Knowledge(), knowledge] { _ = try? EditedPlan([file], knowing: known) }
      }
    }
    return readers + [
      Reader("plan", plans) { bytes in
        let document = try PlanDocument(bytes, name: "x.json")
        for stage in try trackStages(of: .writers) { try write(document, by: stage) }
      },
      Reader("marks", markers) { bytes in
        for rate in [nil, FrameRate.ntscDrop] { _ = try? MarkReader.marks(in: bytes, path: "x.txt", rate: rate) }
        _ = try MarkReader.marks(in: bytes, path: "x.txt", rate: .fps25)
      },
    ]
  }

  /// Markers of each program; one of them writes UTF-16.
  private static var markers: [[UInt8]] {
    let texts = [
      "TITLE: A 25\n001  001      V     C        01:00:02:00 01:00:02:01 01:00:02:00 01:00:02:01\n"
        + " |C:ResolveColorBlue |M:a |D:1\n", "1.5\t1.5\tdrop\n\\\t100\t200\n3\t4\tb\n",
      "#,Name,Start,End,Length\nM1,drop,0:05.250,,\nR2,b,1:00:00.000,1:00:10.5,0:10.5\n",
      "Marker Name\tDescription\tIn\tOut\tDuration\tMarker Type\r\ndrop\t\t00:00:05:10\t00:00:05:10\t0\tComment\r\n",
      "[{\"pos\": 125, \"comment\": \"drop\", \"type\": 0, \"duration\": 5}]",
      "<xmeml><sequence><rate><timebase>25</timebase></rate><marker><name>a</name><in>3</in><out>-1</out></marker></sequence></xmeml>",
      "start,end,label\n0,0:04.5,verse\n9,9,drop\n",
    ]
    let wide = texts[3].utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    return texts.map { Array($0.utf8) } + [[0xFF, 0xFE] + wide]
  }

  private static func cuts(of bytes: [UInt8], _ format: CutFormat) -> CutList? {
    var findings = Diagnostics(file: "x")
    return CutListReader.read(bytes, format: format, rate: nil, findings: &findings).list
  }
}
