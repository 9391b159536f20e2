import Formats
import Networks
import Shots
import StageKit

extension Reader {
  /// Readers of formats, and of small files in them.
  static func formats(_ scratch: Scratch) throws -> [Reader] {
    [
      Reader("json", texts: #"{"a": [1, -2.5e3, "x\u00e9\n", true, null], "b": {"c": [[1], {}]}}"#, "[]") { bytes in
        use(try JSONReader.read(bytes))
      },
      Reader(
        "xml", texts: "<?xml version=\"1.0\"?>\n<!DOCTYPE a>\n<a b=\"c\"><d>e &amp; f</d><d g='h'/><!-- i --></a>\n"
      ) { bytes in
        let root = try XMLReader.read(bytes)
        _ = root.all("d").map { ($0.value("d"), $0.attributes) }
      },
      Reader(
        "yaml", texts: "version: 1\na: &a [1, 'b', \"c\\n\"]\nd:\n  - {e: *a}\n  - |\n    f\n", "- [1, 2]\n- a\n"
      ) { bytes in
        var report = Diagnostics(file: "x.yaml")
        let root = NodeComposer.compose(bytes, report: &report)
        try report.check()
        // Mappings are no settings.
        _ = root.map { RawSetting($0) }
      },
      Reader(
        "csv", texts: "start,end,type\r\n0,\"1:02,5\",\"a \"\"b\"\"\nc\"\n# d\n", "0;1.5;x\n1.5;2:3:4;y\n"
      ) { bytes in
        let table = try CSVTable(bytes, of: "x.csv")
        for row in table.rows {
          _ = row.fields(droppingEmptyBehind: 3)
          _ = try? row.seconds(0)
        }
        _ = try table.rows(below: table.rows.first?.fields.map { $0.lowercased() } ?? [])
      },
      Reader("numpy", NumPyHeader.Element.allCases.map { NumPyHeader.bytes($0, shape: [4, 3]) + zeros(12 * $0.size) }) {
        _ = try NumPyFile.rows(of: scratch.file("x.npy", $0))
      },
      Reader("model", try Cell.allCases.map { try model($0).bytes } + [model(nil).bytes], read: use(model:)),
      Reader(
        "vocabulary", texts: "types: [CU, MCU, MS, LS, ADS]\nscale: [CU, MCU, MS, LS]\nmap: {FS: LS, WS: LS}\n"
      ) { _ = try VocabularyFile.vocabulary(in: $0, path: "x.yaml") },
      Reader("brief", texts: brief) {
        let read = try BriefFile.brief(in: $0, name: "x.yaml", vocabulary: .concert)
        let verse = Events([Event(from: 0, to: 20, label: "verse"), Event(from: 20, to: 60, label: "chorus")])
        let song = SongBrief(read, in: try SectionMap(verse))
        let plan = try ShotPlan(
          [Shot(inFrame: 0, outFrame: 90, type: "CU"), Shot(inFrame: 90, outFrame: 1500, type: "MIS")], rate: .fps25)
        _ = (song.unmet(in: plan), song.subjects(of: plan), song.logWeight(of: 7, from: 3.6, to: 60))
      },
      Reader("language", texts: FilmLanguage.concert.text(title: ["A language."])) {
        let language = try FilmLanguageFile.language(in: $0, path: "x.yaml")
        _ = try FilmLanguageFile.language(in: Array(language.text(title: []).utf8), path: "y.yaml")
      },
    ]
  }

  private static let brief = """
    types: {CU: 2, ADS: 0}
    not_before: {MIS: "0:45", LS: chorus 2}
    not_in: {XLS: [verse, A, 1:20-end]}
    opening: [XLS, LS]
    closing: XLS
    pairs: {wanted: [MS, CU], forbidden: [[XLS, MIS]]}
    performers: [{name: Ann, sings: true}, {name: Bo, instrument: guitar, solos: [solo, 0:20-0:30]}]
    """

  private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

  private static func use(_ node: JSONNode) {
    _ = (node.noun, node.number, node.integer, node.texts, node.integers, node.textsByKey)
    for child in node.elements ?? node.fields?.map(\.value) ?? [] { use(child) }
  }

  private static func use(model bytes: [UInt8]) throws {
    let model = try Model(bytes: bytes)
    guard try Model(bytes: model.bytes) == model else { throw Unequal() }
    guard let shape = model.card.shape else { return }
    let normalisation = [Model.meanName, Model.deviationName]
    let network = try RecurrentNetwork(
      shape: shape, tensors: model.tensors.filter { !normalisation.contains($0.name) })
    _ = Predictor(network).logits(of: [Float](repeating: 1, count: 2 * shape.inputs))
    _ = try ONNXExport.bytes(of: model)
  }

  /// A student with a small network; without a cell a teacher.
  static func model(_ cell: Cell?) throws -> Model {
    let shape = cell.map { NetworkShape(inputs: 2, layers: [2], cell: $0, outputs: 2) }
    let card = try ModelCard(
      kind: shape == nil ? .teacher : .student, shape: shape, types: ["CU", "LS"], scale: ["CU"],
      aliases: ["FS": "LS"], view: 2,
      features: FeatureRecipe(parts: [.init(stage: "mel", settings: ["bands": "2"], width: 2)], rate: "0.5 Hz"),
      settings: ["a": "b"], songs: ["x"], pipeline: "0123abcd")
    let sizes =
      shape.map { $0.parameters + [(Model.meanName, [2]), (Model.deviationName, [2])] } ?? [("counts", [2, 3])]
    return try Model(
      card: card,
      tensors: sizes.map { name, shape in
        Tensor(name: name, shape: shape, values: [Float](repeating: 0.5, count: shape.reduce(1, *)))
      })
  }
}

/// What was written is not what was read.
struct Unequal: Error {}
