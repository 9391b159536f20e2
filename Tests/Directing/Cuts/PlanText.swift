import Shots

/// A shot plan as its JSON, for stages that read one.
enum PlanText {
  static func json(_ plan: ShotPlan) -> String {
    let shots = plan.shots.map { shot in
      let (start, end) = plan.seconds(of: shot)
      let next = shot.runnerUp.map { "\"\($0)\"" } ?? "null"
      let source = shot.source.map { clip in
        """
        , "source": {"name": "\(clip.name)", "reel": "\(clip.reel)", "file": "\(clip.file)", "rate": "\(clip.rate.rawValue)",
         "start": "\(clip.start)", "in": \(clip.inFrame), "frames": \(clip.frames.map(String.init) ?? "null")}
        """
      }
      let probability = shot.probability.map { "\"probability\": \($0), " } ?? ""
      return """
        {"in": \(shot.inFrame), "out": \(shot.outFrame), "start": \(start), "end": \(end), "type": "\(shot.type)",
         \(probability)"runnerUp": \(next), "reason": "\(shot.reason)", "locked": \(shot.isLocked)\(source ?? "")}
        """
    }
    let types = plan.types.map { "\"\($0)\"" }.joined(separator: ", ")
    return """
      {"version": 1, "track": {"path": "song.flac", "seconds": 40, "hash": "00"}, "rate": "\(plan.rate.rawValue)",
       "framesPerSecond": [\(plan.rate.numerator), \(plan.rate.denominator)], "start": "\(plan.start)",
       "frames": \(plan.frames), "tempo": null, "types": [\(types)], "sections": [],
       "shots": [\(shots.joined(separator: ",\n"))],
       "made": {"songboard": "0.1.0", "pipeline": "00"}}
      """
  }
}
