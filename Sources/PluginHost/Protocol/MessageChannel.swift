import Files
import Formats
import StageKit

/// The way to a program outside and back. What it sends is taken while it is sent to, so neither waits for the other.
final class MessageChannel {
  /// How much room for what comes is kept, in bytes.
  private static let keptRoom = 1 << 22

  private let process: WorkerProcess
  private(set) var incoming: [UInt8] = []
  /// How many of the bytes have been understood.
  private var done = 0
  private var header: (header: JSONNode, type: String, announced: [Answer.Announced])?

  init(_ process: WorkerProcess) {
    self.process = process
  }

  /// Whether the program goes on, and has sent nothing that nobody has asked for yet.
  var isQuiet: Bool {
    let isThere = try? process.take(waits: false) { incoming.append(contentsOf: $0) }
    return isThere == false && done == incoming.count && header == nil
  }

  /// Sends a frame.
  ///
  /// - Throws: ``Failure`` if the program ends, takes nothing, or waiting is given up.
  func send(_ message: Message) throws(Failure) {
    try Message.Content.u8(message.head).withBytes { (bytes) throws(Failure) in try send(bytes) }
    for buffer in message.buffers {
      try buffer.content.withBytes { (bytes) throws(Failure) in try send(bytes) }
    }
  }

  private func send(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    try process.send(bytes) { incoming.append(contentsOf: $0) }
  }

  /// The next frame; waits for it.
  ///
  /// - Throws: ``Failure`` if the program ends, gives nothing, sends what is no frame, or waiting is given up.
  func next() throws(Failure) -> Answer {
    while true {
      if let answer = try complete() { return answer }
      _ = try process.take(waits: true) { incoming.append(contentsOf: $0) }
    }
  }

  /// The next frame, if all of it is there.
  ///
  /// - Throws: ``Failure`` as ``next()`` does.
  func nextIfThere() throws(Failure) -> Answer? {
    while true {
      if let answer = try complete() { return answer }
      guard try process.take(waits: false, taking: { incoming.append(contentsOf: $0) }) else { return nil }
    }
  }

  /// The first frame of what has come, if all of it has.
  private func complete() throws(Failure) -> Answer? {
    if header == nil, incoming.count - done >= 4 {
      let length = (0..<4).reduce(0) { $0 | Int(incoming[done + $1]) << (8 * $1) }
      guard length <= Answer.largestHeader else {
        throw Failure("it sent a header of \(length) bytes, or wrote text to its standard output")
      }
      guard incoming.count - done >= 4 + length else { return nil }
      header = try Answer.header(Array(incoming[done + 4..<done + 4 + length]))
      done += 4 + length
    }
    guard let (header, type, announced) = header else { return nil }
    let total = announced.reduce(0) { $0 + $1.bytes }
    guard incoming.count - done >= total else {
      incoming.reserveCapacity(done + total)
      return nil
    }
    let answer = incoming.withUnsafeBytes { bytes in
      Answer(
        header: header, type: type, announced: announced,
        bytes: UnsafeRawBufferPointer(rebasing: bytes[done..<done + total]))
    }
    done += total
    self.header = nil
    dropUnderstood()
    return answer
  }

  /// Lets go of what has been understood, once it is most of what is there: each byte is moved but a few times.
  private func dropUnderstood() {
    if done == incoming.count {
      incoming.removeAll(keepingCapacity: incoming.count < Self.keptRoom)
    } else if done > Self.keptRoom, done > incoming.count / 2 {
      incoming.removeFirst(done)
    } else {
      return
    }
    done = 0
  }
}
