import StageKit

/// Artifacts as files of NumPy's array format, version 1.0. Source: NEP 1, `numpy.lib.format`.
enum NumPyArray {
  /// Rows as float32 of shape (rows, width), or (rows,) for a width of 1. The rows are read while they are written.
  static func document(_ frames: Frames) -> Document {
    let (count, width) = (frames.count, frames.format.width)
    return Document { sink in
      try sink.write(header("<f4", shape: width == 1 ? [count] : [count, width]))
      try frames.forEachBlock { _, rows in
        // All platforms of the package keep numbers in the file's order, least significant byte first.
        try sink.write(Array(UnsafeRawBufferPointer(rows)))
      }
    }
  }

  /// Start times in seconds as float64 of shape (events,).
  static func document(_ events: Events) -> Document {
    document(events.times, shape: [events.events.count])
  }

  /// The number as a float64 without dimensions.
  static func document(_ number: Number) -> Document {
    document([number.value], shape: [])
  }

  private static func document(_ values: [Double], shape: [Int]) -> Document {
    Document(bytes: header("<f8", shape: shape) + values.flatMap(\.bitPattern.bytes))
  }

  /// The header, padded so that the numbers start at a multiple of 64 bytes.
  private static func header(_ type: String, shape: [Int]) -> [UInt8] {
    let sizes = shape.map { "\($0)," }.joined(separator: " ")
    let text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }"
    let before = [0x93] + Array("NUMPY".utf8) + [1, 0]
    let unpadded = before.count + 2 + text.utf8.count + 1
    let padding = String(repeating: " ", count: (64 - unpadded % 64) % 64)
    let line = Array("\(text)\(padding)\n".utf8)
    return before + UInt16(clamping: line.count).bytes + line
  }
}
