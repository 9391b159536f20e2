import Networks
import StageKit

/// Networks that each left some songs out in training: what they say of those songs is not learned by heart.
struct FoldNetworks: KeptArtifact {
  /// Carried by ports of kind ``PortKind/model``.
  static let kind = PortKind.model

  /// By fold: the names of the songs that its network never saw.
  let songs: [[String]]
  /// By fold: the network.
  let models: [Model]

  init(songs: [[String]], models: [Model]) {
    self.songs = songs
    self.models = models
  }

  /// The network that never saw a song; `nil` if the song is in no fold.
  func model(withoutSong name: String) -> Model? {
    songs.firstIndex { $0.contains(name) }.map { models[$0] }
  }

  init(bytes: [UInt8]) throws(StageFailure) {
    let record = try KeptValue.decoded(Record.self, from: bytes)
    var models: [Model] = []
    for bytes in record.models { models.append(try Model(bytes: bytes)) }
    guard models.count == record.songs.count else { throw StageFailure("kept folds are damaged") }
    self.init(songs: record.songs, models: models)
  }

  func bytes() throws -> [UInt8] {
    try KeptValue.encoded(Record(songs: songs, models: models.map { $0.bytes() }))
  }

  private struct Record: Codable {
    let songs: [[String]]
    let models: [[UInt8]]
  }
}
