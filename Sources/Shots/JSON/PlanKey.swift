/// The names of the fields of a plan's JSON, for its reader and its writer. What they mean says `shots.schema.json`.
enum PlanKey: String {
  case version, track, rate, framesPerSecond, start, frames, types, shots, sections, tempo, made
  /// Of the track.
  case path, seconds, hash
  /// Of a shot; a clip has `in` as well.
  case inFrame = "in"
  case outFrame = "out"
  case end, type, probability, runnerUp, reason, locked, source
  /// Of a shot's clip.
  case name, reel, file
  /// Of a section.
  case label, group
  /// Of what made the plan.
  case songboard, pipeline
}
