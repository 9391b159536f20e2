/// True if a FLAC file ends with a whole frame, so that what its decoder missed is missing in the middle.
///
/// A frame begins with 14 sync bits and ends with a CRC-16 (polynomial 0x8005) over all before it (RFC 9639, section 9),
/// so a whole frame up to the end of the file has remainder 0. It is sought in the last 256 KiB; frames are smaller.
func endsWithWholeFLACFrame(_ file: ByteFile) throws(AudioFailure) -> Bool {
  let reach = 1 << 18
  let tail = try file.bytes(at: max(0, file.size - reach), count: reach)
  return tail.indices.dropLast().contains { start in
    tail[start] == 0xff && tail[start + 1] & 0xfe == 0xf8 && crc16(tail[start...]) == 0
  }
}

private func crc16(_ bytes: ArraySlice<UInt8>) -> UInt16 {
  bytes.reduce(0) { crc, byte in
    (0..<8).reduce(crc ^ UInt16(byte) << 8) { crc, _ in crc & 0x8000 == 0 ? crc << 1 : crc << 1 ^ 0x8005 }
  }
}
