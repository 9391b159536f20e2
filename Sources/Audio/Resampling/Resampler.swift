import CSoxr

/// One channel of soxr at its `HQ` recipe, 32-bit floats in and out: `soxr.resample(x, from, to, quality="soxr_hq")`.
final class Resampler {
  private let handle: soxr_t
  private let ratio: Double
  private let path: String

  init(from source: Double, to target: Double, path: String) throws(AudioFailure) {
    var fault: soxr_error_t?
    var types = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
    var quality = soxr_quality_spec(UInt(SOXR_20_BITQ), 0)
    guard let handle = soxr_create(source, target, 1, &fault, &types, &quality, nil), fault == nil else {
      throw Self.failure(fault, path: path)
    }
    self.handle = handle
    self.ratio = target / source
    self.path = path
  }

  deinit { soxr_delete(handle) }

  /// Takes samples, and appends those that are complete.
  func process(_ samples: [Float], appendingTo output: inout [Float]) throws(AudioFailure) {
    let capacity = Int((Double(samples.count) * ratio).rounded(.up)) + 16
    var taken = 0
    while taken < samples.count {
      taken += try step(samples[taken...], capacity: capacity, appendingTo: &output).taken
    }
  }

  /// Appends what the filter still holds.
  func finish(appendingTo output: inout [Float]) throws(AudioFailure) {
    while try step(nil, capacity: 4096, appendingTo: &output).given > 0 {}
  }

  private func step(
    _ samples: ArraySlice<Float>?, capacity: Int, appendingTo output: inout [Float]
  ) throws(AudioFailure) -> (taken: Int, given: Int) {
    var taken = 0
    var given = 0
    var fault: soxr_error_t?
    let block = [Float](unsafeUninitializedCapacity: capacity) { buffer, count in
      if let samples {
        samples.withUnsafeBufferPointer {
          fault = soxr_process(handle, $0.baseAddress, $0.count, &taken, buffer.baseAddress, capacity, &given)
        }
      } else {
        fault = soxr_process(handle, nil, 0, nil, buffer.baseAddress, capacity, &given)
      }
      count = given
    }
    // Nothing taken and nothing given is no progress, whatever soxr says.
    if fault != nil || (samples != nil && taken == 0 && given == 0) { throw Self.failure(fault, path: path) }
    output.append(contentsOf: block)
    return (taken, given)
  }

  private static func failure(_ fault: soxr_error_t?, path: String) -> AudioFailure {
    AudioFailure(
      path: path, kind: .unsupported,
      reason: "cannot be resampled: \(fault.map { String(cString: $0) } ?? "soxr stopped")",
      remedy: "choose another sample rate")
  }
}
