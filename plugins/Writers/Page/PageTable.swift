import Formats
import Shots

/// The shot list of a storyboard page: a row per shot.
struct PageTable {
  let song: StoryboardSong

  /// Whether somebody has said who is shown, so that there is a column for it.
  private var hasSubjects: Bool { song.plan.shots.contains { $0.subject != nil } }

  /// The table.
  var markup: Markup {
    let heads =
      ["Shot", "Timecode", "Length", "Type"] + (hasSubjects ? ["Subject"] : [])
      + ["Probability", "Next", "Section", "Reason"]
    return .tag(
      "section", ["class": "list", "aria-labelledby": "list"],
      [
        .tag("h2", ["id": "list"], text: "Shot list"),
        .tag(
          "table", ["id": "table"],
          [
            .tag("thead", [:], [.tag("tr", [:], heads.map { .tag("th", ["scope": "col"], text: $0) })]),
            .tag("tbody", [:], song.plan.shots.enumerated().map { row($0 + 1, $1) }),
          ]),
      ])
  }

  /// A button that goes to a shot; it shows the timecode.
  static func seekButton(_ shot: Shot, of plan: ShotPlan) -> Markup {
    .tag(
      "button", ["type": "button", "class": "seek", "data-seek": plan.seconds(of: shot).start.description],
      text: plan.timecodes(of: shot).in.description)
  }

  private func row(_ number: Int, _ shot: Shot) -> Markup {
    let seconds = song.plan.seconds(of: shot)
    return .tag(
      "tr",
      [
        "class": song.palette.name(of: shot.type), "data-start": seconds.start.description,
        "data-end": seconds.end.description,
      ],
      [
        .tag("td", ["class": "n"], text: "\(number)"),
        .tag("td", ["class": "timecode"], [Self.seekButton(shot, of: song.plan)]),
        .tag("td", ["class": "length"], text: "\((seconds.end - seconds.start).fixed(2)) s"),
        .tag("td", ["class": "type"], [.tag("span", ["class": "chip"], text: shot.type)] + lock(of: shot)),
      ] + (hasSubjects ? [.tag("td", ["class": "subject"], text: shot.subject ?? "")] : []) + [
        .tag(
          "td", ["class": "p"],
          shot.probability.map { probability in
            [
              .tag("span", ["class": "bar"], [.tag("i", ["style": "width:\((100 * probability).fixed(1))%"])]),
              .tag("span", ["class": "number"], text: StoryboardSong.percent(probability)),
            ]
          } ?? []),
        .tag("td", ["class": "next"], text: shot.runnerUp ?? ""),
        .tag("td", ["class": "section"], text: song.section(of: shot)),
        .tag("td", ["class": "reason"], text: shot.reason),
      ])
  }

  private func lock(of shot: Shot) -> [Markup] {
    shot.isLocked ? [.tag("span", ["class": "locked"], text: "locked")] : []
  }
}
