/// A cyclic redundancy check, highest bit first, from a register of 0: FLAC's CRC-16 and Ogg's CRC-32.
struct CyclicCheck<Register: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  private let table: [Register]

  init(polynomial: Register) {
    table = (0..<256).map { byte in
      (0..<8).reduce(Register(byte) << Register(Register.bitWidth - 8)) { bits, _ in
        bits.leadingZeroBitCount > 0 ? bits << 1 : bits << 1 ^ polynomial
      }
    }
  }

  /// What is left of the bytes; 0 if their last ones are the check of those before.
  func remainder(of bytes: ArraySlice<UInt8>) -> Register {
    var register: Register = 0
    for byte in bytes {
      register = register << 8 ^ table[Int(register >> Register(Register.bitWidth - 8)) ^ Int(byte)]
    }
    return register
  }
}
