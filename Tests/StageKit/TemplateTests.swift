import StageKit
import Testing

@Suite struct TemplateTests {
  @Test func placeholdersAreFilledInOnePass() {
    let template = Template("{a}/{b}-{c}.txt")
    #expect(template.placeholders == ["a", "b", "c"])
    #expect(template.isBalanced)
    #expect(template.filled(["a": "{b}", "b": "x"]) == "{b}/x-{c}.txt")
  }

  @Test(arguments: ["{a", "a}", "{a{b}", "{a}}", "}{"])
  func aBraceWithoutItsPartnerStandsForItself(text: String) {
    #expect(!Template(text).isBalanced)
    #expect(Template(text).filled([:]) == text)
  }

  @Test func textWithoutBracesIsItself() {
    for text in ["", "x.csv"] {
      #expect(Template(text).filled(["x": "y"]) == text)
      #expect(Template(text).isBalanced && Template(text).placeholders.isEmpty)
    }
  }
}
