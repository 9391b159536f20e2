import StageKit

/// Whether a shot may follow one of its own type: in real edits 11 to 41 % of the cuts are such.
public enum Repeats: String, Choice {
  /// It may not.
  case forbid
  /// It may.
  case allow
}

extension FilmLanguage {
  /// The same language with repeats forbidden or allowed. Where it forbade them, a type is now as likely after itself as after
  /// any other.
  public func with(_ rule: Repeats) -> FilmLanguage {
    guard repeats != (rule == .allow) else { return self }
    var language = self
    language.repeats = rule == .allow
    for type in vocabulary.types.indices { language.follows[type * vocabulary.count + type] = language.repeats ? 1 : 0 }
    return language
  }
}
