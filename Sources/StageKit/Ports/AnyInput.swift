/// An input port of any type.
public protocol AnyInput: AnyPort {
  /// Whether the plan is invalid if nothing is wired to the port.
  var isRequired: Bool { get }
  /// Whether the port takes several artifacts, in order.
  var isList: Bool { get }
}
