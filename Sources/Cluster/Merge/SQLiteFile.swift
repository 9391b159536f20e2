import CSQLite
import StageKit

/// A database that one process writes, from front to end.
final class SQLiteFile {
  /// A value of a row.
  enum Value {
    case integer(Int)
    case real(Double)
    case text(String)
    case null
  }

  /// A statement that is carried out once for each row.
  final class Statement {
    fileprivate let file: SQLiteFile
    fileprivate let handle: OpaquePointer

    fileprivate init(_ file: SQLiteFile, _ handle: OpaquePointer) {
      (self.file, self.handle) = (file, handle)
    }

    deinit { sqlite3_finalize(handle) }

    /// Carries it out with the values in their order.
    ///
    /// - Throws: ``Failure`` that names the file.
    func callAsFunction(_ values: Value...) throws(Failure) {
      for (index, value) in values.enumerated() {
        let place = Int32(index + 1)
        let code =
          switch value {
          case .integer(let number): sqlite3_bind_int64(handle, place, Int64(number))
          case .real(let number): sqlite3_bind_double(handle, place, number)
          // SQLite copies the text: it does not outlive the call.
          case .text(let text):
            sqlite3_bind_text(handle, place, text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
          case .null: sqlite3_bind_null(handle, place)
          }
        try file.check(code)
      }
      try file.check(sqlite3_step(handle))
      try file.check(sqlite3_reset(handle))
    }
  }

  private let path: String
  private let handle: OpaquePointer

  /// Opens a database.
  ///
  /// - Parameter isNew: Whether it is made, and nobody reads it before it is whole; else it is only read.
  /// - Throws: ``Failure`` that names the file.
  init(path: String, isNew: Bool) throws(Failure) {
    self.path = path
    var handle: OpaquePointer?
    // Without locks, which some disks do not have: nobody else writes to it, and it gets its name when it is whole.
    let code = sqlite3_open_v2(
      path, &handle, isNew ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY, "unix-none")
    guard code == SQLITE_OK, let handle else {
      sqlite3_close(handle)
      throw Failure("\(path): \(String(cString: sqlite3_errstr(code)))")
    }
    self.handle = handle
    if isNew { try run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN") }
  }

  deinit { sqlite3_close(handle) }

  /// Carries out statements that give nothing.
  func run(_ statements: String) throws(Failure) { try check(sqlite3_exec(handle, statements, nil, nil, nil)) }

  /// A statement that may be carried out often.
  func statement(_ text: String) throws(Failure) -> Statement {
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v2(handle, text, -1, &statement, nil))
    guard let statement else { throw Failure("\(path): an empty statement") }
    return Statement(self, statement)
  }

  /// Calls a closure with each row of a query: the texts of its columns.
  func forEachRow(of query: String, _ body: ([String?]) throws -> Void) throws {
    let statement = try statement(query)
    while true {
      let code = sqlite3_step(statement.handle)
      guard code == SQLITE_ROW else {
        try check(code)
        return
      }
      try body(
        (0..<sqlite3_column_count(statement.handle)).map { column in
          sqlite3_column_text(statement.handle, column).map { String(cString: $0) }
        })
    }
  }

  fileprivate func check(_ code: Int32) throws(Failure) {
    guard ![SQLITE_OK, SQLITE_DONE, SQLITE_ROW].contains(code) else { return }
    throw Failure(
      "\(path): \(String(cString: sqlite3_errmsg(handle)))", endsRun: [SQLITE_FULL, SQLITE_IOERR].contains(code & 0xff))
  }
}
