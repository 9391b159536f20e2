import StageKit
import Shots

/// The cards of a plan as subtitles that fill the picture: a card for each shot without a camera. Source: Advanced SubStation Alpha 4.00+.
struct SubtitleCards {
  private static let (width, height, margin) = (1280, 720, 72)

  let plan: ShotPlan

  /// The subtitles. Their picture is 1280 x 720, which players scale.
  var text: String {
    let lines = Self.head + plan.shots.enumerated().filter { $1.source == nil }.flatMap { card($0 + 1, $1) }
    return lines.map { "\($0)\n" }.joined()
  }

  private static let head: [String] = {
    let fields =
      "Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, "
      + "StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, "
      + "Encoding"
    func style(_ name: String, size: Int, isBold: Bool, alignment: Int, below: Int) -> String {
      "Style: \(name),sans-serif,\(size),&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,\(isBold ? -1 : 0),0,0,0,100,100,0,0,1,0,0,"
        + "\(alignment),\(margin),\(margin),\(below),1"
    }
    return [
      "[Script Info]", "ScriptType: v4.00+", "PlayResX: \(width)", "PlayResY: \(height)", "WrapStyle: 0", "",
      "[V4+ Styles]", "Format: \(fields)",
      style("Card", size: 20, isBold: false, alignment: 7, below: 0),
      style("Number", size: 36, isBold: false, alignment: 7, below: 56),
      style("Length", size: 36, isBold: false, alignment: 9, below: 56),
      style("Type", size: 220, isBold: true, alignment: 5, below: 0),
      style("Reason", size: 32, isBold: false, alignment: 2, below: 130),
      style("Sure", size: 32, isBold: false, alignment: 1, below: 56),
      "", "[Events]", "Format: Layer, Start, End, Style, MarginL, MarginR, MarginV, Text",
    ]
  }()

  private func card(_ number: Int, _ shot: Shot) -> [String] {
    let span = "\(time(ofFrame: shot.inFrame)),\(time(ofFrame: shot.outFrame))"
    let ink = "{\\1c\(Self.colour(plan.ink(of: shot.type)))}"
    func line(_ style: String, _ text: String) -> String {
      "Dialogue: 1,\(span),\(style),0,0,0,\(ink)\(Self.escaped(text))"
    }
    let box = "m 0 0 l \(Self.width) 0 l \(Self.width) \(Self.height) l 0 \(Self.height)"
    let sure = [shot.probability.map { "\(Int((100 * $0).rounded())) %" }, shot.runnerUp.map { "next \($0)" }]
    return [
      "Dialogue: 0,\(span),Card,0,0,0,{\\pos(0,0)\\1c\(Self.colour(plan.colour(of: shot.type)))\\p1}\(box)",
      line("Number", "\(number) of \(plan.shots.count)"),
      line("Length", "\(shot.frames) frames"),
      line("Type", shot.type),
      line("Reason", [shot.subject ?? "", shot.reason].filter { !$0.isEmpty }.joined(separator: ": ")),
      line("Sure", sure.compactMap { $0 }.joined(separator: ", ")),
    ]
  }

  /// Half a frame before a frame starts, as `H:MM:SS.cc`: hundredths are too coarse for the start of a frame, but not for
  /// the time between two.
  private func time(ofFrame frame: Int) -> String {
    let half = plan.rate.seconds(ofFrame: max(0, 2 * frame - 1)) / 2
    let hundredths = Int((100 * half).rounded())
    let fields = [hundredths / 6000 % 60, hundredths / 100 % 60].map { $0.padded(to: 2) }
    return "\(hundredths / 360_000):\(fields[0]):\(fields[1]).\((hundredths % 100).padded(to: 2))"
  }

  /// `#rrggbb` as the format has it: blue first.
  private static func colour(_ colour: String) -> String {
    let digits = Array(colour.dropFirst())
    return "&H\(String(digits[4...] + digits[2..<4] + digits[..<2]))&"
  }

  /// Text on one line, without what would be taken for a style: braces become parentheses, backslashes slashes.
  private static func escaped(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar {
          case "{": "("
          case "}": ")"
          case "\\": "/"
          default: scalar.properties.generalCategory == .control ? " " : scalar
          }
        }))
  }
}
