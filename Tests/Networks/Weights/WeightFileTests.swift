import StageKit
import Testing

@testable import Networks

@Suite struct WeightFileTests {
  private let tensors = [
    Tensor(name: "b", shape: [2, 1], values: [1, -2]), Tensor(name: "nothing", shape: [0, 3], values: []),
    Tensor(name: "a", shape: [], values: [0.5]),
  ]

  /// A file from a header and the bytes behind it.
  private func file(_ header: String, data: Int = 0, length: UInt64? = nil) -> [UInt8] {
    let length = length ?? UInt64(header.utf8.count)
    return withUnsafeBytes(of: length.littleEndian) { Array($0) } + Array(header.utf8)
      + [UInt8](repeating: 0, count: data)
  }

  private func tensor(_ shape: String, _ start: Int, _ end: Int, type: String = "F32") -> String {
    #"{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[\#(start),\#(end)]}"#
  }

  private func refusal(_ bytes: [UInt8]) -> String {
    do throws(Failure) {
      _ = try WeightFile(bytes: bytes)
      return "none"
    } catch {
      return error.reason
    }
  }

  @Test func readingGivesWhatWasWritten() throws {
    let file = try WeightFile(tensors: tensors, metadata: ["é\"\\\n\u{01}": "🎬", "": ""])
    #expect(try WeightFile(bytes: file.bytes) == file)
    #expect(file["a"]?.values == [0.5])
    #expect(file["c"] == nil)
    let empty = try WeightFile(tensors: [], metadata: [:])
    #expect(try WeightFile(bytes: empty.bytes) == empty)
  }

  @Test func theBytesAreThoseOfTheFormat() throws {
    let file = try WeightFile(tensors: [tensors[0], tensors[2]], metadata: ["z": "1", "y": "2"])
    let header =
      #"{"__metadata__":{"y":"2","z":"1"},"b":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"#
      + #""a":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}"#
    let padding = String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    let numbers: [UInt8] = [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0x3f]
    #expect(file.bytes == self.file(header + padding) + numbers)
    #expect((file.bytes.count - numbers.count) % 8 == 0)
  }

  @Test func tensorsOfOtherWritersMayStandInAnyOrder() throws {
    let header = #" {"x": \#(tensor("[1]", 4, 8)) , "y":\#(tensor("[1]", 0, 4))}"#.dropFirst()
    let read = try WeightFile(bytes: file(String(header) + "  \n", data: 8))
    #expect(read.tensors.map(\.name) == ["y", "x"])
  }

  @Test func lyingLengthsAreRefused() {
    #expect(refusal([1, 2, 3]).contains("too few"))
    #expect(refusal(file("{}", length: 3)).contains("claims a header of 3 bytes"))
    let long = UInt64(WeightFile.headerLimit)
    #expect(refusal(file("{}", length: long)).contains("claims a header of \(long) bytes"))
    #expect(refusal(file("{}", length: long + 1)).contains("is no safetensors file"))
    #expect(refusal(file("{}", length: .max)).contains("is no safetensors file"))
    #expect(refusal(Array(#"{"version": 1}"#.utf8)).contains("is no safetensors file"))
    #expect(refusal(file("{}", data: 4)).contains("4 bytes after its last tensor"))
  }

