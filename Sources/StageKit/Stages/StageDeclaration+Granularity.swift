extension StageDeclaration {
  /// What keeps a stage of this declaration from being run at a granularity; empty for a sound one.
  public func faults(as granularity: Granularity) -> [String] {
    switch granularity {
    case .frame: streamFaults
    case .track: []
    case .corpus: corpusFaults
    case .learner: learningFaults
    }
  }

  /// What keeps a frame stage of this declaration from being run block by block; empty for a sound one.
  ///
  /// A frame stage takes streams, which all must be wired, and gives at most one stream, of frames. What else it gives
  /// is known at the track's end.
  private var streamFaults: [String] {
    var faults: [String] = []
    func check(_ holds: Bool, _ fault: String) {
      if !holds { faults.append("the frame stage '\(id)' \(fault)") }
    }
    check(!inputs.isEmpty, "takes no stream; make it a TrackStage")
    for input in inputs {
      check(
        input.kind.isStreamed, "takes \(input.kind) at '\(input.name)', which does not stream; make it a TrackStage")
      check(input.isList || input.isRequired, "has the optional input '\(input.name)'; make it a ListInput")
    }
    let streams = outputs.filter(\.kind.isStreamed)
    check(streams.count <= 1, "gives \(streams.count) streams; split it into a stage for each")
    for output in streams where output.kind != .frames {
      check(false, "gives \(output.kind) at '\(output.name)'; only the source gives \(output.kind)")
    }
    return faults
  }

  /// What keeps a corpus stage of this declaration from being run; empty for a sound one.
  ///
  /// It is asked once for all tracks, so it has no occasion to give what belongs to a track.
  private var corpusFaults: [String] {
    outputs.filter { !$0.kind.isShared }.map {
      "the corpus stage '\(id)' gives \($0.kind) at '\($0.name)', which belongs to a track; make it a LearningStage"
    }
  }

  /// What keeps a learning stage of this declaration from being run; empty for a sound one.
  private var learningFaults: [String] {
    outputs.contains(where: \.kind.isShared) ? [] : ["the learning stage '\(id)' gives no model; make it a TrackStage"]
  }
}
