import StageKit

/// A short page of help.
struct HelpTopic {
  /// What `songboard help` is asked for.
  let name: String
  /// What the page tells, for the list of topics.
  let sentence: String
  private let text: String

  /// A page. Lines that begin with a space stay as they are; all others are paragraphs, which fit the terminal.
  init(_ name: String, _ sentence: String, _ text: String) {
    self.name = name
    self.sentence = sentence
    self.text = text
  }

  /// The page in lines of at most so many characters.
  func page(columns: Int) -> String { "\(name)\n\n\(text.paragraphs(in: columns))\n" }

  /// All pages, in the order in which a newcomer needs them.
  static let all = [
    pipelines, stages, wiring, units, formats, documents, store, exitCodes, splits, studies, plugins, vamp, plans,
    schemas,
  ]

  private static let pipelines = HelpTopic(
    "pipelines", "YAML files that say what is made of a song.",
    """
    A pipeline names stages and wires them. `songboard list pipelines` has those that are shipped; `songboard run` knows \
    them by name, in any folder. `songboard new pipeline mine --from storyboard` writes a copy to change.

      version: 1
      source: {audio: "songs/**/*.flac"}    # songs on the command line replace it
      stages:
        spectrum: {use: spectrum}           # a name, and the id of a stage
        mel:      {use: mel, with: {bands: 64}}
        arrays:   {use: write.npz, in: {frames: mel}, to: "{track}.mel.npz"}

    `songboard lint mine.yaml` says at once all that is wrong, each with its line. `songboard graph mine.yaml` shows what is \
    wired to what. `--set mel.bands=128` replaces a parameter for one run. Relative paths in the file start at its folder, \
    those of the command line at the current one.
    """)

  private static let stages = HelpTopic(
    "stages", "The steps that pipelines are made of.",
    """
    `songboard list` names all stages; `songboard describe cuts` shows one, with its inputs, outputs and parameters: first \
    those that most people set, then the others.

    A stage of frames works on rows as they stream by; a stage of a track sees a whole song; a stage of the corpus sees all \
    songs of the run. One that learns sees the corpus, gives a model, and then works on each song with it.
    """)

  private static let wiring = HelpTopic(
    "wiring", "How an input finds what it takes.",
    """
    An input that `in` does not name is fed by the stage or source of its name, or else by the only output of its name and \
    type. `in` says it otherwise:

      in: {shots: cuts}                     # the main output of the stage cuts
      in: {events: beats.downbeats}         # an output by name
      in: {frames: [mel, chroma]}           # several, in this order
      in: {tempo: none}                     # an optional input that stays free

    Types must fit: frames go into frames, shots into shots. `songboard graph PIPELINE` shows what was found.
    """)

  private static let units = HelpTopic(
    "units", "Values with units, and what values look like.",
    """
    A number may carry a suffix of its parameter's unit; without one, it is in the first of these:

    \(Unit.allCases.map { unit in
      "  " + unit.suffixes.map { suffix, worth in worth == 1 ? suffix : "\(suffix) (\(worth.text) \(unit.rawValue))" }
        .joined(separator: ", ")
    }.joined(separator: "\n"))

    `1.2 s`, `250 ms` and `22.05 kHz` are numbers, in YAML and in `--set cuts.shortest=800ms`. `none` takes away what is \
    optional. A list of one may stand without brackets. Frame rates are words: 23.976, 24, 25, 29.97, 29.97df (drop-frame), \
    30, 50, 59.94, 59.94df, 60.
    """)

  private static let formats = HelpTopic(
    "formats", "Which files are read, and which programs open what is written.",
    """
    Songs: WAV, FLAC, Ogg Vorbis, Opus, MP3, AIFF and others that libsndfile reads; with the program ffmpeg also m4a, wma and \
    the sound of videos.

    Written, with the programs that open them:

      .json            the plan whole; the schema is `songboard schema plan`
      .csv             spreadsheets
      .html .svg       browsers; write.index lists a library
      .edl             Resolve, Premiere, Avid
      .otio            Resolve, and what reads OpenTimelineIO
      .xml             Premiere, Resolve (Final Cut Pro 7 XML)
      .fcpxml          Final Cut Pro, Resolve
      .kdenlive        Kdenlive
      .shotcut.mlt     Shotcut
      .mlt             melt
      .markers.edl     Resolve, markers alone
      .avid.txt        Media Composer, markers alone
      .guides.json     Kdenlive, guides alone
      .labels.txt      Audacity
      .reaper.csv      Reaper
      .vtt             players, web pages

    `songboard run everything song.flac` writes them all, save write.index. For numbers, pipelines of your own:

      .npz             Python: rows, events and numbers as arrays
      .jams            Python: annotations
      .lab             mir_eval, Sonic Visualiser: labelled spans, times

    `songboard verify FILE...` checks edits, and that they agree; \
    `songboard run export edit.otio` makes all others of an edit that comes back.
    """)

