import Shots
import StageKit

/// Times on the clock, to the millisecond, as lists of cues write them: `00:01:06.520`.
enum CueTime {
  /// When a frame starts, in milliseconds: the nearest.
  static func milliseconds(ofFrame frame: Int, at rate: FrameRate) -> Int {
    let doubled = 2000 * frame * rate.denominator
    return (doubled + rate.numerator) / (2 * rate.numerator)
  }

  /// `HH:MM:SS.mmm`.
  static func text(milliseconds: Int) -> String {
    let seconds = milliseconds / 1000
    let fields = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0.padded(to: 2) }
    return "\(fields.joined(separator: ":")).\((milliseconds % 1000).padded(to: 3))"
  }

  /// When a frame starts, as `HH:MM:SS.mmm`.
  static func text(ofFrame frame: Int, at rate: FrameRate) -> String {
    text(milliseconds: milliseconds(ofFrame: frame, at: rate))
  }
}

/// Text for formats that end a field at a tab or a line's end.
public enum OneLine {
  /// The text with a space for each run of control characters, line separators and spaces; `untitled` if none is left.
  public static func text(_ text: String) -> String {
    let words = text.unicodeScalars.split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
    return words.isEmpty ? "untitled" : words.map(String.init).joined(separator: " ")
  }
}
