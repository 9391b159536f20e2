/// A frame where a shot may start: the borders of the decoder's lattice.
struct CutCandidate {
  /// What happens in the music there.
  enum Kind {
    /// The track starts or ends.
    case edge
    /// The first beat of a bar.
    case downbeat
    /// Another beat.
    case beat
    /// Nothing, between the beats: of a language that does not keep to them.
    case offBeat
    /// An onset off the beat.
    case onset
    /// A section starts off the beat.
    case section
    /// A person's mark off the beat.
    case userMark
    /// Nothing: a step of an even grid, where there are no beats.
    case grid
    /// A locked shot starts or ends.
    case lock
    /// Another type becomes the likeliest: a cut of ``SecondRuns``, which does not look at the music.
    case prediction
  }

  /// The frame, counted from the plan's first.
  var frame: Int
  /// What happens there.
  var kind: Kind
  /// What a cut here adds to the logarithm of a path's weight.
  var weight: Double
  /// The number of the beat that it goes with, however far it strays from it.
  var beat: Int?
  /// The number of the bar that starts here, and of its first beat among all that begin bars: short bars are paired.
  var bar: Int?
  var downbeat: Int?
  /// The number of the section that starts here, if one does.
  var section: Int?
  /// The number of the person's mark that lies here, if one does.
  var userMark: Int?
  /// What the chances of a shot that ends here hang on: the same whatever is locked.
  var mark: UInt64 = 0
}
