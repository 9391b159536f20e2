import Formats
import Shots

/// A colour for each type of a vocabulary, as storyboards have it.
struct TypeColours {
  let vocabulary: Vocabulary

  /// The rules of the classes `t0`, `t1` ... for bars and keys.
  var style: String {
    vocabulary.types.indices.map { place in
      let colour = ShotColours.colour(at: place)
      return ".t\(place) { fill: \(colour); background: \(colour); }"
    }.joined(separator: "\n")
  }

  /// The key to the colours.
  var key: Markup {
    let items = vocabulary.types.enumerated().map {
      Markup.tag("li", [:], [.tag("i", ["class": "t\($0)"]), .text($1)])
    }
    return .tag("ul", ["class": "key"], items)
  }
}
