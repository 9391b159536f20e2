import StageKit

extension Source {
  /// The rate that all audio is brought to.
  static let rate = Parameter(
    "rate", default: 22_050.0, unit: .hertz, in: 8000...192_000, "Sample rate that all audio is brought to.")

  /// The source as a stage that takes nothing: its ports and parameters are wired and checked like any other's.
  static let declaration = StageDeclaration(
    id: PortReference.source, doc: "The tracks of a run.", source: "The pipeline's `source`.", inputs: [],
    outputs: [Output<Samples>("audio", "The track's channels mixed to one, at the pipeline's rate.")],
    parameters: [rate])
}
