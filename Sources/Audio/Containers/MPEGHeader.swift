/// The header of an MPEG audio frame (ISO 11172-3 section 2.4.2.3; 13818-3 for the half rates).
struct MPEGHeader {
  /// Length of the frame with its header, in bytes.
  let length: Int
  /// Samples per channel in the frame.
  let samples: Int
  /// In Hz.
  let sampleRate: Int
  /// Where a layer III frame's main data, or a Xing header in its place, begins.
  let mainData: Int
  /// Version, layer and rate: what stays the same through a file.
  let stream: UInt32

  /// Reads four bytes; nil if they are no header. Frames of free bitrate, whose length is not written, count as none.
  init?(_ bits: UInt32) {
    let version = Int(bits >> 19 & 3)
    let layer = 4 - Int(bits >> 17 & 3)
    let bitrateIndex = Int(bits >> 12 & 15)
    let rateIndex = Int(bits >> 10 & 3)
    guard bits >> 21 == 0x7ff, version != 1, layer != 4, (1...14).contains(bitrateIndex), rateIndex != 3 else {
      return nil
    }
    let full = version == 3
    let row = full ? layer - 1 : (layer == 1 ? 3 : 4)
    let bitrate = Self.bitrates[row][bitrateIndex - 1] * 1000
    let padding = Int(bits >> 9 & 1)
    sampleRate = [44_100, 48_000, 32_000][rateIndex] / (full ? 1 : version == 2 ? 2 : 4)
    samples = layer == 1 ? 384 : layer == 3 && !full ? 576 : 1152
    length = layer == 1 ? (12 * bitrate / sampleRate + padding) * 4 : samples / 8 * bitrate / sampleRate + padding
    let mono = bits >> 6 & 3 == 3
    mainData = 4 + (full ? (mono ? 17 : 32) : (mono ? 9 : 17))
    stream = bits & 0xfffe_0c00
  }

  /// Bitrates in kbit/s: MPEG-1 layers I, II and III, then MPEG-2 layer I, and layers II and III.
  private static let bitrates = [
    [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ]
}
