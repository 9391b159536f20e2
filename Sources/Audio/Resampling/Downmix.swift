/// Averages interleaved channels as `numpy.mean(x, axis=0)` does on what soundfile gives, bit for bit.
///
/// numpy adds fewer than 8 numbers from left to right, up to 128 in eight interleaved sums, and more by halves
/// (`pairwise_sum` in numpy/_core/src/umath/loops_utils.h.src), then divides by the count, all in 32 bits.
func downmix(_ interleaved: UnsafeBufferPointer<Float>, channels: Int, into mono: inout [Float]) {
  mono.removeAll(keepingCapacity: true)
  switch channels {
  case 1:
    mono.append(contentsOf: interleaved)
  case 2:
    for i in stride(from: 0, to: interleaved.count, by: 2) { mono.append((interleaved[i] + interleaved[i + 1]) / 2) }
  default:
    for i in stride(from: 0, to: interleaved.count, by: channels) {
      mono.append(pairwiseSum(UnsafeBufferPointer(rebasing: interleaved[i..<i + channels])) / Float(channels))
    }
  }
}

private func pairwiseSum(_ x: UnsafeBufferPointer<Float>) -> Float {
  if x.count < 8 { return x.dropFirst().reduce(x[0], +) }
  if x.count > 128 {
    let half = x.count / 2 / 8 * 8
    return pairwiseSum(UnsafeBufferPointer(rebasing: x[..<half]))
      + pairwiseSum(UnsafeBufferPointer(rebasing: x[half...]))
  }
  var sums = Array(x[..<8])
  let whole = x.count / 8 * 8
  for i in 8..<max(8, whole) { sums[i % 8] += x[i] }
  let sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
  return x[whole...].reduce(sum, +)
}
