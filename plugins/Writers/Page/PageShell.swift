import Formats

/// What all pages have around their content: the head, the style and the script, all in the page itself.
enum PageShell {
  /// Nothing is fetched but the song.
  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; media-src 'self' file: data: blob:"

  /// A page.
  ///
  /// - Parameters:
  ///   - style: A style sheet that is built in.
  ///   - rules: More rules, of the plan's types.
  ///   - script: A script that is built in.
  static func markup(title: String, style: [UInt8], rules: String = "", script: [UInt8], body: [Markup]) -> Markup {
    .page(
      title: title, policy: policy, facts: ["color-scheme": "light dark", "generator": "songboard"],
      style: text(PackageResources.base_css) + text(style) + rules,
      body: [.tag("main", [:], body), .tag("script", [:], [.raw(text(script))])])
  }

  private static func text(_ resource: [UInt8]) -> String { "\n\(String(decoding: resource, as: UTF8.self))" }
}
