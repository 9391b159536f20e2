import Formats
import StageKit

/// The header of a weight file: where each tensor is, and the metadata.
struct WeightHeader {
  /// A tensor's place.
  struct Entry {
    let name: String
    let shape: [Int]
    /// The first byte and the byte after the last, counted from the end of the header.
    let range: Range<Int>
  }

  /// The tensors, in the order of their numbers.
  let entries: [Entry]
  let metadata: [String: String]

  /// The header of tensors that follow each other.
  init(tensors: [Tensor], metadata: [String: String]) {
    var end = 0
    entries = tensors.map { tensor in
      let start = end
      end += 4 * tensor.values.count
      return Entry(name: tensor.name, shape: tensor.shape, range: start..<end)
    }
    self.metadata = metadata
  }

  /// The header as JSON, with spaces behind it so that the numbers start at a multiple of eight bytes.
  var bytes: [UInt8] {
    let texts = metadata.isEmpty ? [] : [(key: WeightFile.metadataKey, value: JSON.object(metadata))]
    let places = entries.map { entry in
      (
        key: entry.name,
        value: JSON.object([
          ("dtype", .string("F32")), ("shape", .array(entry.shape.map(JSON.integer))),
          ("data_offsets", .array([.integer(entry.range.lowerBound), .integer(entry.range.upperBound)])),
        ])
      )
    }
    let json = Array(JSON.object(texts + places).compact.utf8)
    return json + [UInt8](repeating: UInt8(ascii: " "), count: (8 - json.count % 8) % 8)
  }
}

extension WeightHeader {
  /// Reads a header.
  ///
  /// - Parameter room: The bytes that follow the header, which the tensors must fill.
  /// - Throws: ``Failure`` for whatever a writer of the format would not have written.
  init(bytes: ArraySlice<UInt8>, room: Int) throws(Failure) {
    let fields = try Self.fields(bytes)
    var metadata: [String: String] = [:]
    var entries: [Entry] = []
    for field in fields {
      if field.key == WeightFile.metadataKey {
        guard let texts = field.value.textsByKey else { throw Self.failure("its metadata must be texts") }
        metadata = texts
      } else {
        entries.append(try Self.entry(field, room: room))
      }
    }
    self.metadata = metadata
    self.entries = try Self.inOrder(entries, room: room)
  }

  private static func failure(_ reason: String) -> Failure {
    Failure(reason, remedy: WeightFile.wayOut)
  }

  private static func fields(_ bytes: ArraySlice<UInt8>) throws(Failure) -> [(key: String, value: JSONNode)] {
    // The format wants the brace first, so that a file's kind shows in its ninth byte.
    guard bytes.first == UInt8(ascii: "{") else { throw failure("its header does not start with '{'") }
    let root: JSONNode
    do throws(ReadingError) {
      root = try JSONReader.read(Array(bytes))
    } catch {
      throw failure("its header cannot be read: \(error.message)")
    }
    let fields = root.fields ?? []
    guard fields.count <= WeightFile.tensorLimit + 1 else {
      throw failure("its header has \(fields.count) entries, more than \(WeightFile.tensorLimit)")
    }
    return fields
  }

  private static func entry(_ field: (key: String, value: JSONNode), room: Int) throws(Failure) -> Entry {
    // Names of any length are read; what a failure says stays short.
    let name = field.key.prefix(80)
    guard let parts = field.value.fields, parts.count == 3, let type = field.value["dtype"]?.text,
      let shape = field.value["shape"]?.integers, let offsets = field.value["data_offsets"]?.integers,
      offsets.count == 2
    else { throw failure("the tensor '\(name)' needs dtype, shape and data_offsets, and nothing else") }
    guard type == "F32" else {
      throw Failure("the tensor '\(name)' has the type \(type.prefix(80)), not F32", remedy: "save it as float32")
    }
    guard shape.count <= WeightFile.dimensionLimit else {
      throw failure("the tensor '\(name)' claims \(shape.count) dimensions, more than \(WeightFile.dimensionLimit)")
    }
    guard let count = WeightFile.count(of: shape), count <= room / 4 else {
      throw failure("the tensor '\(name)' claims the shape \(shape), which does not fit the file")
    }
    guard 0 <= offsets[0], offsets[0] <= offsets[1], offsets[1] <= room else {
      throw failure("the tensor '\(name)' claims the bytes \(offsets[0]) to \(offsets[1]) of \(room)")
    }
    guard offsets[1] - offsets[0] == 4 * count else {
      throw failure("the tensor '\(name)' has the shape \(shape) and \(offsets[1] - offsets[0]) bytes")
    }
    return Entry(name: field.key, shape: shape, range: offsets[0]..<offsets[1])
  }

  /// The entries sorted by place; those without numbers keep the header's order.
  private static func inOrder(_ entries: [Entry], room: Int) throws(Failure) -> [Entry] {
    let sorted = entries.enumerated().sorted { first, second in
      (first.element.range.lowerBound, first.element.range.upperBound, first.offset)
        < (second.element.range.lowerBound, second.element.range.upperBound, second.offset)
    }.map(\.element)
    var end = 0
    for entry in sorted {
      guard entry.range.lowerBound == end else {
        let fault = entry.range.lowerBound < end ? "overlaps the tensor before it" : "leaves a gap before it"
        throw failure("the tensor '\(entry.name.prefix(80))' \(fault)")
      }
      end = entry.range.upperBound
    }
    guard end == room else { throw failure("has \(room - end) bytes after its last tensor") }
    return sorted
  }
}
