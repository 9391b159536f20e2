/// Which of a file's sound tracks is heard.
public enum SoundTrack: ParameterValue, Hashable, Codable {
  /// By its place among the sound tracks, from 1.
  case number(Int)
  /// The first whose language it is, as the file's tag says: an ISO 639 code such as `deu`, in lower case.
  case language(String)

  /// `audio track`
  public static let typeName = "audio track"

  /// The first track, which every file with sound has.
  public static let first = SoundTrack.number(1)

  /// A number from 1, or a language's code.
  public static func form(unit: Unit?, in range: ClosedRange<Double>?) -> WrittenForm {
    .either([.number(isWhole: true, in: 1...Double.infinity), .text(pattern: "^[A-Za-z][A-Za-z-]{1,15}$")])
  }

  /// Reads a number from 1, or a language's code.
  public init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    let written = try Self.scalar(setting)
    if let number = Int(written), number > 0 {
      self = .number(number)
    } else if (2...16).contains(written.utf8.count), written.first?.isLetter == true,
      written.utf8.allSatisfy({ (0x61...0x7a).contains($0 | 0x20) || $0 == UInt8(ascii: "-") })
    {
      self = .language(written.lowercased())
    } else {
      throw Failure("expected a track's number from 1, or a language's code such as deu, found '\(written)'")
    }
  }

  /// The number or the code.
  public var text: String {
    switch self {
    case .number(let number): String(number)
    case .language(let code): code
    }
  }

  /// Whether a file's tag means the language.
  ///
  /// ISO 639-2 has two codes for some languages: `deu` is `ger` in Matroska.
  public static func isSameLanguage(_ code: String, _ tag: String) -> Bool {
    let codes = [code.lowercased(), tag.lowercased()]
    return codes[0] == codes[1] || twins.contains { $0.contains(codes[0]) && $0.contains(codes[1]) }
  }

  /// The terminological and the bibliographic codes that differ. Source: ISO 639-2.
  private static let twins = [
    ["sqi", "alb"], ["hye", "arm"], ["eus", "baq"], ["mya", "bur"], ["zho", "chi"], ["ces", "cze"], ["nld", "dut"],
    ["fra", "fre"], ["kat", "geo"], ["deu", "ger"], ["ell", "gre"], ["isl", "ice"], ["mkd", "mac"], ["mri", "mao"],
    ["msa", "may"], ["fas", "per"], ["ron", "rum"], ["slk", "slo"], ["bod", "tib"], ["cym", "wel"],
  ]
}
