import Learning
import Networks
import Shots
import StageKit
import Testing

@testable import Training

@Suite("Settings of networks")
struct NetworkSettingsTests {
  private func training(_ changes: [String: String], seconds: Int = 1) throws -> TrainingSettings {
    NetworkSettings(try .tiny(Student.declaration, changes)).training(of: MusicView(seconds: seconds), in: .concert)
  }

  @Test("the defaults are the paper's: a constant rate, whole songs; gradients are clipped")
  func defaults() throws {
    let training = try training([:])
    #expect(training.learningRate == LearningRate(0.001))
    #expect(training.largestNorm == 1)
    #expect(training.crop == nil)
  }

  @Test("a crop is in seconds, and as many frames as cover it", arguments: [(1, 30), (2, 15), (4, 8)])
  func crop(seconds: Int, frames: Int) throws {
    #expect(try training(["crop": "30 s"], seconds: seconds).crop == frames)
  }

  @Test("neighbours of a label are those on the vocabulary's scale, in its order; types off it have none")
  func sizeSmoothing() throws {
    let vocabulary = try Vocabulary(types: ["crowd", "far", "near", "middle"], scale: ["near", "middle", "far"])
    let settings = NetworkSettings(
      try .tiny(Student.declaration, ["size_smoothing": "0.2", "label_smoothing": "0.1"]))
    let smoothing = settings.training(of: .second, in: vocabulary).labelSmoothing
    #expect(smoothing == LabelSmoothing(even: 0.1, neighbours: 0.2, scale: [2, 3, 1]))
    #expect(try training([:]).labelSmoothing.neighbours == 0)
  }

  @Test("the rate can fall, and gradients can be left as they are")
  func scheduleAndClip() throws {
    let training = try training(["schedule": "cosine", "clip": "none"])
    #expect(training.learningRate.schedule == .cosine)
    #expect(training.largestNorm == nil)
  }
}
