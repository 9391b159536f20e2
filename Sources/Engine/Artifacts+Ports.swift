import Pipeline
import StageKit

extension Artifacts {
  /// What a stage's wires bring it.
  package init(for stage: PlannedStage, from artifacts: [PortReference: any Artifact]) {
    self.init()
    for (port, wires) in stage.inputs {
      self[named: port] = wires.compactMap { wire in
        artifacts[wire.from].map { Named<any Artifact>(name: wire.name, of: wire.from.stage, value: $0) }
      }
    }
  }

  /// What a learning stage gave for all tracks.
  init(sharedBy stage: PlannedStage, among artifacts: [PortReference: any Artifact]) {
    self.init()
    for port in stage.sharedPorts {
      guard let artifact = artifacts[port] else { continue }
      self[named: port.port] = [Named<any Artifact>(name: port.port, value: artifact)]
    }
  }

  /// What a stage gave, by the port that gave it.
  package func byPort(of stage: PlannedStage) -> [PortReference: any Artifact] {
    var result: [PortReference: any Artifact] = [:]
    for output in stage.outputs {
      result[PortReference(stage: stage.name, port: output.name)] = self[named: output.name].first?.value
    }
    return result
  }
}
