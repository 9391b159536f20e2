/// A file being decoded: blocks of frames, averaged over the channels.
protocol SampleDecoder: AnyObject {
  /// What the file is.
  var info: AudioInfo { get }
  /// What is odd about it, though it is whole, as far as it has been decoded; a sentence each.
  var notes: [String] { get }

  /// Replaces a block by the next frames, averaged over the channels; infinities and NaN are given as they are.
  ///
  /// - Returns: How many samples were given; 0 at the end, and only there.
  /// - Throws: ``AudioFailure`` of kind `corrupt` or `truncated` where the damage is met, or at the end; `empty` at the
  ///   end if there was no sample; `unreadable`.
  func read(into mono: inout [Float]) throws(AudioFailure) -> Int
}

extension SampleDecoder {
  var notes: [String] { [] }
}
