/// Whether a page's tags are balanced: each is closed by its like, in order.
enum XMLStructure {
  private static let withoutEnd: Set<Substring> = ["meta", "!DOCTYPE", "br"]

  /// The first tag that is wrong; `nil` if the page is sound.
  static func fault(in page: String) -> String? {
    var open: [Substring] = []
    for piece in page.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
      guard let end = piece.firstIndex(of: ">") else { return String(piece) }
      let tag = piece[..<end]
      let name = tag.split(whereSeparator: { $0 == " " || $0 == "/" }).first ?? ""
      if tag.hasPrefix("/") {
        guard open.popLast() == name else { return String(tag) }
      } else if !tag.hasSuffix("/"), !withoutEnd.contains(name) {
        open.append(name)
      }
      guard tag.count(where: { $0 == "\"" }).isMultiple(of: 2) else { return String(tag) }
    }
    return open.first.map { String($0) }
  }
}
