import Shots
import StageKit

/// The cuts of an edit decision list, as strictly as the strictest editors read it, or only for its shots. A list does not carry its rate: the
/// cuts can be had at any, and make sense at few.
struct EDLCuts {
  /// An event or a marker.
  private struct Shot {
    let event: EDLEvent
    /// The clip's name, or the marker's.
    let name: String
    let marker: EDLNote.Marker?

    init(_ event: EDLEvent) {
      self.event = event
      marker = event.notes.lazy.compactMap(\.marker).first
      name = marker?.name ?? event.shownName ?? ""
    }

    /// Whether the file says that a picture plays: there is no marker, and no black.
    var picture: CutList.Picture { marker == nil && event.reel != "BL" ? .shown : .gap }
  }

  /// Whether what strict editors refuse is an error: the layout, changes of speed.
  private let isStrict: Bool

  /// Where the list says how its timecode counts, and how.
  private let counting: (line: Int, dropsFrames: Bool)?
  private let shots: [Shot]
  private let countsDropFrame: Bool
  private let statedRate: FrameRate?
  private let titleLine: Int
  /// What is wrong with the list whatever its rate.
  private let layout: Diagnostics

  /// The cuts of a list.
  ///
  /// - Parameter findings: What is wrong with the file already.
  init(_ list: EDL, isStrict: Bool, findings: Diagnostics) {
    self.isStrict = isStrict
    counting = list.head.first(where: \.isCounting).map { ($0.line, list.dropsFrames) }
    shots = list.events.map(Shot.init)
    (countsDropFrame, statedRate, titleLine) = (list.countsDropFrame, list.statedRate, list.titleLine)
    var layout = findings
    if isStrict {
      EDLLayout.check(list, findings: &layout)
    } else {
      for (note, failure) in list.unread { layout.error(note.line, failure.description) }
    }
    self.layout = layout
  }

  /// Whether something is wrong at any rate.
  var hasErrors: Bool { layout.hasErrors }

  /// The cuts at a rate, with all that is wrong with them; `nil` if there are none.
  func read(at rate: FrameRate) -> (list: CutList?, findings: Diagnostics) {
    var findings = layout
    if isStrict, let counting, counting.dropsFrames != rate.isDropFrame {
      findings.error(
        counting.line, "FCM says \(counting.dropsFrames ? "" : "non-")drop-frame, but the rate is \(rate.rawValue)")
    }
    var cuts: [CutList.Cut] = []
    var start: Int?
    for shot in shots {
      do throws(Failure) {
        let record = try frames(of: shot, at: rate, findings: &findings)
        guard shot.event.showsPicture, !shot.event.isOutgoing else { continue }
        if shot.event.transition != "C", !isStrict {
          findings.warning(
            Mark(line: shot.event.line), "the transition to '\(shot.name)' comes back as a cut at its start")
        }
        let first = start ?? record.lowerBound
        start = first
        let end = shot.marker.map { record.lowerBound + $0.frames } ?? record.upperBound
        cuts.append(
          CutList.Cut(
            inFrame: record.lowerBound - first, outFrame: end - first, name: shot.name, line: shot.event.line,
            picture: shot.picture, subject: shot.event.ownSubject, clip: clip(of: shot, at: rate)))
      } catch {
        findings.error(shot.event.line, error.description)
      }
    }
    let cutList = CutList(
      format: .edl, rate: rate, statesDropFrame: true, start: start, cuts: cuts, statedFrames: nil, media: media)
    return (cuts.isEmpty ? nil : cutList, findings)
  }

  /// The files that notes name by their paths; a name alone says nothing of where it lies.
  private var media: [CutMedia] {
    shots.compactMap { shot in
      guard let file = shot.event.note("SOURCE FILE"), file.hasPrefix("/") else { return nil }
      return CutMedia(name: shot.event.clipName ?? "", path: file, line: shot.event.line)
    }
  }

