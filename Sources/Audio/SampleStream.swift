/// The samples of one file, as they are decoded: here, or by a worker.
public protocol SampleStream: AnyObject {
  /// What the file says about itself.
  var info: AudioInfo { get }
  /// The file's length in seconds at its own rate; what it is matters only after the end.
  var seconds: Double { get }
  /// What is wrong with a damaged file that is kept, the first thing met; after the end, nil for whole files.
  var damage: AudioFailure? { get }
  /// What is odd about a file that is whole, a sentence each, after the end.
  var notes: [String] { get }

  /// Replaces a block by the next samples of the stream.
  ///
  /// - Parameters:
  ///   - block: The samples given; its capacity is kept.
  ///   - count: The most samples to give. Fewer are given only at the end.
  /// - Returns: How many samples were given; 0 after the end.
  /// - Throws: ``AudioFailure`` of kind `corrupt`, `truncated`, `empty`, `unreadable` or `decoder`.
  func read(into block: inout [Float], atMost count: Int) throws(AudioFailure) -> Int
}
