import Testing

/// What a model is for is a type: a pipeline that wires another is wrong at its line, before anything is trained.
@Suite struct ModelTypeTests {
  private static let stages = """
    version: 1
    source:
      frames:
        x: {rate: 1 Hz, width: 40}
        y: {files: "{track}.2s.npy", rate: 0.5 Hz, width: 40}
        z: {files: "{track}.4s.npy", rate: 0.25 Hz, width: 40}
      labels: "{track}.shots.csv"
    stages:
      truth: {use: labels}
      hrnn: {use: assistant, in: {frames: x}}
      mf: {use: teacher, in: {assistants: [hrnn], frames: [x]}}
      kd: {use: student, in: {frames: x}}

    """

  @Test(
    arguments: [
      ("hrnn.folds", "networks of folds", "; write `in: {model: hrnn.model}`"),
      ("mf.model", "tables of a teacher", ""), ("mf", "frames", ""),
    ])
  func onlyANetworkIsExported(wire: String, type: String, remedy: String) throws {
    let found = try faults("onnx: {use: export.onnx, in: {model: \(wire)}}")
    let giver = wire == "mf" ? "mf.types" : wire
    #expect(found == ["13:40: error: \(giver) gives \(type), but onnx.model takes model\(remedy)"])
  }

  @Test(arguments: [
    (
      "teacher: kd.model, student: kd.model",
      "13:102: error: kd.model gives model, but dil.teacher takes tables of a teacher"
    ),
    (
      "teacher: mf.model, student: mf.model",
      "13:121: error: mf.model gives tables of a teacher, but dil.student takes model"
    ),
  ])
  func aTeacherIsNoStudent(wires: String, fault: String) throws {
    let models = "assistants: [hrnn.model, hrnn.model, hrnn.model]"
    #expect(try faults("dil: {use: dil, in: {frames: [x, y, z], \(models), \(wires)}}") == [fault])
  }

  /// What is found, from the line on.
  private func faults(_ stage: String) throws -> [String] {
    try Repository.lint(Self.stages + "  \(stage)\n", as: "p.yaml").map { String($0.split(separator: "p.yaml:")[1]) }
  }

  @Test func networksAreExported() throws {
    for wire in ["hrnn.model", "kd.model", "kd"] {
      #expect(try faults("onnx: {use: export.onnx, in: {model: \(wire)}}") == [])
    }
  }
}