  private static let documents = HelpTopic(
    "documents", "Where files go, and what happens to those that you change.",
    """
    A file goes to {track}.{extension} in the output folder (`-o`, out if it is left out), with the folders of the library, \
    or where the stage's `to:` says. Placeholders: {track}, {name}, {stage}, {extension}, and {format}, the song's ending.

    Nothing that you made is replaced. A file that you change stays as it is, with all that is made of the same shots; the \
    run says `edited`. Go on from your plan with `songboard run export out/song.json -o out`, or take the new one with \
    --overwrite, which keeps a copy of yours. Shots with `locked: true` stay in new plans. What earlier runs made and this one \
    does not is counted at the end; --prune removes it.

    run.jsonl has a line for each song and run: what came of it, and why. run.yaml has all settings of the last run; \
    `songboard diff A B` compares two.
    """)

  private static let store = HelpTopic(
    "store", "What makes the second run fast.",
    """
    What stages give is stored by what it was made from. So another rate, another cut seed or one more writer decodes no song \
    again. The store is .songboard in the output folder, or the folder of `--store`, which several runs may share at once. \
    A damaged result is noticed and made again; all of it can be thrown away.
    """)

  private static let exitCodes = HelpTopic(
    "exit codes", "What a command says to the program that started it.",
    """
      0    all is done
      1    some songs failed, are damaged or were edited by a person, and the others are complete; or an answer is no: `verify` \
    found a fault, `diff` a difference
      2    the pipeline or plan is invalid
      64   the command line is wrong
      74   the run gave up: nothing more can be written
      75   interrupted, or something that may pass; run it again
    """)

  private static let splits = HelpTopic(
    "splits", "Training, validation and test songs.",
    """
    A pipeline that learns says which songs it learns from:

      split: {validation: 0.15, test: 0.15, seed: 1}    # drawn for each song
      split: {file: split.csv}                          # columns track and part
      split: {validation: "val/**", test: "test/**"}    # patterns of paths

    With shares, a song's part depends on its sound and the seed alone, so that new songs move no others. With patterns, all \
    other songs are for training. `group: "{folder}"` keeps songs of one folder together, or a table with the columns track \
    and group says which belong together. The same song in two parts is an error. `unlabelled` songs have no labels; a student learns from them what its \
    teacher predicts.
    """)

  private static let studies = HelpTopic(
    "studies", "Many settings, compared.",
    """
    `--sweep` runs a pipeline once for each of several settings, over one store, and writes a comparison:

      songboard run train-songs songs/ -o study --sweep '*.seed=1..4'

    A second one, such as `--sweep kd.tau=2,8`, makes a run of each combination. study/comparison.html has means and deviations over seeds, and differences with their probability. `--preregister \
    claims.yaml` says before the first run what is expected. `songboard compare two=RUN eight=RUN -o compared` compares runs \
    that are there.
    """)

  private static let plugins = HelpTopic(
    "plugins", "Stages of your own, in any language.",
    """
    `songboard new plugin sparkle --language python` writes a plugin that works, with a test (or c, or swift); `songboard \
    plugin check PROGRAM` tries it out. A pipeline names it, or the command line does:

      plugins: [sparkle]                    # in the pipeline
      songboard run mine.yaml song.flac --plugins sparkle

    `run` starts the plugins of its pipeline; `lint` and `graph` only with --trust. Vamp plugins are stages as they are: \
    `songboard list vamp`.
    """)

  private static let vamp = HelpTopic(
    "vamp", "Vamp plugins as stages.",
    """
    Every output of every installed Vamp plugin is a stage, called vamp:LIBRARY:PLUGIN:OUTPUT. `songboard list vamp` lists \
    them, and `songboard describe` shows one with its parameters. They are looked for in the folders of VAMP_PATH, or else in \
    ~/vamp, ~/.vamp and the system's folders. Many are made for 44.1 kHz: write `rate: 44.1 kHz` under `source`.
    """)

  private static let plans = HelpTopic(
    "plans", "Many songs on many machines.",
    """
    `songboard plan library music/ --shards 200 -o plan` freezes a pipeline and its songs. Each shard is done by `songboard run \
    --plan plan --shard 7 -o out`, on any machine that sees the folders, as often as it takes. `songboard status` says what \
    is left, `songboard merge` joins the records, and `songboard submit` does it all with Slurm, Kubernetes or processes here.

    A shot plan is something else: the shots of one song, as the stage `cuts` makes them.
    """)

  private static let schemas = HelpTopic(
    "schemas", "Completion and checks in text editors.",
    """
    `songboard schema pipeline > pipeline.schema.json` writes a JSON Schema. Visual Studio Code with the YAML extension, and \
    all editors with yaml-language-server, take it by a comment at the top of the file:

      # yaml-language-server: $schema=pipeline.schema.json

    There are schemas of cameras, vocabulary, brief, language, claims and plan as well.
    """)
}
