import Formats
import Shots

/// The storyboard page of one song, whole in one file: it asks for nothing but the song itself.
struct StoryboardPage {
  let song: StoryboardSong
  let lanes: PageLanes
  let sound: PageSound

  /// The page.
  func markup() throws -> Markup {
    PageShell.markup(
      title: song.title, style: PackageResources.page_css, rules: song.palette.rules, script: PackageResources.page_js,
      body: [
        .tag("header", [:], [viewer, heading]), try lanes.markup(), legend, PageSummary(song: song).markup,
        PageTable(song: song).markup,
      ])
  }

  /// The frame that shows the shot under the playhead.
  private var viewer: Markup {
    let first = song.plan.shots.first?.type ?? ""
    return .tag(
      "div", ["class": "viewer \(song.palette.name(of: first))", "id": "viewer", "aria-hidden": "true"],
      [.tag("b", ["id": "viewer-type"], text: first), .tag("span", ["id": "viewer-number"], text: "1")])
  }

  private var heading: Markup {
    let rate = song.plan.rate.rawValue
    let facts =
      [
        TimeScale.clock(song.scale.seconds), song.tempoText, song.meter.map { song.heard("\($0) beats a bar") },
        song.sections.count > 1 ? song.heard("\(song.sections.count) sections") : nil, "\(rate) fps",
        song.plan.shots.count == 1 ? "1 shot" : "\(song.plan.shots.count) shots",
      ].compactMap(\.self)
    return .tag(
      "div", ["class": "heading"],
      [
        .tag("h1", [:], text: song.title),
        .tag("p", ["class": "facts"], text: facts.joined(separator: " · ")),
        .tag(
          "p", ["class": "now"],
          [
            .tag("output", ["id": "timecode"], text: song.plan.start.description), .text(" "),
            .tag("span", ["id": "reason"], text: song.plan.shots.first?.reason ?? ""),
          ]),
        transport,
      ])
  }

  private var transport: Markup {
    let plan = song.plan
    return .tag(
      "div",
      [
        "class": "transport", "id": "transport", "data-start": "\(plan.start.frame)",
        "data-rate": "\(plan.rate.numerator) \(plan.rate.denominator)", "data-nominal": "\(plan.rate.nominal)",
        "data-drop": plan.rate.isDropFrame ? "\(plan.rate.nominal / 15)" : "0",
      ],
      [
        .tag("button", ["type": "button", "id": "play", "class": "primary"], text: "Play"),
        .tag("button", ["type": "button", "id": "previous", "aria-label": "Previous shot"], text: "‹"),
        .tag("button", ["type": "button", "id": "next", "aria-label": "Next shot"], text: "›"),
        .tag("button", ["type": "button", "id": "narrow", "aria-label": "Zoom out"], text: "−"),
        .tag("button", ["type": "button", "id": "wide", "aria-label": "Zoom in"], text: "+"),
        chooser,
        audio,
      ])
  }

  private var audio: Markup {
    let attributes = [(name: "id", value: "audio"), (name: "preload", value: "metadata")]
    return switch sound {
    case .link(let reference): .element("audio", attributes + [(name: "src", value: reference)], [])
    case .embedded(let file): .embedding("audio", attributes, attribute: "src", file)
    }
  }

  /// For a song that is not where the page looks for it; hidden while the page has the song in itself.
  private var chooser: Markup {
    var attributes = [(name: "class", value: "chooser"), (name: "id", value: "chooser")]
    if case .embedded = sound { attributes.append((name: "hidden", value: "hidden")) }
    return .element(
      "label", attributes,
      [
        .tag("span", ["id": "chooser-text"], text: "Choose the song"),
        .tag("input", ["type": "file", "id": "file", "accept": "audio/*,video/*"]),
      ])
  }

  private var legend: Markup {
    let used = PlanSummary(song.plan).types.map(\.type)
    return .tag(
      "p", ["class": "legend"],
      song.palette.types.filter(used.contains).map { type in
        .tag("span", ["class": "chip \(song.palette.name(of: type))"], text: type)
      } + [
        .tag(
          "span", ["class": "keys"],
          text: "Space plays; ← → 1 s; ↑ ↓ previous and next shot; Home and End; + and − zoom")
      ])
  }
}
