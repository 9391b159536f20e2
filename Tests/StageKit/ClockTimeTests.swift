import StageKit
import Testing

@Suite struct ClockTimeTests {
  @Test(arguments: [
    (0, "0:00"), (62, "1:02"), (4.005, "0:04.01"), (-2.5, "-0:02.50"), (3600, "1:00:00"), (7505.25, "2:05:05.25"),
    (2e17, "2e+17 s"), (.infinity, "inf s"), (-.infinity, "-inf s"), (.nan, "nan s"),
  ]) func timesAreWritten(seconds: Double, text: String) {
    #expect(ClockTime.text(seconds) == text)
  }

  @Test(arguments: [
    (0, "0:00"), (79.6, "1:20"), (7500, "2:05:00"), (1e8, "--:--"), (-1, "--:--"), (.nan, "--:--"),
    (.infinity, "--:--"),
  ]) func whatIsLeftIsWrittenToTheSecond(seconds: Double, text: String) {
    #expect(ClockTime.text(left: seconds) == text)
  }

  @Test(arguments: [
    ("90", 90.0), ("1:02", 62), ("1:02:03,5", 3723.5), ("1:60", nil), ("1:2:3:4", nil), ("-1", nil), ("", nil),
  ]) func timesAreRead(text: String, seconds: Double?) {
    #expect(ClockTime.seconds(text) == seconds)
  }
}
