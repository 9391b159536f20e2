import StageKit
import Formats

/// A setting as it stands in the file: `bands: 128`.
struct SettingEntry {
  let name: Placed<String>
  /// `nil` if it was a mapping, which has been reported.
  let value: Placed<RawSetting>?
}

extension SettingEntry {
  /// - Parameter owner: The stage's name, or `source`.
  init(_ entry: Node.Entry, of owner: String, report: inout Diagnostics) {
    name = entry.key
    do throws(Failure) {
      value = Placed(value: try RawSetting(entry.value), mark: entry.value.mark)
    } catch {
      report.error(entry.value.mark, "\(owner).\(entry.key.value): \(error)")
      value = nil
    }
  }
}
