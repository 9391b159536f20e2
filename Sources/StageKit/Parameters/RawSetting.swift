/// A setting as it was written, before its parameter gives it a type.
public enum RawSetting: Sendable, Hashable {
  /// A scalar: `128`, `1.2 s`, `sample`.
  case text(String)
  /// A sequence: `[256, 128, 64]`.
  indirect case list([RawSetting])
}
