extension SmallPicture {
  /// The mean of the values around each pixel, as far as the picture goes.
  ///
  /// - Parameter radius: So many pixels on each side count.
  static func localMeans(_ values: [Float], radius: Int) -> [Float] {
    let rows = means(values, radius, lines: height, length: width, stride: 1, next: width)
    return means(rows, radius, lines: width, length: height, stride: width, next: 1)
  }

  /// Running means along lines of pixels.
  private static func means(_ values: [Float], _ radius: Int, lines: Int, length: Int, stride: Int, next: Int)
    -> [Float]
  {
    var means = values
    for line in 0..<lines {
      var sum: Float = 0
      for place in 0..<radius { sum += values[line * next + place * stride] }
      for place in 0..<length {
        if place + radius < length { sum += values[line * next + (place + radius) * stride] }
        if place > radius { sum -= values[line * next + (place - radius - 1) * stride] }
        let size = min(place + radius, length - 1) - max(place - radius, 0) + 1
        means[line * next + place * stride] = sum / Float(size)
      }
    }
    return means
  }
}
