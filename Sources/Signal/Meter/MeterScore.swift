import Glibc

/// How well clues speak for a way to hear beats and bars.
///
/// The score is the sum of the clues, weighted, and of a few units, hyperbolic tangents of sums of the clues: what one clue is
/// worth depends on others, as an accent tells more where no harmony changes. The weights were fitted by
/// Tests/Features/fit_grid.py, by maximum likelihood with a ridge, to sixteen hundred made songs in bars of two to seven
/// beats and to ten of POP909's as piano and as a band; Tests/Features/evaluate_grid.py scores them on others.
enum MeterScore {
  /// The score of clues; those that are missing are 0.
  static func score(of clues: [MeterClue: Double]) -> Double {
    var score = 0.0
    var sums = offsets
    // In one order, so that every run adds up to the same.
    for clue in MeterClue.allCases {
      guard let value = clues[clue], value != 0, let row = weights[clue] else { continue }
      score += row.score * value
      for unit in sums.indices { sums[unit] += row.units[unit] * value }
    }
    return zip(sums, strengths).reduce(score) { $0 + $1.1 * tanh($1.0) }
  }

  // What follows is printed by Tests/Features/fit_grid.py.

  private static let strengths: [Double] = [-1.77, -1.53, 1.58, 1.65, 2.2, 2.07, 1.83, -2.08]

  private static let offsets: [Double] = [1.74, 0.961, -0.0992, 0.763, 1.05, -1.3, 1.5, 0.772]

