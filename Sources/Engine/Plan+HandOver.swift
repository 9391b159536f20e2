import Pipeline

extension Plan {
  /// The key of what a port gives of a track in the first phase: all that it depends on.
  ///
  /// - Parameter track: The key of what the track is made from.
  func handOverKey(of port: PortReference, track: String, version: String) -> String {
    var key = ContentHash()
    let giver = stages.first { $0.name == port.stage }?.key ?? sourceKey
    for part in [version, giver, track] { key.update(part) }
    return key.hex
  }
}
