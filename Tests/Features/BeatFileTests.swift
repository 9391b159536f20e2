import StageKit
import Testing

@testable import Features

@Suite struct BeatFileTests {
  private func read(_ text: String, duration: Double = 20, meter: Int? = nil) throws(Failure) -> BeatFile {
    try BeatFile(Array(text.utf8), name: "song.beats.csv", duration: duration, meter: meter)
  }

  private func message(_ text: String) -> String {
    do throws(Failure) {
      _ = try read(text)
      return "no failure"
    } catch { return error.description }
  }

  @Test func barsByNumber() throws {
    let file = try read("time,bar\n0.5,0\n1,1\n1.5,1\n2,1\n2.5,2\n3,2\n3.5,2\n4,3\n")
    #expect(file.beats == [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4])
    #expect(file.bars?.downbeats == [0.5, 1, 2.5, 4])
    #expect(file.bars?.meter == 3 && file.bars?.certainty == 1 && file.bars?.tempo == 120)
  }

  @Test func barsByTheBeatInThem() throws {
    let bars = try #require(try read("Time;Beat\n0,5;4\n1;1\n1,5;2\n2;3\n2,5;4\n3;1\n").bars)
    #expect(bars.downbeats == [1, 3] && bars.meter == 4)
  }

  @Test func timesAloneLeaveTheBarsOpen() throws {
    let file = try read("time\n1\n0:01.5\n2\n")
    #expect(file.beats == [1, 1.5, 2] && file.bars == nil)
    // As write.csv writes beats.
    #expect(try read("start,end,label,group\n1,1,,\n2,2,,\n").beats == [1, 2])
  }

  @Test func aConstantGrid() throws {
    let file = try read("bpm,offset,meter\n60,2.5,3\n", duration: 8)
    #expect(file.beats == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5])
    #expect(file.bars == Bars(beats: file.beats, downbeats: [2.5, 5.5], meter: 3, certainty: 1, tempo: 60))
    #expect(try read("bpm\n120\n", duration: 2).beats == [0, 0.5, 1, 1.5])
    #expect(file.downbeat == nil)
  }

  @Test func aConstantGridWithoutMeterKeepsItsDownbeat() throws {
    let file = try read("bpm,offset\n60,2.5\n", duration: 8)
    #expect(file.bars == nil && file.downbeat == 2)
    // One before the track, and none at all.
    #expect(try read("bpm,offset\n60,-2.5\n", duration: 8).downbeat == -3)
    #expect(try read("bpm\n60\n", duration: 8).downbeat == nil)
    // A meter that is set from outside counts where a downbeat is told and no meter.
    #expect(try read("bpm,offset\n60,2.5\n", duration: 8, meter: 3).bars?.downbeats == [2.5, 5.5])
    #expect(try read("bpm,offset,meter\n60,2.5,4\n", duration: 8, meter: 3).bars?.meter == 4)
    #expect(try read("bpm\n60\n", duration: 8, meter: 3).bars == nil)
  }

  @Test(arguments: [
    "time\n0.5\n1\n1.5\n2\n", "time,bar\n0.5,1\n1,1\n1.5,2\n2,2\n", "start,end\n0.5,1\n1,2\n1.5,2\n2,3\n",
  ])
  func beatsOfTheStartAloneAreThoseAndTold(text: String) throws {
    let file = try read(text, duration: 180)
    #expect(file.beats == [0.5, 1, 1.5, 2])
    let warning = try #require(file.warning)
    #expect(warning.hasPrefix("song.beats.csv has beats from 0:00.50 to 0:02 alone, but the song ends at 3:00:"))
    #expect(warning.contains("bpm,offset,meter"))
  }

  @Test func beatsOfHalfTheTrackAreEnough() throws {
    func warning(_ beats: ClosedRange<Int>) throws -> String? {
      try read("time\n" + beats.map { "\($0)\n" }.joined()).warning
    }
    // Ten beats a second apart, at the start or the end, are half of 20 s.
    #expect(try warning(0...9) == nil && warning(10...19) == nil)
    #expect(try warning(0...8) != nil && warning(11...19) != nil)
    // A rest in the middle is the music's.
    #expect(try read("time\n1\n2\n18\n19\n").warning == nil)
    // A constant grid goes on to the end.
    #expect(try read("bpm,offset,meter\n120,1,4\n").warning == nil)
    #expect(try read("time\n0\n1\n", duration: 2).warning == nil)
  }

  @Test(arguments: [
    ("", "song.beats.csv is empty"),
    ("1.0\n2.0\n", "song.beats.csv:1: '1.0' is no column of beats"),
    ("bar\n1\n", "song.beats.csv:1: there is no column 'time'"),
    ("time,time\n1,1\n", "song.beats.csv:1: there are two columns 'time'"),
    ("time\n1\n", "song.beats.csv has fewer than two beats"),
    ("time\n1\nx\n", "song.beats.csv:3: expected a time in seconds or as m:ss, found 'x'"),
    ("time\n2\n1\n", "song.beats.csv:3: the beat at 1 s does not lie behind the one before"),
    ("time\n1\n99\n", "song.beats.csv:3: the beat at 99 s lies behind the track's end at 20.00 s"),
    ("time,bar\n1,2\n2,1\n", "song.beats.csv:3: bar 1 comes behind bar 2"),
    ("time,bar\n1,one\n2,1\n", "song.beats.csv:2: bar is the number of a bar, found 'one'"),
    ("time,beat\n1,0\n2,1\n", "song.beats.csv:2: beat is the number of a beat in its bar, from 1, found '0'"),
    ("bpm,offset,meter\n", "song.beats.csv:1: a constant grid is one row, found 0"),
    ("bpm,offset,meter\n120,0,4\n90,10,4\n", "song.beats.csv:3: a constant grid is one row, found 2"),
    ("bpm,offset,meter\n0,0,4\n", "song.beats.csv:2: bpm is from 10"),
    ("bpm,offset,meter\n120,30,4\n", "song.beats.csv:2: offset is the time of a downbeat within the track"),
    ("bpm,offset,meter\n120,0,3.5\n", "song.beats.csv:2: meter is the whole number of beats in a bar"),
  ])
  func faultsAreNamed(text: String, start: String) {
    #expect(message(text).hasPrefix(start))
  }

  @Test func allFaultsAreNamedAtOnce() {
    #expect(message("time,bar\n1,a\n2,b\n").contains("song.beats.csv:3: bar"))
  }
}
