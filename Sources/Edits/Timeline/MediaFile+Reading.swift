import StageKit

extension MediaFile {
  /// The path that a URL of a timeline means: the reverse of ``url(host:)``. Source: RFC 8089.
  ///
  /// A drive keeps its letter (`C:/x`), a share its server (`//server/share/x`). What is no `file:` URL and no relative
  /// reference stays as it is.
  static func path(ofURL url: String) -> String {
    guard url.lowercased().hasPrefix("file:") else {
      return url.contains("://") ? url : decoded(url)
    }
    let rest = String(url.dropFirst("file:".count))
    guard rest.hasPrefix("//") else { return withoutSlashOfDrive(decoded(rest)) }
    let host = rest.dropFirst(2).prefix { $0 != "/" }
    let path = decoded(String(rest.dropFirst(2 + host.count)))
    return host.isEmpty || host.lowercased() == "localhost" ? withoutSlashOfDrive(path) : "//\(host)\(path)"
  }

  /// The path that a name in a project of MLT means: without the `./` that keeps it from looking like a protocol.
  static func path(ofPlayer resource: String) -> String {
    resource.hasPrefix("./") ? String(resource.dropFirst(2)) : resource
  }

  private static func withoutSlashOfDrive(_ path: String) -> String {
    let start = Array(path.prefix(3))
    let isDrive = start.count == 3 && start[0] == "/" && start[1].isASCII && start[1].isLetter && start[2] == ":"
    return isDrive ? String(path.dropFirst()) : path
  }

  /// The text with its percent-encoded bytes; as it is if they are no UTF-8.
  private static func decoded(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var plain: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.count,
        let byte = UInt8(String(decoding: bytes[place + 1...place + 2], as: UTF8.self), radix: 16)
      {
        plain.append(byte)
        place += 3
      } else {
        plain.append(bytes[place])
        place += 1
      }
    }
    return String(validating: plain, as: UTF8.self) ?? text
  }
}
