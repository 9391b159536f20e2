import Formats
import Shots

/// The shots as guides within a project: Kdenlive's, and Shotcut's, which calls them markers.
enum MLTGuides {
  /// The guides as Kdenlive keeps them: one for each shot.
  static func kdenlive(of timeline: SongTimeline) -> String {
    "[\(KdenliveGuides.guides(of: MarkerList(timeline)).map(\.compact).joined(separator: ","))]"
  }

  /// The markers as Shotcut keeps them: a range for each shot in the colour of its type.
  static func shotcutMarkers(of timeline: SongTimeline) -> XML {
    let plan = timeline.plan
    let markers = timeline.events.map { event in
      XML(
        "properties", ["name": String(event.number - 1)],
        XML.properties([
          ("text", [event.title, event.note].filter { !$0.isEmpty }.joined(separator: " ")),
          ("start", CueTime.text(ofFrame: event.shot.inFrame, at: plan.rate)),
          ("end", CueTime.text(ofFrame: event.shot.outFrame - 1, at: plan.rate)),
          ("color", plan.colour(of: event.shot.type)),
        ]))
    }
    return XML("properties", ["name": "shotcut:markers"], markers)
  }
}
