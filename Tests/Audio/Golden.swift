// Written by make_golden.py.

/// What librosa makes of 400 frames of the test's noise: bits of the float samples at some places.
enum Golden {
  static let cases: [(rate: Int, target: Double, channels: Int, length: Int, samples: [Int: UInt32])] = [
    (
      44100, 22050, 1, 200,
      [0: 0xbe2ec1e6, 1: 0xbdc76bfe, 2: 0xbd85eef4, 66: 0x3b743a0c, 100: 0x3db6cdb7, 198: 0x3ccf27fa, 199: 0xbdda7910]
    ),
    (
      48000, 22050, 2, 184,
      [0: 0x3db71a39, 1: 0x3d9b60d8, 2: 0xbe4ea9b5, 61: 0x3e13f2d0, 92: 0xb9b91fc0, 182: 0x3c396bdc, 183: 0x3d86910c]
    ),
    (
      8000, 22050, 1, 1103,
      [
        0: 0x3e8e8b91, 1: 0x3e5a03ca, 2: 0xbcf0d8fc, 367: 0xbded00e7, 551: 0x3e22a8d8, 1101: 0x3df32540,
        1102: 0x3d820bce,
      ]
    ),
    (
      192000, 22050, 8, 46,
      [0: 0xbbfa5017, 1: 0xbb1c0f7f, 2: 0x3ca3c5d1, 15: 0x3d1b781f, 23: 0xbc7f14e8, 44: 0xbbc87111, 45: 0xbd0def2c]
    ),
    (
      22050, 22050, 3, 400,
      [0: 0x3b925555, 1: 0xbc0ed555, 2: 0xbc1dd555, 133: 0x3e5422ab, 200: 0xbe3912ab, 398: 0xbd8e3aab, 399: 0x3d94eaab]
    ),
  ]
}
