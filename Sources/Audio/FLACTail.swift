/// True if a FLAC file ends with a whole frame, so that what its decoder missed is missing in the middle.
///
/// A frame begins with 14 sync bits and ends with a CRC-16 (polynomial 0x8005) over all before it (RFC 9639, section 9),
/// so a whole frame up to the end of the file has remainder 0. It is sought in the last 256 KiB; frames are smaller.
func endsWithWholeFLACFrame(_ file: ByteFile) throws(AudioFailure) -> Bool {
  let reach = 1 << 18
  let tail = try file.bytes(at: max(0, file.size - reach), count: reach)
  let check = CyclicCheck<UInt16>(polynomial: 0x8005)
  return tail.indices.dropLast().contains { start in
    tail[start] == 0xff && tail[start + 1] & 0xfe == 0xf8 && check.remainder(of: tail[start...]) == 0
  }
}