  /// The cuts at the rate that is known: a person's, else that of the plan that the edit was made from or of the title,
  /// whichever makes sense of the timecodes. A title's last word may be a rate by chance, and the plan may have been made
  /// anew at another: where both make sense, neither is taken.
  func read(at rates: EditRates, findings: inout Diagnostics) throws(ReadingError) -> CutList? {
    func counted(_ rate: FrameRate) -> FrameRate {
      FrameRate(numerator: rate.numerator, denominator: rate.denominator, isDropFrame: countsDropFrame) ?? rate
    }
    let known = (rates.given.map { [$0] } ?? [rates.former?.rate, statedRate].compactMap(\.self)).map(counted)
    guard !known.isEmpty else {
      throw ReadingError(
        line: shots.first?.event.line ?? 0,
        message: "the list does not say its rate; \(rates.remedy), or end its TITLE with one, such as 29.97DF")
    }
    let readings = known.map(read)
    let fitting = readings.filter { !$0.findings.hasErrors }
    if let former = rates.former, let statedRate, fitting.count > 1, !former.rate.isSameSpeed(as: statedRate) {
      throw ReadingError(
        line: titleLine,
        message: "the TITLE ends with \(statedRate.rawValue), and the plan beside it, \(former.path), is at "
          + "\(former.rate.rawValue); \(rates.remedy) to the one that the list counts at, or take the number out of the TITLE"
      )
    }
    let reading = fitting.first ?? readings[0]
    findings = reading.findings
    return reading.list
  }

  /// What an event plays; a camera may count its timecode in another way than the edit.
  private func clip(of shot: Shot, at rate: FrameRate) -> CutClip? {
    guard shot.picture == .shown else { return nil }
    let (event, source) = (shot.event, shot.event.source.start)
    let counting = FrameRate(
      numerator: rate.numerator, denominator: rate.denominator, isDropFrame: source.isDropFrame)
    let name = event.clipName ?? ""
    return CutClip(
      name: name, formerName: event.ownClipName ?? "", reel: event.reel, file: event.note("SOURCE FILE") ?? name,
      timecode: counting.flatMap { try? Timecode(source, rate: $0).frame },
      isCard: CutClip.isCard(name: name, reel: event.reel))
  }

  /// An event's frames in the edit, after all checks of its times.
  private func frames(
    of shot: Shot, at rate: FrameRate, findings: inout Diagnostics
  ) throws(Failure) -> Range<Int> {
    guard isStrict else { return try frames(of: shot.event, at: rate, findings: &findings) }
    let (event, source) = (shot.event, shot.event.source)
    let dropsFrames = counting?.dropsFrames ?? rate.isDropFrame
    for timecode in [source.start, source.end, event.record.start, event.record.end]
    where timecode.isDropFrame != dropsFrames {
      throw Failure(
        "the timecode '\(timecode)' and the FCM line disagree on drop-frame, where readers drift by frames each minute")
    }
    let (first, last) = (try Timecode(source.start, rate: rate).frame, try Timecode(source.end, rate: rate).frame)
    let record = try event.frames(at: rate)
    // A camera's timecode may start again at midnight.
    guard Timecode(frame: first + record.count, rate: rate).frame == last else {
      guard first <= last else { throw Failure("the event's source ends before it starts") }
      throw Failure(
        "the source lasts \(CutListReader.frames(last - first)) and the record "
          + "\(CutListReader.frames(record.count)), which asks for a change of speed")
    }
    if shot.marker != nil, record.count != 1 {
      findings.error(event.line, "a marker's event lasts one frame, not \(record.count)")
    }
    for note in event.notes {
      guard let locator = note.value(of: "LOC") else { continue }
      guard let frame = locator.split(separator: " ").first.flatMap({ try? Timecode(String($0), rate: rate).frame })
      else {
        findings.error(note.line, "a locator is written '* LOC: timecode colour text'")
        continue
      }
      if !record.contains(frame) { findings.error(note.line, "the locator lies outside its event") }
    }
    return record
  }

  /// An event's frames in the edit, for those who want its shots.
  private func frames(
    of event: EDLEvent, at rate: FrameRate, findings: inout Diagnostics
  ) throws(Failure) -> Range<Int> {
    let record = try event.frames(at: rate)
    let counting = FrameRate(
      numerator: rate.numerator, denominator: rate.denominator, isDropFrame: event.source.start.isDropFrame)
    let borders = [event.source.start, event.source.end].compactMap { border in
      counting.flatMap { try? Timecode(border, rate: $0).frame }
    }
    if event.showsPicture, borders.count == 2, !event.isOutgoing,
      Timecode(frame: borders[0] + record.count, rate: rate).frame != borders[1]
    {
      findings.warning(Mark(line: event.line), "the event plays its clip at another speed, which a plan cannot say")
    }
    return record
  }
}
