extension String {
  /// Whether this is the address of something on the web, of which nothing is ever fetched.
  public var isWebAddress: Bool { hasPrefix("http://") || hasPrefix("https://") }
}
