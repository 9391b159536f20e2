import Formats
import StageKit
import Shots

/// The lanes of a storyboard page, one above the other, as wide as the song: ruler, sections, shots, wave, beats and
/// probabilities.
struct PageLanes {
  let song: StoryboardSong
  /// Loudness, one number a row.
  let loudness: Frames?
  /// A probability per type.
  let types: Frames?

  /// The lanes; those of which nothing is known are left out.
  func markup() throws -> Markup {
    let lanes: [(name: String, title: String, nodes: [Markup])] = [
      ("ruler", "Time", ruler),
      ("sections", "Sections", sections),
      ("shots", "Shots", shots),
      ("wave", "Sound", try wave()),
      ("beats", "Beats", beats),
      ("chances", "Types", try chances()),
    ].filter { !$0.nodes.isEmpty }
    let names = lanes.map { Markup.tag("div", ["class": $0.name], text: $0.title) }
    return .tag(
      "section", ["class": "board", "aria-label": "Timeline"],
      [
        .tag("div", ["class": "names", "aria-hidden": "true"], names),
        .tag(
          "div", ["class": "scroll", "id": "scroll"],
          [
            .tag(
              "div",
              [
                "class": "strip", "id": "strip", "role": "slider", "tabindex": "0",
                "aria-label": "Position in the song", "aria-valuemin": "0",
                "aria-valuemax": song.scale.seconds.fixed(3), "aria-valuenow": "0",
                "aria-valuetext": TimeScale.clock(0), "data-seconds": song.scale.seconds.description,
              ],
              lanes.map { .tag("div", ["class": "lane \($0.name)"], $0.nodes) } + [
                .tag("div", ["class": "playhead", "id": "playhead"])
              ])
          ]),
      ])
  }

  private var ruler: [Markup] {
    song.scale.marks.map { time in
      let style = [(name: "style", value: song.scale.style(at: time))]
      let place = song.scale.isLabelledBefore(time) ? [(name: "class", value: "last")] : []
      return .element("span", style + place, [.text(TimeScale.clock(time))])
    }
  }

  private var sections: [Markup] {
    song.sections.map { section in
      .tag(
        "div", ["style": song.scale.style(from: section.start, to: section.end), "title": section.label],
        [.tag("span", [:], text: section.label)])
    }
  }

  private var shots: [Markup] {
    song.plan.shots.enumerated().map { index, shot in
      let seconds = song.plan.seconds(of: shot)
      let height = (100 * song.palette.height(of: shot.type)).fixed(1)
      let length = (seconds.end - seconds.start).fixed(2)
      let words = [
        "\(index + 1)", shot.type, shot.subject ?? "", "\(length) s", StoryboardSong.percent(shot.probability),
        shot.reason,
      ].filter { !$0.isEmpty }
      return .tag(
        "div",
        [
          "class": song.palette.name(of: shot.type),
          "style": "\(song.scale.style(from: seconds.start, to: seconds.end));height:\(height)%",
          "title": words.joined(separator: " · "),
        ], [.tag("span", [:], text: shot.type)])
    }
  }

  private func wave() throws -> [Markup] {
    guard let loudness else { return [] }
    let path = try WaveOutline.path(loudness, on: song.scale)
    return path.isEmpty ? [] : [drawing(height: WaveOutline.height, [.tag("path", ["d": path])])]
  }

  private var beats: [Markup] {
    guard !song.beats.isEmpty else { return [] }
    let downbeats = song.isSure ? song.downbeats : []
    let paths = [("beat", song.beats, 50), ("downbeat", downbeats, 100)].map { name, times, length in
      Markup.tag("path", ["class": name, "d": BeatTicks.path(times, length: length, on: song.scale)])
    }
    return [drawing(height: 100, paths)]
  }

  private func chances() throws -> [Markup] {
    guard let types else { return [] }
    let paths = try TypeAreas.paths(types, on: song.scale).map { type, path in
      Markup.tag("path", ["class": song.palette.name(of: type), "d": path], [.tag("title", [:], text: type)])
    }
    return [drawing(height: TypeAreas.height, paths)]
  }

  private func drawing(height: Int, _ nodes: [Markup]) -> Markup {
    .tag("svg", ["viewBox": "0 0 1000 \(height)", "preserveAspectRatio": "none", "aria-hidden": "true"], nodes)
  }
}

/// Beats as a path of strokes from the upper edge down.
enum BeatTicks {
  /// The path on a drawing 1000 wide.
  static func path(_ times: [Double], length: Int, on scale: TimeScale) -> String {
    times.map { "M\((1000 * scale.share(of: $0)).fixed(2)) 0v\(length)" }.joined()
  }
}
