/// The program's version; a part of what documents are made from.
enum Version {
  static let current = "0.1.0"
}
