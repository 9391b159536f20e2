import FoundationEssentials
import Learning
import StageKit
import TestSupport
import Testing

@testable import Training

@Suite struct LabelsTests {
  private func track(_ text: String?, seconds: Double, path: String = "songs/x.shots.csv") -> TestTrack {
    var track = TestTrack(seconds: seconds)
    track.put("labels", TrackText(path: path, bytes: text.map { Array($0.utf8) }))
    return track
  }

  /// The types by second, as names.
  private func truth(_ outputs: Artifacts) throws -> [String] {
    let labels = try #require(outputs[Labels.truth])
    return try labels.types(by: .second).map { labels.vocabulary.types[try #require($0)] }
  }

  private func failure(_ text: String, seconds: Double = 10) -> String? {
    let failure = #expect(throws: Failure.self) { try track(text, seconds: seconds).run(Labels.self) }
    return failure?.description
  }

  @Test func eachSecondHasTheTypeThatCoversMostOfIt() throws {
    let outputs = try track("start,end,type\n0,1.5,CU\n1.5,3.6,LS\n3.6,5.2,ADS\n", seconds: 5.2).run(Labels.self)
    // Second 1 is half CU and half LS: the earlier one.
    #expect(try truth(outputs) == ["CU", "CU", "LS", "LS", "ADS", "ADS"])
    #expect(
      outputs[Labels.edit]?.events == [
        Event(from: 0, to: 1.5, label: "CU"), Event(from: 1.5, to: 3.6, label: "LS"),
        Event(from: 3.6, to: 5.2, label: "ADS"),
      ])
  }

  @Test(
    arguments: [
      "\u{FEFF}start,end,type\r\n0,2,cu\r\n2,4,LS\r\n", "0;0:02;CU\n\n# the end\n0:02;0:04,00;LS\n",
      "shot,start,type,end,p\n1,0,CU,2,.5\n2,2,LS,4,.5\n", "0,2.005,CU\n2,3.5,LS\n", "0.4,2,CU\n2,4.9,LS\n",
    ])
  func tablesOfManyForms(text: String) throws {
    let outputs = try track(text, seconds: 4).run(Labels.self)
    #expect(try truth(outputs) == ["CU", "CU", "LS", "LS"])
    #expect(outputs[Labels.edit]?.events.first?.start == 0)
    #expect(outputs[Labels.edit]?.events.last?.end == 4)
  }

  @Test(
    arguments: [
      (
        "0,4,CU\n3,10,LS\n",
        "songs/x.shots.csv:2:1: error: the shot starts at 3 s, but the one before ends at 4 s: they overlap; "
          + "each shot starts where the one before ends"
      ),
      (
        "0,4,CU\n\n5,10,LS\n",
        "songs/x.shots.csv:3:1: error: no shot from 4 s to 5 s: a gap; each shot starts where the one before ends"
      ),
      (
        "0,4,CU\n4,10,XLSS\n",
        "songs/x.shots.csv:2:1: error: the label is 'XLSS', which is not a shot type of the vocabulary; did you mean XLS?"
      ),
      (
        "0,4,CU\n4,12,LS\n",
        "songs/x.shots.csv:2:1: error: the shot ends at 12 s, but the song ends at 10 s; are these labels of another song or version?"
      ),
      (
        "0,4,CU\n4,8,LS\n",
        "songs/x.shots.csv:2:1: error: the last shot ends at 8 s, but the song ends at 10 s; label the song to its end"
      ),
      (
        "2,4,CU\n4,10,LS\n",
        "songs/x.shots.csv:1:1: error: the first shot starts at 2 s; label the song from its start"
      ),
      ("start,end\n0,4\n", "songs/x.shots.csv:1:1: error: the columns are start, end; rows are start,end,type"),
      ("0,4\n4,10,LS\n", "songs/x.shots.csv:1:1: error: found 2 fields; rows are start,end,type"),
      ("0,4,CU\nx,10,LS\n", "songs/x.shots.csv:2:1: error: expected a time in seconds or as m:ss, found 'x'"),
      ("", "songs/x.shots.csv: there is no shot; write rows start,end,type, or leave the song unlabelled"),
    ])
  func mistakes(text: String, message: String) {
    #expect(failure(text) == message)
  }

  @Test func allMistakesOfAFileAreSaidAtOnce() throws {
    let message = try #require(failure("0,4,CU\n6,5,LS\n2,10,KU\n"))
    #expect(message.split(separator: "x.shots.csv:").count == 5)
    #expect(message.contains("x.shots.csv:2:1: error: no shot from 4 s to 6 s: a gap"))
    #expect(message.contains("x.shots.csv:2:1: error: the shot ends at 5 s, not after its start at 6 s"))
    #expect(
      message.contains(
        "x.shots.csv:3:1: error: the shot starts at 2 s, before the one above it at 6 s; write shots in order of time"))
    #expect(message.contains("x.shots.csv:3:1: error: the label is 'KU'"))
  }

