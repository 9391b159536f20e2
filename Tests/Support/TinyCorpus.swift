import Learning
import Shots
import StageKit

/// A few short songs whose types can be heard: the rows of each view name the type, with noise.
package struct TinyCorpus: Corpus {
  package static let types = Vocabulary.concert.types
  package static let seconds = 24
  package static let width = 8

  package var tracks: [TrackInfo]
  package var shared = Artifacts()
  /// The identities of songs whose rows are another song's.
  package var changed: Set<String> = []
  /// The identities of songs whose labels are those of another song.
  package var relabelled: Set<String> = []
  /// By second of a song: how much its label counts.
  package var weight: @Sendable (Int) -> Double = { _ in 1 }
  /// Whether the port of frames has a list of views.
  package var isList = false
  package var views = [1, 2, 4]
  package var view = 1
  /// The words of the labels, eight types.
  package var vocabulary = Vocabulary.concert
  /// Labels that are there although the song is unlabelled.
  package var plantsLabels = false
  /// Probabilities on the port `targets`, if it is wired.
  package var hasTargets = false

  package init(training: Int = 4, validation: Int = 1, test: Int = 1, unlabelled: Int = 0) {
    let parts: [(TrackPart, Int)] = [
      (.training, training), (.validation, validation), (.test, test), (.unlabelled, unlabelled),
    ]
    tracks = parts.flatMap { part, count in
      (0..<count).map { number in
        TrackInfo(
          name: "\(part)\(number)", path: "\(part)\(number).npy", seconds: Double(Self.seconds),
          hash: "\(part)\(number)", part: part)
      }
    }
  }

  /// The same songs, each under another name and in a group.
  package func renamed(_ name: (TrackInfo) -> String, group: (TrackInfo) -> String? = { _ in nil }) -> TinyCorpus {
    var corpus = self
    corpus.tracks = tracks.map { track in
      TrackInfo(
        id: track.id, name: name(track), path: "\(name(track)).npy", seconds: track.seconds, hash: track.hash,
        part: track.part, group: group(track))
    }
    return corpus
  }

  package func inputs(of track: TrackInfo) throws -> Artifacts {
    var inputs = shared
    if isList {
      inputs[named: "frames"] = views.map {
        Artifacts.Named<any Artifact>(name: "view\($0)", value: rows(of: track, view: $0))
      }
    } else {
      inputs[named: "frames"] = [Artifacts.Named<any Artifact>(name: "frames", value: rows(of: track, view: view))]
    }
    if track.part != .unlabelled || plantsLabels {
      inputs[named: "truth"] = [Artifacts.Named<any Artifact>(name: "truth", value: try truth(of: track))]
    }
    if hasTargets {
      inputs[named: "targets"] = [Artifacts.Named<any Artifact>(name: "targets", value: perfect(of: track))]
    }
    return inputs
  }

  /// The type of each second: shots of 2, 4 or 6 s by chance.
  package func labels(of track: TrackInfo) -> [Int] {
    labels(of: track, by: CounterRandom(seed: relabelled.contains(track.id) ? 6 : 5))
  }

  private func labels(of track: TrackInfo, by random: CounterRandom) -> [Int] {
    var labels: [Int] = []
    var shot: UInt64 = 0
    while labels.count < Self.seconds {
      let type = Int(random.uniform("type \(track.hash)", shot) * Double(Self.types.count))
      let length = 2 * (1 + Int(random.uniform("length \(track.hash)", shot) * 3))
      labels += [Int](repeating: type, count: length)
      shot += 1
    }
    return Array(labels.prefix(Self.seconds))
  }

  package func truth(of track: TrackInfo) throws -> ShotLabels {
    try ShotLabels(
      labels(of: track).enumerated().map { second, type in
        LabelledShot(start: Double(second), end: Double(second + 1), type: type, weight: weight(second))
      }, in: vocabulary)
  }

  /// What a system that is always right predicts: 1 for the labelled type of each second.
  package func perfect(of track: TrackInfo) -> Frames {
    Frames(
      format: .shotTypes(vocabulary.types),
      values: labels(of: track).flatMap { label in (0..<Self.types.count).map { $0 == label ? 1 : 0 } })
  }

  package func rows(of track: TrackInfo, view: Int) -> Frames {
    let random = CounterRandom(seed: 7)
    // What can be heard stays, whatever the labels say.
    let labels = labels(of: track, by: CounterRandom(seed: 5))
    let name = changed.contains(track.id) ? "another" : track.hash
    let values = (0..<Self.seconds / view).flatMap { frame in
      (0..<Self.width).map { column in
        Float(labels[frame * view] == column ? 1 : 0)
          + 0.3 * Float(random.uniform("rows \(name)", UInt64(view), UInt64(frame), UInt64(column)))
      }
    }
    return Frames(
      format: FrameFormat(quantity: .embeddings, width: Self.width, rate: 1 / Double(view), sampleRate: 0),
      values: values)
  }
}

extension Settings {
  /// The settings of a stage for tiny networks that train quickly.
  package static func tiny(_ declaration: StageDeclaration, _ changes: [String: String] = [:]) throws -> Settings {
    var settings = Settings(defaultsOf: declaration)
    let all = ["layers": "6", "epochs": "3", "least_epochs": "3", "batch": "2", "update_epochs": "2"]
      .merging(changes) { _, new in new }
    for parameter in declaration.parameters {
      guard let text = all[parameter.name] else { continue }
      let parts = text.split(separator: ",").map { RawSetting.text(String($0)) }
      settings.set(
        parameter.name, to: try parameter.parse(parts.count > 1 ? .list(parts) : .text(text), relativeTo: "."))
    }
    return settings
  }
}

extension CorpusContext {
  /// A context for tests.
  package static func test(threads: Int = 1, checkpoints: any Checkpoints = NoCheckpoints()) -> CorpusContext {
    CorpusContext(version: "0", pipelineHash: "0", threads: threads, checkpoints: checkpoints)
  }
}
