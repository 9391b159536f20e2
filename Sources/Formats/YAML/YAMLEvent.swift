/// What libyaml's parser reports, one after another.
enum YAMLEvent {
  case streamStart
  case documentStart
  case scalar(String, anchor: String?)
  case alias(String)
  case sequenceStart(anchor: String?)
  case mappingStart(anchor: String?)
  /// The end of a sequence or mapping; libyaml makes sure that it is of the one opened last.
  case collectionEnd
  case documentEnd
  case streamEnd
}
