extension ShotPlan {
  /// The type's place in the vocabulary, from 0.
  public func place(of type: String) -> Int { types.firstIndex(of: type) ?? 0 }

  /// A colour for a type by its place in the vocabulary, as `#rrggbb`: the same wherever the plan is shown.
  public func colour(of type: String) -> String { ShotColours.colour(at: place(of: type)) }

  /// A near black or white: what can be read on the type's colour, as `#rrggbb`.
  public func ink(of type: String) -> String { ShotColours.ink(at: place(of: type)) }
}
