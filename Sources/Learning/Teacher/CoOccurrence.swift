import Glibc

/// How codewords of two neighbouring views go together under each type: log P(u | v, s) - log P(u | s).
///
/// Counted once per second: C(u, v, s), and its sums C(u, s), C(v, s). P(u | s) = (C(u, s) + k) / (C(s) + kK) for K
/// codewords, and P(u | v, s) = (C(u, v, s) + k P(u | s)) / (C(v, s) + k), which backs off to P(u | s): a pair of codeword
/// and type that was never seen has the ratio 0. Source: the co-occurrence factors of Lin et al., ACM MM 2020.
public struct CoOccurrence: Sendable, Hashable {
  /// Codewords of the finer view.
  public let fine: Int
  /// Codewords of the coarser view.
  public let coarse: Int
  /// How many types there are.
  public let types: Int
  /// The log ratios, row-major: shape (fine codeword, coarse codeword, type).
  public let logRatios: [Double]

  /// Ratios that are known, such as those that were read from a model.
  public init(fine: Int, coarse: Int, types: Int, logRatios: [Double]) {
    self.fine = fine
    self.coarse = coarse
    self.types = types
    self.logRatios = logRatios
  }

  /// Counts songs.
  ///
  /// - Parameters:
  ///   - view: The finer view's place in ``CodedSong/codes``; the coarser one is the next.
  ///   - fine: Codewords of the finer view.
  ///   - coarse: Codewords of the coarser view.
  ///   - smoothing: The k above, above 0.
  public init(songs: [CodedSong], view: Int, fine: Int, coarse: Int, types: Int, smoothing: Double = 1) {
    var together = [Double](repeating: 0, count: fine * coarse * types)
    var fineCounts = [Double](repeating: 0, count: fine * types)
    var coarseCounts = [Double](repeating: 0, count: coarse * types)
    var typeCounts = [Double](repeating: 0, count: types)
    for song in songs {
      for (second, label) in song.labels.enumerated() {
        guard let label else { continue }
        let (u, v) = (song.codes[view][second], song.codes[view + 1][second])
        together[(u * coarse + v) * types + label] += 1
        fineCounts[u * types + label] += 1
        coarseCounts[v * types + label] += 1
        typeCounts[label] += 1
      }
    }
    var ratios = together
    for u in 0..<fine {
      for s in 0..<types {
        let alone = (fineCounts[u * types + s] + smoothing) / (typeCounts[s] + smoothing * Double(fine))
        for v in 0..<coarse {
          let cell = (u * coarse + v) * types + s
          let given = (together[cell] + smoothing * alone) / (coarseCounts[v * types + s] + smoothing)
          ratios[cell] = log(given) - log(alone)
        }
      }
    }
    self.init(fine: fine, coarse: coarse, types: types, logRatios: ratios)
  }

  /// The log ratio of each type for a pair of codewords.
  func ratios(of u: Int, given v: Int) -> ArraySlice<Double> {
    let first = (u * coarse + v) * types
    return logRatios[first..<first + types]
  }
}
