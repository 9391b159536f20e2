/// How often the shots of one plan go straight back to the type before the last. Source: `plugins/Rules.md`.
public struct TypeReturns: Sendable, Hashable {
  /// Shots with two before them.
  public private(set) var triples = 0
  /// Those of the shots that have the type of the one before the last.
  public private(set) var count = 0
  /// The most shots in a row that go to and fro between two types; two shots in a row always do.
  public private(set) var longestAlternation: Int

  /// A plan with a greater share of returns reads as to and fro.
  public static let mostShare = 0.25
  /// So many shots may go to and fro between two types.
  public static let mostAlternation = 6

  /// Counts the types of a plan's shots, in their order.
  public init(_ types: [some Equatable]) {
    var alternation = min(types.count, 2)
    longestAlternation = alternation
    for index in types.indices.dropFirst(2) {
      let isReturn = types[index] == types[index - 2]
      triples += 1
      count += isReturn ? 1 : 0
      alternation = isReturn ? alternation + 1 : 2
      longestAlternation = max(longestAlternation, alternation)
    }
  }

  /// The share of returns among the shots that could be one, from 0 to 1.
  public var share: Double { Double(count) / Double(max(1, triples)) }
}
