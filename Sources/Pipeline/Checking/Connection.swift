/// What was found for an input.
enum Connection {
  /// A port that gives what the input takes.
  case wired(PortDirectory.Giver)
  /// Nothing, and the input can do without.
  case unwired
  /// Something that an error reported elsewhere keeps from being known.
  case unknowable
}
