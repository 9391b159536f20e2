import StageKit

extension Timecode {
  /// What a file's own timecode is at a rate.
  ///
  /// At the file's rate it stays as it is. At another it is the frame nearest to the same time since midnight by the clock
  /// of the file, so that two rates tell one moment; a count of samples is such a time already.
  ///
  /// - Throws: ``Failure`` for digits that are no timecode at the rate that the file counts them at.
  public init(_ file: FileTimecode, rate: FrameRate) throws(Failure) {
    switch file {
    case .samples(let samples, let perSecond):
      self.init(frame: rate.frame(rounding: Double(samples) / Double(perSecond)), rate: rate)
    case .written(let digits, let frames, let seconds):
      guard let written = WrittenTimecode(digits) else { throw Failure("'\(digits)' is no timecode") }
      guard let own = FrameRate(numerator: frames, denominator: seconds, isDropFrame: written.isDropFrame) else {
        throw Failure("'\(digits)' counts frames at \(frames)/\(seconds) Hz, which is no rate of films")
      }
      let timecode = try Timecode(written, rate: own)
      self =
        own == rate ? timecode : Timecode(frame: rate.frame(rounding: own.seconds(ofFrame: timecode.frame)), rate: rate)
    }
  }
}
