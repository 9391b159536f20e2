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

  /// All that a file's bytes can mean, and all that is wrong with it by the strictest editors.
  ///
  /// - Parameters:
  ///   - rate: The rate that the file must have; `nil` takes the file's word for it. A list of events does not carry its
  ///     rate: without this one it is taken from the title, and failing that it is any that fits. With this one, a title
  ///     that ends with another is an error if the list makes sense at that.
  ///   - findings: Takes what is wrong, by line, and as warnings what a plan cannot say.
  public static func read(
    _ bytes: [UInt8], format: CutFormat, rate: FrameRate?, findings: inout Diagnostics
  ) -> Reading {
    do throws(ReadingError) {
      if format == .edl { return try events(bytes, rate: rate, findings: &findings) }
      let rates = EditRates(given: rate)
      var list = try list(bytes, format: format, rates: rates, isStrict: true, findings: &findings)
      if format == .fcp7 { list = list?.withHoles }
      if let list, let rate { check(list, has: rate, findings: &findings) }
      if let list { check(list, findings: &findings) }
      return Reading(list: list)
    } catch {
      findings.error(error)
      return Reading()
    }
  }

  /// The cuts of a file that was edited, for its shots: how a file is written is no matter. Frames that it says nothing of
  /// are holes.
  ///
  /// - Parameter findings: Takes what keeps it from being read, and as warnings what a plan cannot say.
  static func edited(
    _ bytes: [UInt8], format: CutFormat, rates: EditRates, findings: inout Diagnostics
  ) -> CutList? {
    do throws(ReadingError) {
      return try list(bytes, format: format, rates: rates, isStrict: false, findings: &findings)?.withHoles
    } catch {
      findings.error(error)
      return nil
    }
  }

  private static func list(
    _ bytes: [UInt8], format: CutFormat, rates: EditRates, isStrict: Bool, findings: inout Diagnostics
  ) throws(ReadingError) -> CutList? {
    switch format {
    case .edl: try EDLCuts(EDL(bytes), isStrict: isStrict, findings: findings).read(at: rates, findings: &findings)
    case .otio: try OTIOReader.read(bytes, isStrict: isStrict, findings: &findings)
    case .fcp7: try FCP7Reader.read(bytes, isStrict: isStrict, findings: &findings)
    case .fcpxml: try FCPXMLReader.read(bytes, isStrict: isStrict, findings: &findings)
    case .mlt: try MLTReader.read(bytes, findings: &findings)
    case .csv: try table(bytes, rates: rates, findings: &findings)
    case .json: try plan(bytes, rate: rates.any, findings: &findings)
    }
  }

  /// An edit decision list at the rate asked for, or at its title's; without one, at the first that makes sense of it.
  private static func events(
    _ bytes: [UInt8], rate: FrameRate?, findings: inout Diagnostics
  ) throws(ReadingError) -> Reading {
    let list = try EDL(bytes)
    let cuts = EDLCuts(list, isStrict: true, findings: findings)
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

  /// The cuts of a table of shots.
  private static func table(
    _ bytes: [UInt8], rates: EditRates, findings: inout Diagnostics
  ) throws(ReadingError) -> CutList? {
    let table: ShotTable
    do throws(Failure) {
      table = try ShotTable(bytes, findings: &findings)
    } catch {
      // The failure names the file, as the finding does by itself.
      throw ReadingError(
        line: 0, message: error.description.replacing("\(findings.file): ", with: "", maxReplacements: 1))
    }
    if table.rows.isEmpty, findings.hasErrors { return nil }
    let own = table.ownRates
    let former = (rates.former?.rate).flatMap { own.isEmpty || own.contains($0) ? $0 : nil }
    guard let rate = rates.given ?? former ?? (own.count == 1 ? own[0] : nil) else {
      let fitting = own.isEmpty ? "" : ": it may be \(own.map(\.rawValue).joined(separator: " or "))"
      throw ReadingError(line: 0, message: "the table does not say its rate\(fitting); \(rates.remedy)")
    }
    return table.list(at: rate, findings: &findings)
  }

  /// The cuts of songboard's own plan.
  private static func plan(
    _ bytes: [UInt8], rate: FrameRate?, findings: inout Diagnostics
  ) throws(ReadingError) -> CutList? {
    guard let (document, lines) = try PlanDocument.read(bytes, rate: rate, findings: &findings) else { return nil }
    let plan = document.plan
    return CutList(
      format: .json, rate: plan.rate, statesDropFrame: true, start: plan.start.frame,
      cuts: zip(plan.shots, lines.shots).map { shot, line in
        CutList.Cut(
          inFrame: shot.inFrame, outFrame: shot.outFrame, name: shot.type, line: line,
          picture: plan.hasCameras && shot.source == nil ? .gap : .shown, type: shot.type)
      }, statedFrames: plan.frames, media: media(of: document, lines))
  }

  private static func media(of document: PlanDocument, _ lines: PlanDocument.Lines) -> [CutMedia] {
    let song = document.songFile.map { [CutMedia(name: "", path: $0, line: lines.song, isSound: true)] } ?? []
    return zip(document.plan.shots, lines.clips).compactMap { shot, line in
      shot.source.map { CutMedia(name: $0.name, path: $0.file, line: line) }
    } + song
  }

  private static func check(_ list: CutList, has rate: FrameRate, findings: inout Diagnostics) {
    let isSame = list.statesDropFrame ? list.rate == rate : list.rate.isSameSpeed(as: rate)
    if !isSame { findings.error(0, "the rate is \(list.rate.rawValue), not \(rate.rawValue)") }
  }

  /// The rules that all formats share: shots start at 0, follow each other and have frames.
  static func check(_ list: CutList, findings: inout Diagnostics) {
    if list.cuts.isEmpty { findings.error(0, "there is no shot") }
    var end = 0
    var number = 0
    for cut in list.cuts {
      if cut.picture != .hole { number += 1 }
      // Only made for what is wrong: lists are long.
      func name() -> String { cut.name.isEmpty ? "shot \(number)" : "shot \(number) (\(cut.name))" }
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