  private static let weights: [MeterClue: (score: Double, units: [Double])] = [
    .tempo: (0.758, [0.23, 0.994, 0.0299, 0.395, -0.358, 0.771, 1.25, -1.11]),
    .unusualTempo: (-0.948, [-0.168, -0.174, 0.0769, 0.14, -0.142, -0.0806, -1.09, 0.118]),
    .two: (2.45, [-0.377, -0.254, -0.291, -1.72, -1.09, 0.104, -1.05, 1.2]),
    .three: (-0.506, [-0.292, 0.247, 1.28, 0.532, -0.521, -0.0113, -0.957, 0.484]),
    .five: (-0.076, [-0.571, -0.421, 0.314, -0.561, -0.0673, -0.179, 0.00732, 0.566]),
    .six: (-0.619, [0.0717, -0.31, -0.154, -0.207, 0.0486, 0.299, 0.158, 0.865]),
    .seven: (0.506, [0.183, -1.04, -0.0201, -0.33, 0.0701, 0.248, -0.938, 0.621]),
    .halfPulses: (-1.62, [0.727, 0.801, -0.113, -1.37, 0.166, -0.534, -1.19, 0.993]),
    .triplets: (-1.31, [0.399, -0.228, -0.188, 0.252, -0.459, -0.15, -0.135, 0.0266]),
    .beatAccent: (0.478, [-0.0472, -0.212, 0.162, 0.197, -0.0424, -0.276, -0.045, -0.0837]),
    .beatBass: (0.491, [-0.0302, -0.0918, -0.117, 0.192, -0.0698, -0.184, 0.072, 0.0527]),
    .evenBeats: (0.98, [-0.276, -0.266, 0.323, 0.257, 0.151, -0.203, -0.00594, 0.0603]),
    .silentBeats: (-0.798, [-0.00921, -0.278, 0.485, 0.308, 0.0261, 0.568, 0.726, -2.07]),
    .alternation: (-0.98, [0.215, 0.0308, -0.224, -0.138, -0.474, 0.0142, 0.0651, -0.311]),
    .between: (-0.4, [-0.129, 0.0392, 0.0715, 0.0895, 0.0772, -0.0532, -0.209, 0.784]),
    .stepHarmonyFit: (2.72, [0.242, -0.836, -0.849, 2.52, -0.232, -1.83, 0.781, -0.448]),
    .wideHarmonyFit: (5.75, [-2.05, 1.47, -2.3, -0.994, 4.29, -1.42, 2.61, -0.938]),
    .wideTimbreFit: (-0.846, [-4.06, -0.163, 2.77, -0.555, -2.37, -0.383, 1.44, -1.75]),
    .accentStepFit: (-0.377, [0.423, -0.597, 0.565, -1.82, -1.56, -1.67, 0.911, -1.96]),
    .bassStepFit: (3.5, [1.3, -0.882, -0.465, 0.473, -1.56, -0.524, 1.11, -1.33]),
    .accentFit: (-2.81, [-1.03, -1, -2.86, -2.23, 0.515, -1.88, 0.992, -0.871]),
    .bassFit: (3.93, [0.503, -1.24, 1.56, -0.763, 0.0759, -1.13, -0.293, 0.969]),
    .levelFit: (-2.84, [-0.285, -1.6, 1.99, 1.41, -1.51, 4.67, 0.0802, -0.407]),
    .harmonyFit: (-2.09, [-0.0861, 0.393, 0.572, -1.56, 0.691, 0.243, -1.2, -0.41]),
    .timbreFit: (0.296, [-1.02, -0.716, 0.875, 1.92, 0.319, 0.0328, -1.03, 0.376]),
    .accentMargin: (0.201, [0.00304, -0.252, -0.186, -0.683, 0.575, 0.129, 0.3, 0.22]),
    .bassMargin: (0.303, [0.318, -0.425, 0.495, -0.133, -0.0967, 0.129, -0.0691, 0.549]),
    .harmonyMargin: (0.114, [-0.00454, -0.336, 0.227, -0.184, 0.676, 0.233, -0.168, -0.0807]),
    .timbreMargin: (-0.23, [0.0749, 0.415, -0.211, -0.159, -0.247, 0.0354, 0.414, -0.124]),
    .accentHalf: (-0.577, [0.0756, -0.704, 0.177, -0.133, 0.138, 0.00549, 0.392, -0.126]),
    .bassHalf: (-0.653, [0.273, -0.0275, -0.0196, -0.291, -0.351, 0.177, -0.0119, -0.255]),
    .harmonyHalf: (0.583, [0.383, -0.595, -0.297, 0.43, 0.203, 0.432, -0.00769, 0.523]),
    .timbreHalf: (0.616, [-0.752, -0.407, -0.766, 0.116, -0.239, -0.67, -0.0706, -0.325]),
    .accentTernary: (-0.917, [-0.1, 0.219, -0.33, 0.177, 0.398, 0.0277, -0.444, 0.135]),
    .bassTernary: (0.32, [-0.0124, -0.284, 0.136, 0.329, 0.0753, -0.115, -0.645, -0.0346]),
    .harmonyTernary: (0.326, [0.198, -0.264, -0.434, -0.185, 0.000343, 0.229, -1.5, -0.748]),
    .timbreTernary: (0.779, [-0.0865, -0.53, -0.25, -0.204, 0.184, -0.489, -0.649, 0.0932]),
    .timbreReturns: (2.28, [-2.03, -1.13, 0.354, -0.241, 0.858, 0.103, -0.743, -1.24]),
    .accentReturns: (-0.666, [0.0382, 0.0739, 0.313, -0.17, -0.25, 0.0392, -0.476, 0.658]),
    .bassReturns: (0.367, [0.125, -0.502, 0.603, -0.278, -0.014, 0.606, -0.0624, -0.0815]),
    .harmonyReturns: (-2.33, [-1.5, 0.682, -0.317, -0.158, 4.25, -0.0159, 1.25, 0.666]),
    .halfReturns: (-0.695, [-0.88, 0.0236, 0.616, 0.208, 0.166, 0.102, 0.215, -0.283]),
    .harmonyChange: (5.82e-07, [0.216, -0.056, -0.225, -0.513, 0.127, -0.0335, 0.243, 0.224]),
    .harmonyLeap: (7.88e-07, [0.129, 0.11, 0.165, 0.0411, 0.625, -0.235, 0.193, -0.0895]),
    .bassVariety: (2.41e-07, [-0.779, -0.0336, -0.25, -1.21, 0.668, 0.323, 0.102, 0.604]),
  ]
}
