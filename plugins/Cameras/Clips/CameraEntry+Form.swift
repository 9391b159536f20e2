import Shots
import StageKit

extension CameraEntry {
  static let drifts = -10_000.0...10_000.0
  static let angles = -360.0...360.0
  static let qualities = 0.0...1.0

  /// What a clip is described by.
  static let fields = [
    WrittenField(
      "camera", .text(), "The camera's name, if several clips are of one; the clip's own unless it is told."),
    WrittenField(
      "reel", SourceClip.reelForm, "The reel that edit lists call it by; made of the clip's name unless it is told."),
    WrittenField("file", .path, "The media file, relative to this file."),
    WrittenField("rate", FrameRate.form(unit: nil, in: nil), "Its frame rate; that of the plan unless it is told."),
    WrittenField("start", timecode, "The timecode of its first frame; 00:00:00:00 unless it is told."),
    WrittenField("timecode", timecode, "The timecode in it at which the song starts; or offset."),
    WrittenField("offset", signedTime, "Where in it the song starts, in seconds or as m:ss; or timecode."),
    WrittenField("drift_ppm", .number(in: drifts), "How many millionths its clock runs faster than the song's."),
    WrittenField("length", time, "Its length, in seconds or as m:ss."),
    WrittenField("size", PictureSize.form(unit: nil, in: nil), "The size of its pictures."),
    WrittenField("ranges", spans, "The only parts that may be used, as [from, to] in seconds of the song."),
    WrittenField("excluded", spans, "The parts that may not be used, likewise."),
    WrittenField(
      "types", .either([.mapping(.number(in: qualities)), .list(.text(), count: 1...Int.max)]), isRequired: true,
      "The shot types that it can show, and how well."),
    WrittenField("angle", .number(in: angles), "Where it stands around the action, in degrees."),
    WrittenField("side", CameraClip.Side.form(unit: nil, in: nil), "The side of the action's line that it stands on."),
    WrittenField("safe", .boolean, "Whether it may be shown in place of any type."),
    WrittenField("locked_off", .boolean, "Whether nobody moves it, so that it repeats only where there is no other."),
  ]

  private static let timecode = WrittenForm.text(pattern: "^[0-9]{2}([:;][0-9]{2}){3}$")
  private static let clock = "([0-9]+:)?([0-9]+:)?[0-9]*[.,]?[0-9]*"
  private static let time = WrittenForm.either([.number(in: 0...Double.infinity), .text(pattern: "^\(clock)$")])
  private static let signedTime = WrittenForm.either([.number(), .text(pattern: "^-?\(clock)$")])
  /// One span alone may stand without the outer brackets.
  private static let spans = WrittenForm.either([.list(span, takesOne: false), span])
  private static let span = WrittenForm.list(
    .either([time, .words(["start", "end"])]), count: 2...2, takesOne: false)
}
