import Files
import Glibc
import StageKit
import Testing

struct WorkerProcessTests {
  @Test func answersRequests() throws {
    let worker = try WorkerProcess("/bin/cat", [], name: "cat")
    for text in ["one", "another", String(repeating: "long", count: 20_000)] {
      try worker.send(Array(text.utf8))
      #expect(try read(text.utf8.count, from: worker) == text)
    }
  }

  @Test func seesLittleOfOurs() throws {
    let leak = open("/dev/null", O_RDONLY)
    defer { close(leak) }
    let files = try all(from: WorkerProcess("ls", ["/proc/self/fd"], name: "ls"))
    // The last is what it reads the folder with.
    #expect(files == ["0", "1", "2", "3"])
    let variables = try all(from: WorkerProcess("env", [], name: "env")).map { $0.prefix { $0 != "=" } }
    #expect(Set(variables).isSubset(of: ["PATH", "LD_LIBRARY_PATH", "SWIFT_BACKTRACE"]))
  }

  @Test func whatIsNotThereIsTold() throws {
    let gone = try WorkerProcess("/no/such/program", [], name: "it")
    #expect(throws: Failure("it ended with exit code 127: /no/such/program: No such file or directory")) {
      try gone.output(atMost: 100)
    }
    var surroundings = WorkerProcess.Surroundings()
    surroundings.folder = "/no/folder"
    let astray = try WorkerProcess("/bin/cat", [], name: "it", in: surroundings)
    #expect(throws: Failure("it ended with exit code 126: /no/folder: No such file or directory")) {
      try astray.output(atMost: 100)
    }
  }

  @Test(arguments: [
    ("exit 3", "it ended with exit code 3"),
    ("echo first >&2; echo second >&2; exit 1", "it ended with exit code 1: second"),
    ("kill -ABRT $$", "it ended with signal 6 (Aborted), under a limit of 1024 MiB of memory"),
    ("kill -KILL $$", "it ended with signal 9 (Killed), under a limit of 1024 MiB of memory"),
    ("exec >&-; sleep 100", "it ended with signal 9 (Killed), under a limit of 1024 MiB of memory"),
  ])
  func itsEndIsTold(script: String, reason: String) throws {
    let worker = try worker(script)
    let failure = #expect(throws: Failure.self) { try read(1, from: worker) }
    #expect(failure?.reason == reason)
    #expect(throws: Failure.self) { try worker.send(Array(repeating: 0, count: 1 << 20)) }
  }

  @Test func memoryIsLimited() throws {
    let worker = try WorkerProcess(
      "dd", ["if=/dev/zero", "of=/dev/stderr", "bs=256M", "count=1"], name: "it",
      limits: WorkerProcess.Limits(memory: 64 << 20))
    let failure = #expect(throws: Failure.self) { try read(1, from: worker) }
    #expect(failure?.reason.contains("exit code 1: dd: memory exhausted") == true, "\(String(describing: failure))")
  }

  @Test func silenceIsLimited() throws {
    let worker = try worker("sleep 100", silence: 1)
    #expect(throws: Failure("it gave nothing for 1 s")) { try read(1, from: worker) }
    let deaf = try self.worker("sleep 100", silence: 1)
    #expect(throws: Failure("it gave nothing for 1 s")) { try deaf.send([UInt8](repeating: 0, count: 1 << 22)) }
  }

  /// One that has closed all that it could say something on is bounded as well.
  @Test func silenceBeforeTheEndIsLimited() throws {
    let mute = try worker("echo all; exec >&- 2>&-; sleep 100", silence: 1)
    #expect(throws: Failure("it gave nothing for 1 s")) { try mute.output(atMost: 100) }
    let left = try worker("exec >&- 2>&-; sleep 100")
    left.giveUp { true }
    #expect(throws: Failure.self) { try left.output(atMost: 100) }
    let slow = try worker("echo all; exec >&- 2>&-; sleep 0.5")
    #expect(try slow.output(atMost: 100) == Array("all\n".utf8))
    #expect(slow.hasEnded)
  }

  @Test func chatterIsSilence() throws {
    let worker = try worker("while sleep 0.1; do echo busy >&2; done", silence: 1)
    #expect(throws: Failure("it gave nothing for 1 s")) { try read(1, from: worker) }
  }

  @Test func startsWhereItIsTold() throws {
    var surroundings = WorkerProcess.Surroundings()
    surroundings.folder = "/usr/lib"
    surroundings.variables = ["WORD": "it's here"]
    let worker = try WorkerProcess("/bin/sh", ["-c", "pwd; echo $WORD"], name: "it", in: surroundings)
    #expect(try String(decoding: worker.output(atMost: 100), as: UTF8.self) == "/usr/lib\nit's here\n")
    let other = try WorkerProcess("/bin/sh", ["-c", "echo one >&2; echo two >&2; exit 2"], name: "it", quoting: 2)
    #expect(throws: Failure("it ended with exit code 2: one | two")) { try other.output(atMost: 100) }
  }

  /// Neither waits for the other: more is sent than fits between them, and as much comes back.
  @Test func sendsAndTakesAtOnce() throws {
    let worker = try WorkerProcess("/bin/cat", [], name: "cat")
    let bytes = (0..<8 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var back: [UInt8] = []
    try bytes.withUnsafeBytes { sent in try worker.send(sent) { back += $0 } }
    while back.count < bytes.count { _ = try worker.take(waits: true) { back += $0 } }
    #expect(back == bytes)
    #expect(try !worker.take(waits: false) { _ in })
  }

  @Test func waitingIsGivenUp() throws {
    let worker = try worker("sleep 100")
    worker.giveUp { true }
    let failure = #expect(throws: Failure.self) { try read(1, from: worker) }
    #expect(failure?.remedy == "run again")
  }

  /// What a worker has started ends with it, in whatever way it ends, in whatever session it is, and whatever it has made
  /// of its environment and its parents.
  @Test(
    arguments: ["sleep 100", "kill -KILL $$", "exit 0"],
    ["sleep 100 &", "setsid sleep 100 &", "env -i setsid sleep 100 &"])
  func itsChildrenEndWithIt(ending: String, start: String) throws {
    var child: pid_t = 0
    do {
      let worker = try worker("exec 3>&1 >/dev/null 2>&1; \(start) printf '%8d' $! >&3; \(ending)")
      child = try #require(pid_t(read(8, from: worker).drop { $0 == " " }))
      if ending == "sleep 100" {
        #expect(kill(child, 0) == 0)
      } else {
        #expect(throws: Failure.self) { try read(1, from: worker) }
      }
    }
    #expect(isGone(child))
  }

  /// Processes that fork without end, in sessions of their own, and whose parents have gone each time, are caught.
  @Test func nobodyRunsAway() throws {
    let runners = """
      import os, sys, time
      trace = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
      for _ in range(8):
        if os.fork() == 0:
          end = time.monotonic() + 60
          while time.monotonic() < end:
            os.setsid()
            os.write(trace, b".")
            if os.fork() > 0: os._exit(0)
          os._exit(0)
      print("ready", flush=True)
      time.sleep(60)
      """
    let trace = "/tmp/runners-\(UInt32.random(in: 0...UInt32.max))"
    defer { unlink(trace) }
    let length = { FileStamp(of: trace)?.size ?? 0 }
    let start: ContinuousClock.Instant
    do {
      let worker = try WorkerProcess("python3", ["-c", runners, trace], name: "it")
      #expect(try read(5, from: worker) == "ready")
      let before = length()
      usleep(200_000)
      #expect(length() > before)
      start = .now
    }
    #expect(ContinuousClock.now - start < .seconds(5))
    let end = length()
    usleep(500_000)
    #expect(length() == end)
  }

  /// What stops reading and writing for good is ended within its time.
  @Test func itsEndIsNotWaitedForLong() throws {
    let start = ContinuousClock.now
    do {
      let worker = try worker("trap '' TERM HUP INT; kill -STOP $$")
      usleep(200_000)
      #expect(!worker.hasEnded)
    }
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  /// A process of another that is killed is gone, or waits to be reaped.
  private func isGone(_ process: pid_t) -> Bool {
    for _ in 0..<200 {
      guard let state = try? FileContent.bytes(of: "/proc/\(process)/stat") else { return true }
      if String(decoding: state, as: UTF8.self).contains(") Z ") { return true }
      usleep(10_000)
    }
    return false
  }

  private func worker(_ script: String, silence: Int = 60) throws -> WorkerProcess {
    try WorkerProcess("/bin/sh", ["-c", script], name: "it", limits: WorkerProcess.Limits(silence: silence))
  }

  private func read(_ count: Int, from worker: WorkerProcess) throws -> String {
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withUnsafeMutableBufferPointer { try worker.read(into: UnsafeMutableRawBufferPointer($0)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The lines that it gives before it ends.
  private func all(from worker: WorkerProcess) -> [String] {
    var text = ""
    while let next = try? read(1, from: worker) { text += next }
    return text.split(separator: "\n").map(String.init)
  }
}
