import FoundationEssentials
import Glibc
import ProcessGuard
import Synchronization

/// The group of processes that a program is started in: signals go to a group as a whole.
public enum ProcessGroup: Sendable {
  /// One of its own: Ctrl-C at a terminal is for us to answer.
  case own
  /// That of this process.
  case ours
  /// A session under a guard: nothing that the program starts is left once it ends, or this process does, in any way.
  ///
  /// - Parameters:
  ///   - memory: The most memory for data, in bytes, of the program and of each that it starts.
  ///   - folder: The folder that it starts in; ours if it is empty.
  case guarded(memory: Int, folder: String)
}

/// A program that has been started, with our ends of what it reads and writes.
struct ProcessStart {
  /// 0, or the error with which starting failed: `ENOENT` if there is no such program.
  let code: Int32
  let process: pid_t
  /// A socket to the program's standard input; -1 where it reads nothing.
  let input: Int32
  /// The program's standard output.
  let output: Int32
  /// The program's standard error.
  let errors: Int32

  /// One program at a time is started: another one's pipe, before it is marked as ours alone, would stay open in this.
  private static let starting = Mutex(())
  /// `POSIX_SPAWN_SETSID` of glibc, which the C library's module does not have.
  private static let newSession: Int32 = 0x80

  /// Starts a program. It inherits no file but the three, and little of the environment: no variable changes what it gives.
  ///
  /// - Parameters:
  ///   - program: Its path, or its name, sought in the search path.
  ///   - takesInput: Whether it is sent anything; else its standard input is empty. One under a guard must be.
  ///   - inheriting: The variables of our environment that it gets.
  ///   - variables: Further ones.
  init(
    _ program: String, _ arguments: [String], in group: ProcessGroup, takesInput: Bool, inheriting: [String],
    and variables: [String: String]
  ) {
    let inherited = inheriting.compactMap { name in getenv(name).map { "\(name)=\(String(cString: $0))" } }
    let all = inherited + variables.map { "\($0.key)=\($0.value)" }
    self = Self.starting.withLock { _ in
      Self(program, [program] + arguments, all, in: group, Pipes(takesInput: takesInput))
    }
  }

  private init(
    _ program: String, _ words: [String], _ variables: [String], in group: ProcessGroup, _ pipes: Pipes
  ) {
    var process: pid_t = 0
    code = pipes.areOpen ? Self.spawn(program, words, variables, in: group, pipes, process: &process) : EMFILE
    pipes.closeTheirs()
    if code != 0 { pipes.closeOurs() }
    self.process = process
    input = pipes.input.ours
    output = pipes.output.ours
    errors = pipes.errors.ours
  }

  private static func spawn(
    _ program: String, _ words: [String], _ variables: [String], in group: ProcessGroup, _ pipes: Pipes,
    process: inout pid_t
  ) -> Int32 {
    var (program, words) = (program, words)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if pipes.takesInput {
      posix_spawn_file_actions_adddup2(&actions, pipes.input.theirs, STDIN_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, pipes.output.theirs, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, pipes.errors.theirs, STDERR_FILENO)
    // All files of ours are marked as such; these are what whoever started us, or a library, left open.
    let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    for descriptor in (open ?? []).compactMap(Int32.init) where descriptor > STDERR_FILENO {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }

    // All signals as they come by default.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    switch group {
    case .own: flags |= POSIX_SPAWN_SETPGROUP
    case .ours: break
    case .guarded(let memory, let folder):
      flags |= Self.newSession
      // The guard is this very program under another name, also once its file has been replaced.
      program = "/proc/self/exe"
      words = [String(cString: process_guard_name), String(memory), folder] + words
    }
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var arguments = words.map { strdup($0) } + [nil]
    var environment = variables.map { strdup($0) } + [nil]
    defer { for text in arguments + environment { free(text) } }
    return posix_spawnp(&process, program, &actions, &attributes, &arguments, &environment)
  }
}

/// The ways between a program and us.
private struct Pipes {
  typealias Ends = (ours: Int32, theirs: Int32)

  private static let outputRoom: Int32 = 1 << 18
  /// `F_SETPIPE_SZ` of Linux, which the C library's module does not have.
  private static let setSize: Int32 = 1024 + 7

  let takesInput: Bool
  let input: Ends
  let output: Ends
  let errors: Ends

  init(takesInput: Bool) {
    self.takesInput = takesInput
    // A socket, so that writing to a program that has ended is an error and no signal.
    input = takesInput ? Self.open { socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, $0) } : (-1, -1)
    output = Self.open { pipe($0) }
    if output.ours >= 0 {
      // Reading waits only where there is nothing; and there is room for a block of samples, else program and reader
      // wait for each other within each. Where the system grants less, it is slower.
      _ = fcntl(output.ours, F_SETFL, O_NONBLOCK)
      _ = fcntl(output.ours, Self.setSize, Self.outputRoom)
    }
    errors = Self.open { pipe($0) }
  }

  var areOpen: Bool { (!takesInput || input.ours >= 0) && output.ours >= 0 && errors.ours >= 0 }

  func closeOurs() { for end in [input.ours, output.ours, errors.ours] where end >= 0 { close(end) } }

  func closeTheirs() { for end in [input.theirs, output.theirs, errors.theirs] where end >= 0 { close(end) } }

  /// Two ends that no program inherits, the reading one ours; -1 for both if there can be none.
  private static func open(_ make: (UnsafeMutablePointer<Int32>) -> Int32) -> Ends {
    var ends: [Int32] = [-1, -1]
    guard make(&ends) == 0 else { return (-1, -1) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}
