import SongboardCommand
import StageKit

/// songboard with one more plugin: it has all commands, and `list` shows the plugin's stages among the others.
@main
struct Program {
  /// The stages of this package. A new stage is a file of its own, and a line here.
  static let plugin = Plugin(name: "mystage", stages: [StageKind(Crest.self)])

  static func main() async {
    await Songboard.main(with: [plugin])
  }
}