  @Test func otherEncodingsAreRefused() throws {
    var track = TestTrack(seconds: 1)
    track.put("labels", TrackText(path: "x.csv", bytes: [0x30, 0xE4]))
    #expect(throws: Failure("x.csv: the text is not UTF-8", remedy: "save the file as UTF-8")) {
      try track.run(Labels.self)
    }
  }

  @Test func onlyUnlabelledTracksMayLackLabels() throws {
    #expect(throws: Failure.self) { try track(nil, seconds: 1).run(Labels.self) }
    var inputs = Artifacts()
    inputs[named: "labels"] = [Artifacts.Named(name: "labels", value: TrackText(path: "x.csv", bytes: nil))]
    let info = TrackInfo(name: "x", path: "x.npy", seconds: 1, hash: "0", part: .unlabelled)
    let outputs = try Labels(Settings(defaultsOf: Labels.declaration))
      .run(inputs, in: TrackContext(track: info, version: "0", pipelineHash: "0"))
    #expect(outputs.names.isEmpty)
  }

  @Test func anotherVocabularyGivesOtherColumns() throws {
    let path = FileManager.default.temporaryDirectory.path + "/songboard-\(UUID().uuidString).yaml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("types: [near, far]\nscale: [near, far]\nmap: {FS: far}\n".utf8).write(to: URL(filePath: path))
    let outputs = try track("0,1,near\n1,2,fs\n", seconds: 2).run(Labels.self) {
      $0[Labels.vocabulary] = SettingFile(path: path)
    }
    #expect(try truth(outputs) == ["near", "far"])
    #expect(outputs[Labels.edit]?.events.map(\.label) == ["near", "far"])
    let labels = try #require(outputs[Labels.truth])
    #expect(labels.vocabulary.scale == ["near", "far"] && labels.vocabulary.aliases == ["FS": "far"])
  }
}

@Suite struct UnsureLabelsTests {
  private func labels(_ text: String, confidence: Double = 0, weights: LabelWeights? = nil) throws -> ShotLabels {
    var track = TestTrack(seconds: 6)
    track.put("labels", TrackText(path: "x.shots.csv", bytes: Array(text.utf8)))
    let outputs = try track.run(Labels.self) {
      $0[Labels.confidence] = confidence
      if let weights { $0[Labels.weights] = weights }
    }
    return try #require(outputs[Labels.truth])
  }

  private let table =
    "start,end,type,confidence,faces,ratio,why\n0,2,MS,0.9,1,.2,x\n2,4,?,0,0,,nobody knows\n4,6,CU,0.4,1,.6,x\n"

  @Test func aQuestionMarkIsATypeThatNobodyKnows() throws {
    #expect(try labels(table).types(by: .second) == [2, 2, nil, nil, 0, 0])
    // Of a frame that is mostly unknown, nothing is known.
    #expect(try labels(table).types(by: MusicView(seconds: 4)) == [2, 0])
    let longer = "start,end,type\n0,1,MS\n1,4,?\n4,6,CU\n"
    #expect(try labels(longer).types(by: MusicView(seconds: 4)) == [nil, 0])
  }

  @Test func typesBelowAConfidenceAreNotLearnedFrom() throws {
    #expect(try labels(table, confidence: 0.5).types(by: .second) == [2, 2, nil, nil, nil, nil])
  }

  @Test func confidencesAreWeights() throws {
    func weights(_ text: String, _ weights: LabelWeights?, by view: MusicView = .second) throws -> [Double] {
      let frames = try labels(text, weights: weights).frames(by: view)
      return frames.map { $0.type == nil ? 0 : $0.weight }
    }
    #expect(try weights(table, .confidence) == [0.9, 0.9, 0, 0, 0.4, 0.4])
    #expect(try weights(table, .equal) == [1, 1, 0, 0, 1, 1])
    #expect(try weights("0,2,MS\n2,6,CU\n", .confidence) == [1, 1, 1, 1, 1, 1])
    // A frame weighs as much as what of it is of its type.
    let mixed = "start,end,type,confidence\n0,1,MS,0.5\n1,1.5,CU,0.1\n1.5,2,MS,0.8\n2,6,CU,1\n"
    #expect(try abs(weights(mixed, .confidence, by: MusicView(seconds: 2))[0] - 0.6) < 1e-12)
  }

  @Test func labelsOfWhichNothingIsKnownAreRefused() {
    #expect(throws: Failure.self) { try labels(table, confidence: 0.95) }
    let weightless = "start,end,type,confidence\n0,2,MS,0\n2,6,CU,0\n"
    #expect(throws: Failure.self) { try labels(weightless, weights: .confidence) }
    #expect(throws: Never.self) { try labels(weightless, weights: .equal) }
  }

  @Test func whatWeighsNothingIsUnknown() throws {
    let table = "start,end,type,confidence\n0,2,MS,0\n2,6,CU,1\n"
    #expect(try labels(table, weights: .confidence).types(by: .second) == [nil, nil, 0, 0, 0, 0])
    #expect(try labels(table, weights: .equal).types(by: .second) == [2, 2, 0, 0, 0, 0])
  }

  @Test func aConfidenceIsFromNoughtToOne() {
    #expect(throws: Failure.self) { try labels("start,end,type,confidence\n0,6,MS,90\n") }
  }
}
