import Shots
import StageKit

/// The cuts of an edit decision list, as strictly as the strictest editors read it. A list does not carry its rate: the
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
      let clip = event.notes.reversed().lazy.compactMap {
        $0.value(of: "FROM CLIP NAME") ?? $0.value(of: "TO CLIP NAME")
      }
      name = marker?.name ?? clip.first ?? event.reel
    }
  }

  /// Where the list says how its timecode counts, and how.
  private let counting: (line: Int, dropsFrames: Bool)?
  private let shots: [Shot]
  /// What is wrong with the list whatever its rate.
  private let layout: Diagnostics

  /// The cuts of a list.
  ///
  /// - Parameter findings: What is wrong with the file already.
  init(_ list: EDL, findings: Diagnostics) {
    counting = list.head.first(where: \.isCounting).map { ($0.line, list.dropsFrames) }
    shots = list.events.map(Shot.init)
    var layout = findings
    EDLLayout.check(list, findings: &layout)
    self.layout = layout
  }

  /// Whether something is wrong at any rate.
  var hasErrors: Bool { layout.hasErrors }

  /// The cuts at a rate, with all that is wrong with them; `nil` if there are none.
  func read(at rate: FrameRate) -> (list: CutList?, findings: Diagnostics) {
    var findings = layout
    if let counting, counting.dropsFrames != rate.isDropFrame {
      findings.error(
        counting.line, "FCM says \(counting.dropsFrames ? "" : "non-")drop-frame, but the rate is \(rate.rawValue)")
    }
    var cuts: [CutList.Cut] = []
    var start: Int?
    for shot in shots {
      do throws(Failure) {
        let record = try frames(of: shot, at: rate, findings: &findings)
        guard shot.event.showsPicture, !shot.event.isOutgoing else { continue }
        let first = start ?? record.lowerBound
        start = first
        let end = shot.marker.map { record.lowerBound + $0.frames } ?? record.upperBound
        cuts.append(
          CutList.Cut(
            inFrame: record.lowerBound - first, outFrame: end - first, name: shot.name, line: shot.event.line,
            picture: shot.marker == nil ? .shown : .gap))
      } catch {
        findings.error(shot.event.line, error.description)
      }
    }
    let cutList = CutList(format: .edl, rate: rate, statesDropFrame: true, start: start, cuts: cuts, statedFrames: nil)
    return (cuts.isEmpty ? nil : cutList, findings)
  }

  /// An event's frames in the edit, after all checks of its times.
  private func frames(
    of shot: Shot, at rate: FrameRate, findings: inout Diagnostics
  ) throws(Failure) -> Range<Int> {
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
}
