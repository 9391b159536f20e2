import Edits
import Formats
import StageKit
import Shots

/// Writes the storyboard page of a song: the shots over the music, to look at, play, search and print.
struct WriteHTML: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let types = OptionalInput<Frames>("types", "A probability per shot type, drawn beneath the shots.")
  static let rms = OptionalInput<Frames>("rms", "Loudness, drawn as the wave.")
  static let beats = OptionalInput<Events>("beats", "Beats, drawn as strokes.")
  static let downbeats = OptionalInput<Events>(
    "downbeats", "First beats of bars, drawn as longer strokes if they are sure.")
  static let sections = OptionalInput<Events>("sections", "The song's sections.")
  static let tempo = OptionalInput<Number>("tempo", "The song's tempo in beats per minute.")
  static let meter = OptionalInput<Number>("meter", "Beats per bar.")
  static let certainty = OptionalInput<Number>(
    "certainty", "How sure the bars are, from 0 to 1; under 0.8 the page says `about` of tempo, bars and sections.")
  static let document = Output<Document>("document", fileExtension: "html", "The page, whole in one file.")

  static let embed = Parameter<TrackFile?>(
    "embed", default: nil,
    "A sound file that goes into the page, such as {track}.{format} for the song itself; the page links to the song if "
      + "there is none, and if the file has more than 64 MiB, is no sound or browsers do not play it.")

  static let declaration = StageDeclaration(
    id: "write.html", revision: 7, namesMedia: true,
    doc: "Writes a storyboard page of the song, with a playhead over shots, wave, beats and reasons, in one file.",
    source: "HTML Living Standard; WAI-ARIA 1.2, slider",
    inputs: [shots, types, rms, beats, downbeats, sections, tempo, meter, certainty],
    outputs: [document],
    parameters: [embed, TimelineSettings.songs])

  private let embed: TrackFile?
  private let songs: String?

  init(_ settings: Settings) {
    embed = settings[Self.embed]
    songs = settings[TimelineSettings.songs]
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    try inputs[Self.types]?.require(.shotTypes)
    return FrameFormats()
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let song = StoryboardSong(
      try inputs[Self.shots], of: context.track, sections: inputs[Self.sections], beats: inputs[Self.beats],
      downbeats: inputs[Self.downbeats], tempo: inputs[Self.tempo], meter: inputs[Self.meter],
      certainty: inputs[Self.certainty])
    let lanes = PageLanes(song: song, loudness: inputs[Self.rms], types: inputs[Self.types])
    let page = StoryboardPage(song: song, lanes: lanes, sound: sound(in: context))
    var outputs = Artifacts()
    outputs[Self.document] = try page.markup().page
    return outputs
  }

  /// Where the page finds the song: in itself, or by a link. A page without its song is better than none.
  private func sound(in context: TrackContext) -> PageSound {
    let link = PageSound.link(MediaFile(songOf: context.track, at: context.places, in: songs).reference)
    guard let embed else { return link }
    do throws(Failure) {
      guard let bytes = try context.content(of: embed, otherwise: "the page links to the song") else { return link }
      return try PageSound(embedding: bytes, ending: FilePath(context.name(of: embed)).ending)
    } catch {
      context.warn("the page links to the song: \(error)")
      return link
    }
  }
}
