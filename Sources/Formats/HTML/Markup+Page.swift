extension Markup {
  /// A page whole in one file, with its style in itself; it is written by ``page``.
  ///
  /// - Parameters:
  ///   - policy: What the page may fetch. Source: Content Security Policy Level 3.
  ///   - facts: More of what the head says about the page, by name.
  ///   - style: A style sheet that is built in.
  ///   - body: The content.
  public static func page(
    title: String, policy: String, facts: KeyValuePairs<String, String> = [:], style: String, body: [Markup]
  ) -> Markup {
    let head: [Markup] =
      [
        .tag("meta", ["charset": "utf-8"]), .tag("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
        .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      ] + facts.map { .tag("meta", ["name": $0.key, "content": $0.value]) }
      + [.tag("title", text: title), .tag("style", [:], [.raw(style)])]
    return .tag("html", ["lang": "en"], [.tag("head", [:], head), .tag("body", [:], body)])
  }
}
