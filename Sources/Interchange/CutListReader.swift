import StageKit
import Timeline

/// Reads the cuts of any format, and says all that is wrong with the file.
public enum CutListReader {
  /// The cuts of a file's bytes.
  ///
  /// - Parameters:
  ///   - rate: The rate that the file must have; `nil` takes the file's word for it. A list of events does not carry its
  ///     rate: without this one it is taken from the title, and failing that it is any that fits.
  ///   - findings: Takes what is wrong, by line.
  /// - Returns: `nil` if there are no cuts to speak of; what it returns with findings is as far as could be read.
  public static func read(
    _ bytes: [UInt8], format: CutFormat, rate: FrameRate?, findings: inout Findings
  ) -> CutList? {
    do throws(ReadingFault) {
      guard format == .edl, rate == nil else {
        return try list(bytes, format: format, rate: rate, findings: &findings)
      }
      // Of the rates that it may have, a list has the first that makes sense of it.
      var best: (list: CutList?, findings: Findings)?
      for candidate in try EDLReader.rates(of: bytes) {
        var found = findings
        let list = try list(bytes, format: .edl, rate: candidate, findings: &found)
        if best.map({ found.diagnostics.count < $0.findings.diagnostics.count }) ?? true { best = (list, found) }
      }
      if let best { findings = best.findings }
      return best?.list
    } catch {
      findings.error(error.line, error.message)
      return nil
    }
  }

  private static func list(
    _ bytes: [UInt8], format: CutFormat, rate: FrameRate?, findings: inout Findings
  ) throws(ReadingFault) -> CutList? {
    let list: CutList? =
      switch format {
      case .edl: if let rate { try EDLReader.read(bytes, rate: rate, findings: &findings) } else { nil }
      case .otio: OTIOReader.read(bytes, findings: &findings)
      case .fcp7: try FCP7Reader.read(bytes, findings: &findings)
      case .fcpxml: try FCPXMLReader.read(bytes, findings: &findings)
      case .mlt: try MLTReader.read(bytes, findings: &findings)
      case .json: try PlanReader.cuts(bytes, findings: &findings)
      }
    guard let list else { return nil }
    if let rate { check(list, has: rate, findings: &findings) }
    check(list, findings: &findings)
    return list
  }

  private static func check(_ list: CutList, has rate: FrameRate, findings: inout Findings) {
    let isSame = list.statesDropFrame ? list.rate == rate : list.rate.isSameSpeed(as: rate)
    if !isSame { findings.error(0, "the rate is \(list.rate.rawValue), not \(rate.rawValue)") }
  }

  /// The rules that all formats share: shots start at 0, follow each other and have frames.
  private static func check(_ list: CutList, findings: inout Findings) {
    if list.cuts.isEmpty { findings.error(0, "there is no shot") }
    var end = 0
    for (index, cut) in list.cuts.enumerated() {
      let name = "shot \(index + 1) (\(cut.name))"
      if cut.outFrame <= cut.inFrame {
        findings.error(cut.line, "\(name) has no length: it starts at frame \(cut.inFrame) and ends at \(cut.outFrame)")
      }
      if cut.inFrame < end {
        findings.error(cut.line, "\(name) overlaps the one before by \(frames(end - cut.inFrame))")
      } else if cut.inFrame > end {
        findings.error(cut.line, "\(name) comes after a gap of \(frames(cut.inFrame - end))")
      }
      end = max(end, cut.outFrame)
    }
    if let stated = list.statedFrames, stated != list.frames {
      findings.error(0, "the length is stated as \(frames(stated)), but the last shot ends at frame \(list.frames)")
    }
  }

  static func frames(_ count: Int) -> String { "\(count) frame\(count == 1 ? "" : "s")" }
}
