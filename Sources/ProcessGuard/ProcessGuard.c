// A guard is the parent of a program, and of all whose parents have ended: so nothing that the program starts can get away,
// whatever session it is in, whatever it does with its environment, and however often it forks. It is a process of its own,
// since it must outlive whoever started it, also one that is killed; and it is the same file as that one, so that it can never
// be missing.
#define _GNU_SOURCE
#include "ProcessGuard.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

const char *const process_guard_name = "songboard-guard";

/// How long what is ended may take, in seconds: a process that waits for a dead disk cannot be ended.
enum { PATIENCE = 10 };

/// Exit codes as a shell has them: the folder is not there, the program is not.
enum { NO_FOLDER = 126, NO_PROGRAM = 127 };

static void limit(int resource, rlim_t most) {
  struct rlimit now;
  // A limit that is lower already stays.
  if (getrlimit(resource, &now) == 0 && now.rlim_max != RLIM_INFINITY && now.rlim_max < most) most = now.rlim_max;
  setrlimit(resource, &(struct rlimit){.rlim_cur = most, .rlim_max = most});
}

static void explain(const char *what) { fprintf(stderr, "%s: %s\n", what, strerror(errno)); }

/// Becomes the program.
static void become(char **arguments, const char *memory, const char *folder, pid_t guard) {
  // A session of its own: it can join no group of ours, so a group that it is in may be killed as a whole.
  setsid();
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != guard) _exit(NO_PROGRAM);
  limit(RLIMIT_DATA, strtoull(memory, NULL, 10));
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (*folder && chdir(folder) != 0) {
    explain(folder);
    _exit(NO_FOLDER);
  }
  execvp(arguments[0], arguments);
  explain(arguments[0]);
  _exit(NO_PROGRAM);
}

static void end_children(pid_t parent);

/// Ends a process after its children. One that is stopped starts no more.
static void end_with_children(pid_t process) {
  kill(process, SIGSTOP);
  end_children(process);
  kill(process, SIGKILL);
}

/// Ends the children of a thread.
static void end_children_of_thread(pid_t parent, const char *thread) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/task/%.16s/children", parent, thread);
  FILE *list = fopen(path, "re");
  if (!list) return;
  pid_t child;
  while (fscanf(list, "%d", &child) == 1) end_with_children(child);
  fclose(list);
}

/// The number of a process's parent; 0 if there is no such process. Source: proc_pid_stat(5).
static pid_t parent_of(pid_t process) {
  char path[32], text[512];
  snprintf(path, sizeof path, "/proc/%d/stat", process);
  FILE *file = fopen(path, "re");
  if (!file) return 0;
  text[fread(text, 1, sizeof text - 1, file)] = 0;
  fclose(file);
  // The name before it may hold anything, also brackets.
  const char *name_end = strrchr(text, ')');
  pid_t parent = 0;
  if (name_end) sscanf(name_end, ") %*c %d", &parent);
  return parent;
}

/// Ends the children of a process where the system lists none (CONFIG_PROC_CHILDREN): all processes are asked.
static void end_children_among_all(pid_t parent) {
  DIR *all = opendir("/proc");
  if (!all) return;
  for (struct dirent *entry; (entry = readdir(all));) {
    pid_t child = (pid_t)atoi(entry->d_name);
    if (child > 0 && parent_of(child) == parent) end_with_children(child);
  }
  closedir(all);
}

static void end_children(pid_t parent) {
  if (access("/proc/thread-self/children", R_OK) != 0) {
    end_children_among_all(parent);
    return;
  }
  char path[32];
  snprintf(path, sizeof path, "/proc/%d/task", parent);
  DIR *threads = opendir(path);
  if (!threads) return;
  for (struct dirent *thread; (thread = readdir(threads));)
    if (isdigit((unsigned char)thread->d_name[0])) end_children_of_thread(parent, thread->d_name);
  closedir(threads);
}

/// Ends all that is left of a program that has not been waited for; gives its status.
static int end_all(pid_t program) {
  int status = 0;
  time_t start = time(NULL);
  kill(-program, SIGKILL);
  while (time(NULL) - start <= PATIENCE) {
    end_children(getpid());
    // What has been ended leaves its children to us: they are the next.
    int one;
    pid_t gone;
    while ((gone = waitpid(-1, &one, WNOHANG)) > 0)
      if (gone == program) status = one;
    if (gone < 0 && errno == ECHILD) break;
    usleep(100);
  }
  return status;
}

/// Waits for those that have ended. Whether the program is one of them: it keeps its number until all others are gone.
static bool has_ended(pid_t program) {
  while (true) {
    siginfo_t info = {0};
    if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0) return false;
    if (info.si_pid == program) return true;
    waitpid(info.si_pid, NULL, 0);
  }
}

/// Waits until the program has ended, or whoever started us has left.
static void wait_for_end(pid_t program, int signals) {
  struct pollfd events[] = {{.fd = STDIN_FILENO, .events = POLLRDHUP}, {.fd = signals, .events = POLLIN}};
  while (!has_ended(program)) {
    if (poll(events, 2, -1) < 0 && errno != EINTR) return;
    if (events[0].revents) return;
    struct signalfd_siginfo info;
    if (events[1].revents && read(signals, &info, sizeof info) < 0 && errno != EINTR) return;
  }
}

/// Ends as the program did.
static void end_as(int status) {
  if (WIFSIGNALED(status)) {
    signal(WTERMSIG(status), SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    raise(WTERMSIG(status));
  }
  _exit(WEXITSTATUS(status));
}

/// Runs before `main`, which a guard never reaches.
__attribute__((constructor)) static void guard(int count, char **arguments) {
  if (count < 4 || strcmp(arguments[0], process_guard_name) != 0) return;
  prctl(PR_SET_NAME, process_guard_name);
  // One that crashes leaves no file.
  limit(RLIMIT_CORE, 0);
  // What ends a job signals all of its processes. A guard waits for what it guards.
  sigset_t signals;
  sigfillset(&signals);
  sigprocmask(SIG_BLOCK, &signals, NULL);
  sigset_t children;
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  int ends = signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
  if (ends < 0 || prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) {
    explain("nothing can be guarded here");
    _exit(NO_PROGRAM);
  }
  pid_t me = getpid(), program = fork();
  if (program < 0) {
    explain("no process can be started");
    _exit(NO_PROGRAM);
  }
  if (program == 0) become(arguments + 3, arguments[1], arguments[2], me);
  // Their readers see their ends when the program and its children close them.
  close(STDOUT_FILENO);
  close(STDERR_FILENO);
  wait_for_end(program, ends);
  end_as(end_all(program));
}
