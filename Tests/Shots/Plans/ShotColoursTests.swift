import Testing

@testable import Shots

@Suite struct ShotPlanColourTests {
  private static func plan() throws -> ShotPlan {
    let types = ["CU", "MCU", "MS", "MLS", "LS", "XLS", "ADS", "MIS", "a", "b", "c", "d"]
    return try ShotPlan([Shot(inFrame: 0, outFrame: 1, type: "CU", probability: 1)], rate: .fps25, types: types)
  }

  private static func luminance(_ colour: String) throws -> Double {
    let value = try #require(Int(colour.dropFirst(), radix: 16))
    return zip([16, 8, 0], [0.2126, 0.7152, 0.0722]).reduce(0) { sum, channel in
      let share = Double(value >> channel.0 & 255) / 255
      return sum + channel.1 * (share <= 0.04045 ? share / 12.92 : pow24((share + 0.055) / 1.055))
    }
  }

  /// x to the power 2.4, as exp(2.4 log x) by repeated squaring of the fifth root of x^12.
  private static func pow24(_ x: Double) -> Double {
    let target = (0..<12).reduce(1) { product, _ in product * x }
    return (0..<60).reduce(1) { y, _ in y - (y * y * y * y * y - target) / (5 * y * y * y * y) }
  }

  @Test func sizesGrowLighterFromCloseToWide() throws {
    let plan = try Self.plan()
    let lights = try plan.types.prefix(6).map { try Self.luminance(plan.colour(of: $0)) }
    #expect(lights == lights.sorted())
    #expect(Set(plan.types.prefix(11).map(plan.colour)).count == 11)
  }

  /// Contrast by WCAG 2.2: 4.5 is enough for text.
  @Test func inkCanBeReadOnAllColours() throws {
    let plan = try Self.plan()
    for type in plan.types {
      let lights = [try Self.luminance(plan.colour(of: type)), try Self.luminance(plan.ink(of: type))].sorted()
      #expect((lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5, "\(type)")
    }
  }
}
