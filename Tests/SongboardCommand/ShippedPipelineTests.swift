import Testing

@Suite struct ShippedPipelineTests {
  @Test func everyPipelineIsClean() throws {
    let files = try Repository.files(under: "pipelines", ending: ".yaml")
      .filter { !$0.hasPrefix("pipelines/languages/") }
    #expect(files.count >= 2)
    for file in files {
      let text = try Repository.text(file)
      // Programs outside are not started here: the check of the plugin runs the pipeline.
      if text.contains(/(?m)^plugins:/) { continue }
      #expect(try Repository.lint(text, as: file) == [])
    }
  }

  @Test func tenMistakesAreTenDiagnostics() throws {
    let text = """
      version: 1
      source: {audio: songs/, rte: 44.1 kHz}
      stages:
        spectrum: {use: spectrun}
        mel:      {use: mel, with: {bands: 100000}}
        chroma:   {use: chroma, in: {spectrum: spectum}}
        onset:    {use: onset, whit: {}}
        beats:    {use: beats, with: {start_bpm: 120 kg}}
        sections: {use: sections, in: {downbeats: none}}
        types:    {use: director}
        cuts:
          use: cuts
          with: {rate: 29.79df, shortest: fast}
        json:     {use: write.json, in: {shots: beats}}
        csv:      {use: write.csv, in: {shots: cuts}, to: "../{track}.csv"}

      """
    let places = try Repository.lint(text, as: "p.yaml").map { line in
      line.split(separator: ":").dropFirst().prefix(2).joined(separator: ":")
    }
    #expect(places == ["2:25", "4:19", "5:38", "6:42", "7:26", "8:44", "13:18", "13:37", "14:43", "15:53"])
  }
}
