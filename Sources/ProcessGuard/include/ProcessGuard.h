#ifndef PROCESS_GUARD_H
#define PROCESS_GUARD_H

/// The name, as its first argument, under which any program that is linked with this module is a guard and nothing else.
///
/// The arguments of a guard are: this name, how much memory for data the program may have in bytes, the folder that it
/// starts in ("" for this one), the program (its path, or its name, sought in PATH), and the program's arguments. Its
/// standard input is a socket. Its output, its errors and its environment are the program's.
///
/// The guard ends, and nothing that the program has started is left, when the program ends, or when the socket's other
/// end is closed or shut down. Its exit code, or the signal that ends it, is the program's.
///
/// Nobody guards the guard: if it is itself killed by SIGKILL, the program ends with it, and what the program has started
/// lives on.
extern const char *const process_guard_name;

#endif
