/// The sums over all paths of a semi-Markov model: what the posterior and drawn paths are made from.
///
/// Each boundary's numbers are kept relative to a logarithmic scale of its own, so that no track is too long for them.
struct PathSums {
  /// By boundary and state: the weight of all paths that end here in the state.
  var ending: [Double]
  /// By boundary and state: the weight of all paths to here that go on with the state's second type.
  var leaving: [Double]
  /// By boundary: the logarithm that ``ending`` and ``leaving`` are relative to.
  var scales: [Double]
  /// The bonus that was added to each segment's score.
  let bonus: Double
  /// The logarithm of the weight of all paths.
  var total: Double
}
