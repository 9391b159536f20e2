import Formats
import Shots

/// The numbers of a storyboard page: the cutting, the share of each type, and the least certain shots.
struct PageSummary {
  /// How many of the least certain shots are listed.
  private static let leastCertain = 5

  let song: StoryboardSong

  /// The summary.
  var markup: Markup {
    .tag("section", ["class": "summary", "aria-label": "Summary"], [figures, shares, leastCertain])
  }

  private var figures: Markup {
    let summary = PlanSummary(song.plan)
    let onBeat = PlanSummary.onBeat(song.plan, beats: song.beats).map { ("cuts on a beat", StoryboardSong.percent($0)) }
    let rows =
      [
        ("cuts", "\(summary.cuts)"),
        ("average shot length", "\(summary.average.fixed(2)) s"),
        ("median", "\(summary.median.fixed(2)) s"),
        ("shortest and longest", "\(summary.shortest.fixed(2)) s, \(summary.longest.fixed(2)) s"),
      ] + (onBeat.map { [$0] } ?? [])
    return panel(
      "Cutting",
      .tag(
        "dl", ["class": "figures"],
        rows.map { name, value in
          .tag("div", [:], [.tag("dt", [:], text: name), .tag("dd", [:], text: value)])
        }))
  }

  private var shares: Markup {
    let bars = PlanSummary(song.plan).types.map { type in
      Markup.tag(
        "li", ["class": song.palette.name(of: type.type)],
        [
          .tag("span", ["class": "chip"], text: type.type),
          .tag("span", ["class": "bar"], [.tag("i", ["style": "width:\((100 * type.share).fixed(2))%"])]),
          .tag("span", ["class": "number"], text: StoryboardSong.percent(type.share)),
          .tag("span", ["class": "count"], text: type.shots == 1 ? "1 shot" : "\(type.shots) shots"),
        ])
    }
    return panel("Share of the time", .tag("ul", ["class": "shares"], bars))
  }

  private var leastCertain: Markup {
    let rows = PlanSummary.leastCertain(Self.leastCertain, of: song.plan).map { index in
      let shot = song.plan.shots[index]
      return Markup.tag(
        "li", ["class": song.palette.name(of: shot.type)],
        [
          .tag("span", ["class": "chip"], text: shot.type),
          PageTable.seekButton(shot, of: song.plan),
          .tag("span", ["class": "number"], text: StoryboardSong.percent(shot.probability)),
          .tag("span", ["class": "count"], text: shot.runnerUp.map { "next \($0)" } ?? ""),
        ])
    }
    return panel("Least certain", .tag("ul", ["class": "doubts"], rows))
  }

  private func panel(_ title: String, _ content: Markup) -> Markup {
    .tag("div", ["class": "panel"], [.tag("h2", [:], text: title), content])
  }
}
