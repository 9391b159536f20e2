/// What all pages have around their content: the head, the style and the script, all in the page itself.
enum PageShell {
  /// Nothing is fetched but the song. Source: Content Security Policy Level 3.
  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; media-src 'self' file: data: blob:"

  /// A page.
  ///
  /// - Parameters:
  ///   - style: A style sheet that is built in.
  ///   - rules: More rules, of the plan's types.
  ///   - script: A script that is built in.
  static func markup(title: String, style: [UInt8], rules: String = "", script: [UInt8], body: [Markup]) -> Markup {
    .tag(
      "html", ["lang": "en"],
      [
        .tag(
          "head", [:],
          [
            .tag("meta", ["charset": "utf-8"]),
            .tag("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
            .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            .tag("meta", ["name": "color-scheme", "content": "light dark"]),
            .tag("meta", ["name": "generator", "content": "songboard"]),
            .tag("title", [:], text: title),
            .tag("style", [:], [.raw(text(PackageResources.base_css) + text(style) + rules)]),
          ]),
        .tag("body", [:], [.tag("main", [:], body), .tag("script", [:], [.raw(text(script))])]),
      ])
  }

  private static func text(_ resource: [UInt8]) -> String { "\n\(String(decoding: resource, as: UTF8.self))" }
}
