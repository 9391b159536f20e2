import Glibc

/// A program that has been started, with the reading ends of the pipes that it writes to.
struct ProcessStart {
  /// 0, or the error with which starting failed: `ENOENT` if there is no such program.
  let code: Int32
  let process: pid_t
  /// The program's standard output.
  let output: Int32
  /// The program's standard error.
  let errors: Int32

  /// Starts a program that reads nothing.
  ///
  /// - Parameter program: Its name, sought in the search path.
  init(_ program: String, _ arguments: [String]) {
    let output = Self.openPipe()
    let errors = Self.openPipe()
    var process: pid_t = 0
    code =
      output.reading < 0 || errors.reading < 0
      ? EMFILE : Self.spawn(program, arguments, output: output.writing, errors: errors.writing, process: &process)
    for end in [output.writing, errors.writing] where end >= 0 { close(end) }
    if code != 0 {
      for end in [output.reading, errors.reading] where end >= 0 { close(end) }
    }
    self.process = process
    self.output = output.reading
    self.errors = errors.reading
  }

  private static func spawn(
    _ program: String, _ arguments: [String], output: Int32, errors: Int32, process: inout pid_t
  ) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)

    // In a group of its own, with all signals as they come by default: Ctrl-C is for us to answer.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    // Little of our environment: no variable changes what the program gives.
    let variables = ["PATH", "LD_LIBRARY_PATH"].compactMap { (name: String) in
      getenv(name).map { "\(name)=\(String(cString: $0))" }
    }
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var environment = variables.map { strdup($0) } + [nil]
    defer { for text in words + environment { free(text) } }
    return posix_spawnp(&process, program, &actions, &attributes, &words, &environment)
  }

  /// A pipe whose ends no program inherits; -1 for both if there can be none.
  private static func openPipe() -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return (-1, -1) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}
