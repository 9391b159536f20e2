/// What sort of artifact a port carries: a value that a plan compares at both ends of each wire.
///
/// It knows the one form in which artifacts of the sort are written: in the store, from shard to shard, and on the wire
/// to outside programs.
public struct ArtifactType: Sendable {
  /// The type's name, such as `events` or `network`; ports fit together if their types have one name.
  public let name: String
  /// The kind of port that carries it.
  public let kind: PortKind
  /// Raised when the written form changes; artifacts in an older form are made again.
  public let version: Int

  private let reader: @Sendable (any ByteSource) throws -> any Artifact

  /// The type of a Swift type's artifacts.
  ///
  /// - Parameters:
  ///   - name: By default the kind's: most kinds have one type.
  ///   - version: The version of the written form.
  public init<Value: Artifact>(_ type: Value.Type, named name: String? = nil, kind: PortKind, version: Int = 1) {
    self.name = name ?? kind.rawValue
    self.kind = kind
    self.version = version
    reader = { try Value(encoded: $0) }
  }

  /// The artifact that bytes in the type's form stand for. Rows stay where they are until they are read.
  ///
  /// - Throws: ``Failure`` if they are something else, or what reading them throws.
  public func artifact(of bytes: any ByteSource) throws -> any Artifact { try reader(bytes) }
}

extension ArtifactType: Hashable, CustomStringConvertible {
  /// Whether two types have one name.
  public static func == (a: ArtifactType, b: ArtifactType) -> Bool { a.name == b.name }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// The name.
  public var description: String { name }
}
