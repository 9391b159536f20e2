import Shots

/// A clip that events of a timeline play parts of.
struct MediaClip: Hashable {
  /// The clip's name.
  let name: String
  /// The reel that edit lists call it by.
  let reel: String
  /// The media.
  let file: MediaFile
  /// The timecode of its first frame.
  let start: Timecode
  /// Its length in frames; as much as the timeline plays if its own is not known.
  var frames: Int

  /// What editors find the media by: the file's name, or the clip's where there is no file.
  var mediaName: String { file.name.isEmpty ? name : file.name }
}
