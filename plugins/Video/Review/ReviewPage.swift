import Formats
import Shots
import StageKit

/// The page of a video's labels. What it shows is made by its script from the shots that stand in it as JSON.
struct ReviewPage {
  /// The video's name, which the saved table is named after.
  let name: String
  let plan: ShotPlan
  let rows: [LabelRow]
  /// A JPEG for each shot; empty where there is none.
  let pictures: [[UInt8]]
  /// The hash of the video's content, under which a browser keeps what was changed.
  let hash: String
  /// The video as a link.
  let video: String

  /// Nothing is fetched but the video.
  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; "
    + "media-src 'self' file: blob:"

  var markup: Markup {
    .page(
      title: "\(name): labels", policy: Self.policy, facts: ["color-scheme": "light dark", "generator": "songboard"],
      style: Self.text(PackageResources.review_css) + rules,
      body: [
        .tag("main", ["id": "page"], [header, viewer, .tag("div", ["id": "shots", "role": "list"])]),
        .tag("script", ["type": "application/json", "id": "data"], [.raw(data)]),
        .tag("div", ["id": "pictures", "hidden": ""], pictures.map(picture)),
        .tag("script", [:], [.raw(Self.text(PackageResources.review_js))]),
      ])
  }

  private static func text(_ resource: [UInt8]) -> String { String(decoding: resource, as: UTF8.self) }

  private func picture(_ bytes: [UInt8]) -> Markup {
    // An address without a picture is one that a browser cannot show.
    if bytes.isEmpty { return .tag("img", ["alt": ""]) }
    return .embedding("img", [(name: "alt", value: "")], attribute: "src", DataURL(type: "image/jpeg", bytes: bytes))
  }

  private var header: Markup {
    .tag(
      "header", [:],
      [
        .tag("h1", [:], text: name), .tag("p", ["id": "facts", "aria-live": "polite"]), .tag("p", ["id": "agreement"]),
        .tag(
          "div", ["class": "tools"],
          [
            button("order", "In time"), button("undo", "Undo (u)"), button("save", "Save the table (s)"),
          ]),
      ])
  }

  private var viewer: Markup {
    let types = plan.types.enumerated().map { place, type in
      let key = type == Vocabulary.unknown ? "0" : "\(place + 1)"
      return Markup.tag(
        "button", ["type": "button", "class": "type t\(place)", "data-type": type],
        [.tag("kbd", [:], text: key), .text(" \(type)")])
    }
    let keys =
      "enter: right as it is · space plays · arrows go · k keeps the cut before, x deletes it · c cuts here · u undoes · s saves"
    return .tag(
      "section", ["class": "viewer", "aria-label": "The shot"],
      [
        .tag(
          "div", ["class": "screen"],
          [.tag("video", ["id": "video", "src": video, "preload": "metadata", "playsinline": ""], [])]),
        .tag(
          "div", ["class": "card"],
          [
            .tag("p", ["id": "number"]), .tag("p", ["id": "why"]), .tag("div", ["class": "types"], types),
            .tag("p", ["class": "keys"], text: keys),
            .tag(
              "label", ["id": "chooser", "hidden": ""],
              [
                .text("The video is not beside this page, or the browser cannot play it. "),
                .tag("input", ["type": "file", "id": "file", "accept": "video/*"]),
              ]),
          ]),
      ])
  }

  private func button(_ id: String, _ text: String) -> Markup {
    .tag("button", ["type": "button", "id": id], text: text)
  }

  private var rules: String {
    plan.types.enumerated().map { place, type in
      let isKnown = type != Vocabulary.unknown
      return
        "\n.t\(place){--c:\(isKnown ? plan.colour(of: type) : "#8a8f99");--i:\(isKnown ? plan.ink(of: type) : "#fff")}"
    }.joined()
  }

  private var data: String {
    let shots = rows.map { row in
      JSON.object([
        ("in", .integer(row.shot.inFrame)), ("out", .integer(row.shot.outFrame)), ("type", .string(row.shot.type)),
        ("confidence", .number(row.shot.probability ?? 0)), ("faces", .number(row.faces.rounded())),
        ("ratio", .number((1000 * row.ratio).rounded() / 1000)), ("why", .string(row.shot.reason)),
        ("cut", row.cut.map { .number($0) } ?? .null), ("next", row.shot.runnerUp.map { .string($0) } ?? .null),
        ("told", row.told.map { .array([.string($0.before), .string($0.after)]) } ?? .null),
      ])
    }
    let whole = JSON.object([
      ("name", .string(name)), ("hash", .string(hash)), ("numerator", .integer(plan.rate.numerator)),
      ("denominator", .integer(plan.rate.denominator)), ("types", .array(plan.types.map { .string($0) })),
      ("shots", .array(shots)),
    ])
    // Nothing in a text may end the script that it stands in.
    return whole.compact.replacing("<", with: "\\u003c")
  }
}
