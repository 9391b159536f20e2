import Edits
import Formats
import Shots

/// The page of a library: a row per song, with links to the songs' own pages.
struct IndexPage {
  /// A song of the library.
  struct Entry {
    let song: StoryboardSong
    /// The song's name in the run, such as `a/x`.
    let name: String
    /// The song's page, relative to this one.
    let page: MediaFile
  }

  let title: String
  let entries: [Entry]

  /// The page.
  var markup: Markup {
    PageShell.markup(
      title: title, style: PackageResources.index_css, script: PackageResources.index_js,
      body: [
        .tag("h1", [:], text: title),
        .tag("p", ["class": "facts"], text: facts),
        .tag("div", ["class": "songs"], [table]),
        legend,
      ])
  }

  private var facts: String {
    let seconds = entries.reduce(0) { $0 + $1.song.scale.seconds }
    let shots = entries.reduce(0) { $0 + $1.song.plan.shots.count }
    return "\(entries.count) song\(entries.count == 1 ? "" : "s") · \(TimeScale.clock(seconds)) · "
      + "\(shots) shot\(shots == 1 ? "" : "s")"
  }

  private var table: Markup {
    let heads = [
      ("Song", ""), ("Length", "figure"), ("Tempo", "figure"), ("Cuts", "figure"), ("Average shot", "figure"),
    ]
    let cells = heads.map { name, kind in
      Markup.tag("th", ["scope": "col", "class": kind], [.tag("button", ["type": "button"], text: name)])
    }
    return .tag(
      "table", ["id": "songs"],
      [
        .tag("thead", [:], [.tag("tr", [:], cells + [.tag("th", ["scope": "col"], text: "Shots")])]),
        .tag("tbody", [:], entries.map(row)),
      ])
  }

  private func row(_ entry: Entry) -> Markup {
    let song = entry.song
    let summary = PlanSummary(song.plan)
    return .tag(
      "tr", [:],
      [
        .tag("td", ["class": "song"], [.tag("a", ["href": entry.page.reference], text: entry.name)]),
        figure(TimeScale.clock(song.scale.seconds), song.scale.seconds),
        figure(song.tempoText ?? "–", song.tempo ?? 0),
        figure("\(summary.cuts)", Double(summary.cuts)),
        figure("\(summary.average.fixed(2)) s", summary.average),
        .tag("td", ["class": "mini"], [lane(of: song)]),
      ])
  }

  private func figure(_ text: String, _ value: Double) -> Markup {
    .tag("td", ["class": "figure", "data-value": value.description], text: text)
  }

  /// The song's shots; the colours are set on each, as songs may have vocabularies of their own.
  private func lane(of song: StoryboardSong) -> Markup {
    let shots = song.plan.shots.map { shot in
      let seconds = song.plan.seconds(of: shot)
      let left = 1000 * song.scale.share(of: seconds.start)
      let height = 100 * song.palette.height(of: shot.type)
      return Markup.tag(
        "rect",
        [
          "x": left.fixed(1), "y": (100 - height).fixed(1),
          "width": (1000 * song.scale.share(of: seconds.end) - left).fixed(1), "height": height.fixed(1),
          "style": "--c:\(song.palette.colour(of: shot.type))",
        ])
    }
    return .tag(
      "svg",
      [
        "viewBox": "0 0 1000 100", "preserveAspectRatio": "none", "role": "img", "aria-label": "Shots of \(song.title)",
      ],
      shots)
  }

  /// The types that any song has, in the vocabulary's order, whichever song has them.
  private var legend: Markup {
    let used = Set(entries.flatMap { $0.song.plan.shots.map(\.type) })
    var seen: Set<String> = []
    let chips = entries.flatMap { entry in
      let palette = entry.song.palette
      return palette.types.filter { used.contains($0) && seen.insert($0).inserted }.map { type in
        Markup.tag(
          "span", ["class": "chip", "style": "--c:\(palette.colour(of: type));--i:\(palette.ink(of: type))"],
          text: type)
      }
    }
    return .tag("p", ["class": "legend"], chips)
  }
}
