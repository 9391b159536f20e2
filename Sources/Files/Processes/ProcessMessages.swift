import Glibc

/// What a program writes to standard error: the beginning and the end are kept, however much it is.
public struct ProcessMessages {
  /// How much is kept, in bytes: of the beginning, and of the end.
  private static let (firstLimit, lastLimit) = (1 << 13, 1 << 12)
  /// How much is read at once, in bytes, and how many such pieces a pipe holds, with its end.
  private static let (piece, piecesOfPipe) = (1 << 12, 17)

  /// The first 8 KiB.
  public private(set) var first: [UInt8] = []
  /// Where all of it goes; nowhere if `nil`.
  var log: OutputFile?
  /// Where it is read from; less than 0 after its end.
  private(set) var descriptor: Int32

  private var last: [UInt8] = []

  init(from descriptor: Int32) { self.descriptor = descriptor }

  /// The last lines, of the last 4 KiB.
  ///
  /// - Parameter count: The most lines.
  public func lastLines(_ count: Int) -> [String] {
    String(decoding: last, as: UTF8.self).split(whereSeparator: \.isNewline).suffix(count).map(String.init)
  }

  /// Whether more may come.
  var isOpen: Bool { descriptor >= 0 }

  /// Takes what comes next; waits for it.
  mutating func take() {
    var bytes = [UInt8](repeating: 0, count: Self.piece)
    let got = read(descriptor, &bytes, bytes.count)
    if got == 0 { close() }
    guard got > 0 else { return }
    // A log that cannot be written stops no work.
    try? log?.write(Array(bytes.prefix(got)))
    first += bytes.prefix(min(got, Self.firstLimit - first.count))
    last = (last + bytes.prefix(got)).suffix(Self.lastLimit)
  }

  /// Takes what is there by now: as much as a pipe holds, so a program that never stops is not waited for.
  mutating func takeAllThere() {
    for _ in 0..<Self.piecesOfPipe {
      var stream = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard isOpen, poll(&stream, 1, 0) > 0 else { return }
      take()
    }
  }

  /// Reads no more.
  mutating func close() {
    if isOpen { Glibc.close(descriptor) }
    descriptor = -1
  }
}
