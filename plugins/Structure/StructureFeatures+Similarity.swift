import Glibc

extension StructureFeatures {
  /// The squared distance of the timbres of two seconds.
  func distance(_ first: Int, _ second: Int) -> Float {
    let width = Self.timbreWidth
    return timbre.withUnsafeBufferPointer { timbre in
      var sum: Float = 0
      for column in 0..<width {
        let difference = timbre[first * width + column] - timbre[second * width + column]
        sum += difference * difference
      }
      return sum
    }
  }

  /// How alike two seconds are, from 0 to 1.
  func similarity(_ first: Int, _ second: Int, medianDistance: Float) -> Float {
    let width = Self.harmonyWidth
    let cosine = harmony.withUnsafeBufferPointer { harmony in
      var sums = SIMD8<Float>.zero
      for column in stride(from: 0, to: width, by: 8) {
        var left = SIMD8<Float>.zero
        var right = left
        for lane in 0..<8 {
          left[lane] = harmony[first * width + column + lane]
          right[lane] = harmony[second * width + column + lane]
        }
        sums += left * right
      }
      return sums.sum()
    }
    return (cosine + expf(-distance(first, second) / medianDistance)) / 2
  }

  /// How alike the means of two stretches are, from 0 to 1.
  func similarity(ofMeans first: Range<Int>, _ second: Range<Int>, medianDistance: Float) -> Float {
    let harmonies = [first, second].map { mean(of: harmony, width: Self.harmonyWidth, over: $0) }
    let timbres = [first, second].map { mean(of: timbre, width: Self.timbreWidth, over: $0) }
    let lengths = harmonies.map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let dot = zip(harmonies[0], harmonies[1]).reduce(0) { $0 + $1.0 * $1.1 }
    let distance = zip(timbres[0], timbres[1]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return ((lengths[0] * lengths[1] > 0 ? dot / (lengths[0] * lengths[1]) : 0) + expf(-distance / medianDistance)) / 2
  }

  private func mean(of values: [Float], width: Int, over range: Range<Int>) -> [Float] {
    (0..<width).map { column in
      range.reduce(0) { $0 + values[$1 * width + column] } / Float(max(1, range.count))
    }
  }
}
