import Learning
import Networks
import StageKit

/// The models that interactive learning goes on from.
struct DILModels {
  /// By view, fine to coarse.
  let assistants: [CrossFitted<Model>]
  let teacher: Model
  /// The network that reads the first view.
  let student: CrossFitted<Model>

  /// - Throws: ``Failure`` unless there is an assistant for each view.
  init(assistants: [CrossFitted<Model>], teacher: Model, student: CrossFitted<Model>) throws(Failure) {
    guard assistants.count == MusicView.all.count else {
      throw Failure("is given \(assistants.count) assistants for three views", remedy: "wire one for each view")
    }
    (self.assistants, self.teacher, self.student) = (assistants, teacher, student)
  }

  /// Throws unless all are of the songs' types, and were trained on frames like the songs'; and unless each training song is
  /// left out by a network of each that has folds.
  func check(_ views: [ViewSongs], made lineages: [Lineage]?) throws(Failure) {
    let here = LearnedModel.recipes(of: views.map(\.format), made: lineages)
    for (number, view) in views.enumerated() {
      let name = "the \(view.view.seconds) s assistant"
      try check(assistants[number].whole, name, [here[number]], types: view.types)
      try check(assistants[number].leftOut, name, of: view)
    }
    try check(teacher, "the teacher", here, types: views[0].types)
    try check(student.whole, "the student", [here[0]], types: views[0].types)
    try check(student.leftOut, "the student", of: views[0])
  }

  /// Throws if a network has fewer layers than are to stay as they are.
  func check(frozen count: Int) throws(Failure) {
    let names = MusicView.all.map { "the \($0.seconds) s assistant" } + ["the student"]
    for (name, model) in zip(names, assistants.map(\.whole) + [student.whole]) {
      do throws(Failure) {
        try model.card.shape?.check(frozen: count)
      } catch {
        throw Failure("\(name): \(error.reason)", remedy: error.remedy)
      }
    }
  }

  /// The assistants at work with the teacher's tables.
  ///
  /// - Throws: ``Failure`` if a model is of another kind, or damaged.
  func ensemble(threads: Int = 1) throws -> TeacherEnsemble {
    TeacherEnsemble(
      assistants: try assistants.map { try $0.map { ViewPredictor(try ViewNetwork($0), threads: threads) } },
      tables: try TeacherTables(teacher))
  }

  private func check(_ leftOut: [[String]], _ name: String, of songs: ViewSongs) throws(Failure) {
    let all = Set(leftOut.joined())
    guard !all.isEmpty, let song = songs.part(.training).first(where: { !all.contains($0.track.id) }) else { return }
    throw Failure(
      "no network of \(name) leaves out \(song.track.path)",
      remedy: "train the networks of the folds on the songs of this run")
  }

  private func check(
    _ model: Model, _ name: String, _ here: [FeatureRecipe], types: [String]
  ) throws(Failure) {
    try LearnedModel.check(here, for: model, called: name)
    guard model.card.types == types else {
      throw Failure(
        "\(name) knows the types \(model.card.types.joined(separator: " ")), the labels are "
          + types.joined(separator: " "), remedy: "use one vocabulary for the labels and all models")
    }
  }
}
