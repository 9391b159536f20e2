import StageKit
import Shots

/// Reads the cuts of any format, and says all that is wrong with the file.
public enum CutListReader {
  /// What a file's bytes can mean.
  public struct Reading {
    /// The cuts; `nil` if there are none to speak of. With findings they are as far as could be read.
    public var list: CutList?
    /// The cuts at other rates, nothing wrong with any: of an edit decision list that names no rate in its title, or makes
    /// no sense at that one. Which it is, only another edit of the song can say.
    public var others: [CutList] = []
  }

  /// All that a file's bytes can mean.
  ///
  /// - Parameters:
  ///   - rate: The rate that the file must have; `nil` takes the file's word for it. A list of events does not carry its
  ///     rate: without this one it is taken from the title, and failing that it is any that fits. With this one, a title
  ///     that ends with another is an error if the list makes sense at that.
  ///   - findings: Takes what is wrong, by line.
  public static func read(
    _ bytes: [UInt8], format: CutFormat, rate: FrameRate?, findings: inout Diagnostics
  ) -> Reading {
    do throws(ReadingError) {
      let list: CutList?
      switch format {
      case .edl: return try events(bytes, rate: rate, findings: &findings)
      case .otio: list = OTIOReader.read(bytes, findings: &findings)
      case .fcp7: list = try FCP7Reader.read(bytes, findings: &findings)?.withHoles
      case .fcpxml: list = try FCPXMLReader.read(bytes, findings: &findings)
      case .mlt: list = try MLTReader.read(bytes, findings: &findings)
      case .json: list = try plan(bytes, findings: &findings)
      }
      if let list, let rate { check(list, has: rate, findings: &findings) }
      if let list { check(list, findings: &findings) }
      return Reading(list: list)
    } catch {
      findings.error(error)
      return Reading()
    }
  }

  /// An edit decision list at the rate asked for, or at its title's; without one, at the first that makes sense of it.
  private static func events(
    _ bytes: [UInt8], rate: FrameRate?, findings: inout Diagnostics
  ) throws(ReadingError) -> Reading {
    let list = try EDL(bytes)
    let cuts = EDLCuts(list, findings: findings)
    func read(at rate: FrameRate) -> (list: CutList?, findings: Diagnostics) {
      var (list, found) = cuts.read(at: rate)
      list = list?.withHoles
      if let list { check(list, findings: &found) }
      return (list, found)
    }
    var (stated, others) = (list.statedRate, FrameRate.allCases.filter { $0.isDropFrame == list.dropsFrames })
    if let rate {
      if let stated, stated != rate, !read(at: stated).findings.hasErrors {
        findings.error(0, "the rate is \(stated.rawValue) by the title's last word, not \(rate.rawValue)")
        return Reading()
      }
      (stated, others) = (rate, [])
    }
    if let stated {
      let reading = read(at: stated)
      // What is wrong whatever the rate is wrong at others too.
      let isSure = !reading.findings.hasErrors || cuts.hasErrors
      findings = reading.findings
      let rest = isSure ? [] : others.filter { $0 != stated }.map(read)
      return Reading(list: reading.list, others: rest.filter { !$0.findings.hasErrors }.compactMap(\.list))
    }
    let readings = others.map(read)
    let fewest = readings.map(\.findings.count).min()
    guard let best = readings.firstIndex(where: { $0.findings.count == fewest }) else { return Reading() }
    findings = readings[best].findings
    let rest = readings.enumerated().filter { $0.offset != best && !$0.element.findings.hasErrors }
    return Reading(list: readings[best].list, others: rest.compactMap(\.element.list))
  }

  /// The cuts of songboard's own plan.
  private static func plan(_ bytes: [UInt8], findings: inout Diagnostics) throws(ReadingError) -> CutList? {
    guard let (document, lines) = try PlanDocument.read(bytes, findings: &findings) else { return nil }
    let plan = document.plan
    return CutList(
      format: .json, rate: plan.rate, statesDropFrame: true, start: plan.start.frame,
      cuts: zip(plan.shots, lines).map { shot, line in
        CutList.Cut(
          inFrame: shot.inFrame, outFrame: shot.outFrame, name: shot.type, line: line,
          picture: plan.hasCameras && shot.source == nil ? .gap : .shown)
      }, statedFrames: plan.frames)
  }

  private static func check(_ list: CutList, has rate: FrameRate, findings: inout Diagnostics) {
    let isSame = list.statesDropFrame ? list.rate == rate : list.rate.isSameSpeed(as: rate)
    if !isSame { findings.error(0, "the rate is \(list.rate.rawValue), not \(rate.rawValue)") }
  }

  /// The rules that all formats share: shots start at 0, follow each other and have frames.
  private static func check(_ list: CutList, findings: inout Diagnostics) {
    if list.cuts.isEmpty { findings.error(0, "there is no shot") }
    var end = 0
    var number = 0
    for cut in list.cuts {
      if cut.picture != .hole { number += 1 }
      // Only made for what is wrong: lists are long.
      func name() -> String { "shot \(number) (\(cut.name))" }
      if cut.outFrame <= cut.inFrame {
        findings.error(
          cut.line, "\(name()) has no length: it starts at frame \(cut.inFrame) and ends at \(cut.outFrame)")
      }
      if cut.inFrame < end {
        findings.error(cut.line, "\(name()) overlaps the one before by \(frames(end - cut.inFrame))")
      } else if cut.inFrame > end {
        findings.error(cut.line, "\(name()) comes after a gap of \(frames(cut.inFrame - end))")
      }
      end = max(end, cut.outFrame)
    }
    if let stated = list.statedFrames, stated != list.frames {
      findings.error(0, "the length is stated as \(frames(stated)), but the last shot ends at frame \(list.frames)")
    }
  }

  static func frames(_ count: Int) -> String { "\(count) frame\(count == 1 ? "" : "s")" }
}
