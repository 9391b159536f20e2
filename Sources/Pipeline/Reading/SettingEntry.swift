import StageKit
import Formats

/// A setting as it stands in the file: `bands: 128`.
struct SettingEntry {
  let name: Placed<String>
  let value: Placed<RawSetting>

  init(_ entry: Node.Entry) {
    name = entry.key
    value = Placed(value: RawSetting(entry.value), mark: entry.value.mark)
  }
}
