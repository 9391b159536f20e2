import Formats

/// An `.npy` file with 32-bit numbers.
func numPyFile(_ values: [Float], columns: Int) -> [UInt8] {
  NumPyHeader.bytes(.single, shape: [values.count / max(columns, 1), columns])
    + values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init) }
}
