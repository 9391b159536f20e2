import Formats
import Shots
import StageKit

/// A plan as guides of Kdenlive in JSON: position and duration in frames, comment, category.
public enum KdenliveGuides {
  /// The categories that a new project has.
  private static let categories = 9

  /// The guides as a file of their own.
  public static func document(of plan: ShotPlan) -> Document {
    Document(text: "[\n\(guides(of: plan).map(\.line).joined(separator: ",\n"))\n]\n")
  }

  /// The guides, one for each shot.
  static func guides(of plan: ShotPlan) -> [JSON] {
    plan.shots.map { shot in
      JSON.object([
        ("pos", .integer(shot.inFrame)),
        ("comment", .string(shot.type)),
        ("type", .integer(plan.place(of: shot.type) % categories)),
        ("duration", .integer(shot.frames)),
      ])
    }
  }
}