  @Test(arguments: [
    ("", "does not start"), ("[]", "does not start"), (" {}", "does not start"), ("{", "expected a key"),
    ("{}x", "something follows the end"), (#"{"a":1}"#, "needs dtype"), (#"{"a":1.5}"#, "needs dtype"),
    (#"{"a":-}"#, "expected a digit"),
    (#"{"a":01}"#, "expected"), (#"{"a":99999999999999999999}"#, "needs dtype"), (#"{"a":"\x"}"#, "unknown escape"),
    (#"{"a":"\ud800"}"#, "surrogate"), (#"{"a":"\ud800\u0041"}"#, "surrogate"), (#"{"a":"\u12g4"}"#, "hexadecimal"),
    ("{\"a\":\"\n\"}", "control character"),
    (#"{"a":"#, "ends where a value should be"), (#"{"a"#, "a text has no end"),
    (#"{"a":[[[[[[[[[[]]]]]]]]]]}"#, "needs dtype"), (#"{"__metadata__":{"a":1}}"#, "must be texts"),
    (#"{"__metadata__":{"a":"1","a":"2"}}"#, "stands twice"), (#"{"a":1,}"#, "expected a key"),
  ])
  func brokenHeadersAreRefused(_ header: String, _ reason: String) {
    #expect(refusal(file(header)).contains(reason))
  }

  @Test func textThatIsNotUTF8IsRefused() {
    #expect(refusal([5, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x22, 0xff, 0x22, 0x7d]).contains("not valid UTF-8"))
  }

  @Test(arguments: [
    ("[1]", 0, 4, "F16", "has the type F16"), ("[-1]", 0, 4, "F32", "claims the shape"),
    ("[4611686018427387904,4]", 0, 4, "F32", "claims the shape"), ("[9223372036854775807]", 0, 4, "F32", "claims"),
    ("[1,1,1,1,1,1,1,1,1]", 0, 4, "F32", "claims 9 dimensions"), ("[\"1\"]", 0, 4, "F32", "needs dtype"),
    ("[1]", -4, 0, "F32", "claims the bytes"), ("[1]", 4, 0, "F32", "claims the bytes"),
    ("[1]", 0, 9, "F32", "claims the bytes"), ("[1]", 0, 8, "F32", "and 8 bytes"), ("[1]", 4, 8, "F32", "leaves a gap"),
    ("[1]", 0, 4, "F32", "after its last tensor"),
  ])
  func lyingTensorsAreRefused(_ shape: String, _ start: Int, _ end: Int, _ type: String, _ reason: String) {
    #expect(refusal(file(#"{"a":\#(tensor(shape, start, end, type: type))}"#, data: 8)).contains(reason))
  }

  /// Someone else's names and texts may be as long as a header; what is said about them is not.
  @Test func whatIsSaidOfLongTextsIsShort() {
    let long = String(repeating: "long ", count: 10_000)
    let many = "[\(Array(repeating: "1", count: 10_000).joined(separator: ","))]"
    let headers = [
      #"{"\#(long)":1}"#, #"{"\#(long)":1,"\#(long)":1}"#, #"{"a":\#(tensor("[1]", 0, 4, type: long))}"#,
      #"{"a":\#(tensor(many, 0, 4))}"#, #"{"\#(long)":\#(tensor("[1]", 4, 8))}"#,
    ]
    for header in headers { #expect(refusal(file(header, data: 8)).count < 300) }
  }

  @Test func overlapsAndDoublesAreRefused() {
    let one = tensor("[1]", 0, 4)
    #expect(refusal(file(#"{"a":\#(one),"b":\#(one)}"#, data: 4)).contains("overlaps"))
    #expect(refusal(file(#"{"a":\#(one),"a":\#(one)}"#, data: 4)).contains("stands twice"))
    let many = (0...WeightFile.tensorLimit + 1).map { #""\#($0)":\#(tensor("[0]", 0, 0))"# }
    #expect(refusal(file("{\(many.joined(separator: ","))}")).contains("more than 4096"))
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func numbersThatAreNoneAreRefused(_ number: Float) throws {
    #expect(throws: Failure.self) {
      try WeightFile(tensors: [Tensor(name: "a", shape: [2], values: [0, number])], metadata: [:])
    }
    let bits = withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) }
    #expect(refusal(file(#"{"a":\#(tensor("[1]", 0, 4))}"#) + bits).contains("the tensor 'a' is"))
  }

  @Test func whatNoFileCanHoldIsRefused() {
    let tensor = Tensor(name: "a", shape: [1], values: [0])
    let misshapen = Tensor(name: "b", shape: [2], values: [0])
    let reserved = Tensor(name: "__metadata__", shape: [1], values: [0])
    for tensors in [[tensor, tensor], [misshapen], [reserved]] {
      #expect(throws: Failure.self) { try WeightFile(tensors: tensors, metadata: [:]) }
    }
  }
}
