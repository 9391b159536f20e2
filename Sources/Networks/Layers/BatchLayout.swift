/// Where the frames of a batch of songs stand: by time, and within one time by length, the longest song first.
///
/// There is no padding: at each time only the songs that last so long have a row. So the songs at a time are always the
/// first ones, and the direction that reads backwards starts at each song's own end.
struct BatchLayout: Sendable {
  /// The songs by falling length: positions in the batch as it was given.
  let order: [Int]
  /// Frames of each song, in that order.
  let lengths: [Int]
  /// How many songs there are at each time.
  let counts: [Int]
  /// The first row of each time.
  let offsets: [Int]
  /// How many rows there are.
  let rows: Int

  init(lengths given: [Int]) {
    order = given.indices.sorted { (given[$1], $0) < (given[$0], $1) }
    lengths = order.map { given[$0] }
    var counts = [Int](repeating: 0, count: lengths.first ?? 0)
    for length in lengths {
      for time in 0..<length { counts[time] += 1 }
    }
    self.counts = counts
    var offsets: [Int] = []
    var rows = 0
    for count in counts {
      offsets.append(rows)
      rows += count
    }
    self.offsets = offsets
    self.rows = rows
  }

  /// How many times there are: the length of the longest song.
  var times: Int { counts.count }

  /// How many songs there are.
  var songs: Int { order.count }

  /// The rows of neighbouring times.
  func rows(at times: Range<Int>) -> Range<Int> {
    offsets[times.lowerBound]..<(times.upperBound < self.times ? offsets[times.upperBound] : rows)
  }

  /// The row of a frame of a song by its place in ``order``.
  func row(of place: Int, at time: Int) -> Int { offsets[time] + place }
}
