import Edits
import Foundation
import StageKit
import Testing
import Shots
import Synchronization

@testable import Writers

/// The formats of whole timelines, each in its modes.
@Suite struct TimelineFormatsTests {
  private func settings(_ stage: any Stage.Type, _ mode: TimelineMode, songs: String? = "/songs") -> Settings {
    var settings = Writing.defaults(stage)
    settings[TimelineSettings.mode] = mode
    settings[TimelineSettings.songs] = songs
    settings[TimelineSettings.notes] = .full
    return settings
  }

  @Test func cardsForFinalCut() throws {
    let writer = WriteFCPXML(settings(WriteFCPXML.self, .cards))
    #expect(
      try Writing.text(writer, [("shots", try Writing.twoShots())]) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE fcpxml>
        <fcpxml version="1.10">
          <resources>
            <format id="format" name="FFVideoFormatRateUndefined" frameDuration="1001/30000s" width="1920" height="1080"/>
            <asset id="clip1" name="cards" start="107999892/30000s" duration="40040/30000s" hasVideo="1" format="format" videoSources="1">
              <media-rep kind="original-media" src="%C3%9Cn%C3%AF.mp4"/>
            </asset>
            <asset id="song" name="Ünï" start="0s" duration="40040/30000s" hasAudio="1" audioSources="1" audioChannels="2">
              <media-rep kind="original-media" src="file:///songs/a/%C3%9Cn%C3%AF.flac"/>
            </asset>
          </resources>
          <library>
            <event name="Ünï">
              <project name="Ünï">
                <sequence format="format" duration="40040/30000s" tcStart="107999892/30000s" tcFormat="DF">
                  <spine>
                    <asset-clip ref="clip1" name="XLS_001" offset="107999892/30000s" start="107999892/30000s" duration="30030/30000s" srcEnable="video" tcFormat="DF">
                      <asset-clip ref="song" lane="-1" name="Ünï" offset="107999892/30000s" duration="40040/30000s" audioRole="music"/>
                      <marker start="107999892/30000s" duration="1001/30000s" value="XLS" note="P=0.87 RUNNER-UP=LS intro"/>
                    </asset-clip>
                    <asset-clip ref="clip1" name="M_S_002" offset="108029922/30000s" start="108029922/30000s" duration="10010/30000s" srcEnable="video" tcFormat="DF">
                      <marker start="108029922/30000s" duration="1001/30000s" value="M&amp;S" note="P=0.50"/>
                    </asset-clip>
                  </spine>
                </sequence>
              </project>
            </event>
          </library>
        </fcpxml>

        """)
  }

  @Test func camerasAndGapsForFinalCut() throws {
    let text = try Writing.text(
      WriteFCPXML(settings(WriteFCPXML.self, .cameras)), [("shots", try Writing.cameraPlan())])
    let assets = text.matches(of: /<asset id="([^"]+)" name="[^"]+" start="([^"]+)" duration="([^"]+)"/)
    #expect(assets.map { "\($0.1) \($0.2) \($0.3)" } == ["clip1 36000s 130/25s", "clip2 0s 20s", "song 0s 2s"])
    let items = text.matches(of: /<(gap|asset-clip ref="clip[12]") name="[^"]+" offset="([^"]+)" start="([^"]+)"/)
    #expect(
      items.map { "\($0.1) \($0.2) \($0.3)" } == [
        "asset-clip ref=\"clip1\" 3600s 36004s", "asset-clip ref=\"clip2\" 90020/25s 7/25s", "gap 90030/25s 0s",
        "asset-clip ref=\"clip1\" 90040/25s 900120/25s",
      ])
  }

  @Test func markersForFinalCutStandOnGaps() throws {
    let text = try Writing.text(WriteFCPXML(settings(WriteFCPXML.self, .markers)), [("shots", try Writing.twoShots())])
    #expect(text.matches(of: /<gap\s/).count == 2)
    #expect(text.matches(of: /<marker start="0s" duration="1001\/30000s"/).count == 2)
    #expect(text.matches(of: /<asset\s/).count == 1)
  }

  @Test func cardsThatPlayInMelt() throws {
    let writer = try WriteMLT(settings(WriteMLT.self, .cards))
    #expect(
      try Writing.text(writer, [("shots", try Writing.twoShots())]) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <mlt LC_NUMERIC="C" producer="main_bin">
          <profile description="songboard" width="1920" height="1080" progressive="1" sample_aspect_num="1" sample_aspect_den="1" display_aspect_num="16" display_aspect_den="9" frame_rate_num="30000" frame_rate_den="1001" colorspace="709"/>
          <producer id="card1" in="0" out="29">
            <property name="length">30</property>
            <property name="mlt_service">color</property>
            <property name="resource">#7b4ea3</property>
            <property name="kdenlive:id">2</property>
            <property name="kdenlive:clip_type">2</property>
            <property name="kdenlive:clipname">XLS_001</property>
            <property name="shotcut:caption">XLS_001</property>
          </producer>
          <producer id="card2" in="0" out="9">
            <property name="length">10</property>
            <property name="mlt_service">color</property>
            <property name="resource">#4f6fc1</property>
            <property name="kdenlive:id">3</property>
            <property name="kdenlive:clip_type">2</property>
            <property name="kdenlive:clipname">M_S_002</property>
            <property name="shotcut:caption">M_S_002</property>
          </producer>
          <producer id="song" in="0" out="39">
            <property name="length">40</property>
            <property name="mlt_service">avformat</property>
            <property name="resource">/songs/a/Ünï.flac</property>
            <property name="video_index">-1</property>
            <property name="kdenlive:id">4</property>
            <property name="kdenlive:clip_type">1</property>
            <property name="kdenlive:clipname">Ünï.flac</property>
            <property name="shotcut:caption">Ünï.flac</property>
          </producer>
          <producer id="black" in="0" out="39">
            <property name="length">40</property>
            <property name="mlt_service">color</property>
            <property name="resource">black</property>
            <property name="set.test_audio">0</property>
          </producer>
          <playlist id="main_bin">
            <property name="kdenlive:docproperties.version">1.04</property>
            <property name="kdenlive:docproperties.kdenliveversion">22.12.3</property>
            <property name="kdenlive:docproperties.profile"></property>
            <property name="kdenlive:docproperties.guides">[{&quot;pos&quot;:0,&quot;comment&quot;:&quot;XLS&quot;,&quot;type&quot;:0,&quot;duration&quot;:30},{&quot;pos&quot;:30,&quot;comment&quot;:&quot;M&amp;S&quot;,&quot;type&quot;:1,&quot;duration&quot;:10}]</property>
            <property name="xml_retain">1</property>
            <entry producer="card1"/>
            <entry producer="card2"/>
            <entry producer="song"/>
          </playlist>
          <playlist id="black_track">
            <entry producer="black" in="0" out="39"/>
          </playlist>
          <playlist id="sound">
            <property name="kdenlive:audio_track">1</property>
            <property name="kdenlive:track_name">Song</property>
            <property name="shotcut:audio">1</property>
            <property name="shotcut:name">A1</property>
            <entry producer="song" in="0" out="39"/>
          </playlist>
          <playlist id="pictures">
            <property name="kdenlive:track_name">Shots</property>
            <property name="shotcut:video">1</property>
            <property name="shotcut:name">V1</property>
            <entry producer="card1" in="0" out="29"/>
            <entry producer="card2" in="0" out="9"/>
          </playlist>
          <tractor id="timeline" in="0" out="39">
            <property name="shotcut">1</property>
            <property name="shotcut:projectAudioChannels">2</property>
            <properties name="shotcut:markers">
              <properties name="0">
                <property name="text">XLS P=0.87 RUNNER-UP=LS intro</property>
                <property name="start">00:00:00.000</property>
                <property name="end">00:00:00.968</property>
                <property name="color">#7b4ea3</property>
              </properties>
              <properties name="1">
                <property name="text">M&amp;S P=0.50</property>
                <property name="start">00:00:01.001</property>
                <property name="end">00:00:01.301</property>
                <property name="color">#4f6fc1</property>
              </properties>
            </properties>
            <track producer="black_track"/>
            <track hide="video" producer="sound"/>
            <track hide="audio" producer="pictures"/>
            <transition>
              <property name="a_track">0</property>
              <property name="b_track">1</property>
              <property name="mlt_service">mix</property>
              <property name="internal_added">237</property>
              <property name="always_active">1</property>
              <property name="sum">1</property>
            </transition>
          </tractor>
        </mlt>

        """)
  }

  @Test func camerasThatPlayInMelt() throws {
    let text = try Writing.text(
      try WriteMLT(settings(WriteMLT.self, .cameras)), [("shots", try Writing.cameraPlan())])
    let entries = text.matches(of: /<(entry producer="camera[0-9]" in="[0-9]+" out="[0-9]+"|blank length="[0-9]+")\/>/)
    #expect(
      entries.map { String($0.1) } == [
        "entry producer=\"camera1\" in=\"100\" out=\"119\"", "entry producer=\"camera2\" in=\"7\" out=\"16\"",
        "blank length=\"10\"", "entry producer=\"camera1\" in=\"120\" out=\"129\"",
      ])
    #expect(text.contains("<property name=\"resource\">/media/cam 1.mov</property>"))
  }

  @Test(arguments: ["http:x.wav", "concat:a|b.wav", "C:x.wav", "wav:x?a=b.wav"])
  func noSongOrClipIsAProtocolToMelt(name: String) throws {
    let track = TrackInfo(name: FilePath(name).stem, path: name, seconds: 2, hash: "")
    let context = TrackContext(track: track, version: "0", pipelineHash: "")
    let clip = SourceClip(name: "A", reel: "A", file: name, start: Timecode(frame: 0, rate: .fps25), inFrame: 0)
    let shot = Shot(inFrame: 0, outFrame: 50, type: "LS", probability: 1, source: clip)
    let text = try Writing.text(
      try WriteMLT(settings(WriteMLT.self, .cameras, songs: nil)), [("shots", try ShotPlan([shot], rate: .fps25))],
      in: context)
    let resources = text.matches(of: /<property name="resource">(.*)<\/property>/).map { String($0.1) }
    #expect(resources == ["./\(name)", "./\(name)", "black"])
  }

  @Test func meltHasNoMarkers() {
    let failure = #expect(throws: Failure.self) { try WriteMLT(settings(WriteMLT.self, .markers)) }
    #expect(failure?.description.hasPrefix("a project needs clips; use mode: cards or cameras") == true)
  }

  @Test func sequencesForPremiere() throws {
    let text = try Writing.text(WriteFCP7(settings(WriteFCP7.self, .cameras)), [("shots", try Writing.cameraPlan())])
    let compact = text.replacing(/\n */, with: "")
    #expect(compact.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE xmeml><xmeml version=\"4\">"))
    let clips = compact.matches(
      of: /<start>([0-9]+)<\/start><end>([0-9]+)<\/end><in>([0-9]+)<\/in><out>([0-9]+)<\/out>/)
    #expect(
      clips.map { "\($0.1) \($0.2) \($0.3) \($0.4)" } == [
        "0 20 100 120", "20 30 7 17", "40 50 120 130", "0 50 0 50", "0 50 0 50",
      ])
    // A file is described once, then named.
    #expect(compact.matches(of: /<file id="file1">/).count == 1)
    #expect(compact.matches(of: /<file id="file1"\/>/).count == 1)
    #expect(compact.contains("<pathurl>file://localhost/media/cam%201.mov</pathurl>"))
    #expect(compact.contains("<string>10:00:00:00</string><frame>900000</frame><displayformat>NDF</displayformat>"))
    #expect(compact.matches(of: /<marker><name>/).count == 4)
  }

  /// A host that finds one item for a stereo song takes the left channel alone.
  @Test(arguments: [(0, 2), (1, 1), (2, 2), (6, 6)]) func aSongHasAnItemForEachChannel(known: Int, items: Int) throws {
    let track = TrackInfo(name: "x", path: "x.wav", seconds: 2, channels: known, hash: "")
    let context = TrackContext(track: track, version: "0", pipelineHash: "")
    let text = try Writing.text(
      WriteFCP7(settings(WriteFCP7.self, .cards)), [("shots", try Writing.twoShots())], in: context)
    let audio = try #require(text.replacing(/\n */, with: "").split(separator: "<audio>", maxSplits: 1).last)
    let sources = audio.matches(of: /<sourcetrack><mediatype>audio<\/mediatype><trackindex>([0-9]+)<\/trackindex>/)
    #expect(sources.map { Int($0.1) } == (1...items).map { $0 })
    #expect(audio.matches(of: /<channelcount>([0-9]+)<\/channelcount>/).map { Int($0.1) } == [items])
    #expect(audio.matches(of: /<linkclipref>/).count == (items == 1 ? 0 : items * items))
    for channel in 1...items { #expect(audio.contains("<clipitem id=\"song\(channel)\">")) }
  }

  @Test func theSizeIsTheSameInEveryFormat() throws {
    func texts(_ plan: ShotPlan, _ size: PictureSize?) throws -> [String] {
      func with(_ stage: any Stage.Type) -> Settings {
        var settings = settings(stage, .auto)
        settings[TimelineSettings.size] = size
        return settings
      }
      let writers: [any TrackStage] = [
        WriteFCP7(with(WriteFCP7.self)), WriteFCPXML(with(WriteFCPXML.self)), try WriteMLT(with(WriteMLT.self)),
      ]
      return try writers.map { try Writing.text($0, [("shots", plan)]) }
    }
    func hold(_ texts: [String], _ width: Int, _ height: Int, _ aspect: String) {
      #expect(texts[0].contains("<width>\(width)</width>") && texts[0].contains("<height>\(height)</height>"))
      #expect(texts[1].contains("width=\"\(width)\" height=\"\(height)\""))
      #expect(texts[2].contains("width=\"\(width)\" height=\"\(height)\"") && texts[2].contains(aspect))
    }
    let wide = "display_aspect_num=\"16\" display_aspect_den=\"9\""
    hold(try texts(Writing.twoShots(), nil), 1920, 1080, wide)
    hold(
      try texts(Writing.twoShots(), PictureSize("720x576")), 720, 576,
      "display_aspect_num=\"5\" display_aspect_den=\"4\"")
    var shots = try Writing.cameraPlan().shots
    for index in shots.indices { shots[index].source?.size = try PictureSize(index == 1 ? "1280x720" : "3840x2160") }
    let plan = try ShotPlan(shots, rate: .fps25)
    hold(try texts(plan, nil), 3840, 2160, wide)
    // A clip of another size keeps its own.
    #expect(try texts(plan, nil)[1].contains("width=\"1280\" height=\"720\""))
    hold(try texts(plan, PictureSize("1920x1080")), 1920, 1080, wide)
  }

  @Test func probabilitiesAreSaidOnRequestOnly() throws {
    for (notes, expected) in [(TimelineNotes.full, "P=0.87 RUNNER-UP=LS intro"), (.reason, "intro"), (.none, nil)] {
      var settings = settings(WriteFCPXML.self, .cards)
      settings[TimelineSettings.notes] = notes
      let texts = [
        try Writing.text(WriteFCPXML(settings), [("shots", try Writing.twoShots())]),
        try Writing.text(WriteFCP7(settings), [("shots", try Writing.twoShots())]),
        try Writing.text(WriteAvid(settings), [("shots", try Writing.twoShots())]),
        try Writing.text(WriteMLT(settings), [("shots", try Writing.twoShots())]),
        try Writing.text(WriteEDL(settings), [("shots", try Writing.twoShots())]),
      ]
      for text in texts {
        #expect(text.contains("P=0.87") == (notes == .full))
        #expect(text.contains("intro") == (expected != nil))
      }
    }
  }

  @Test func missingMediaIsToldOnce() throws {
    let said = Mutex<[String]>([])
    let context = TrackContext(
      track: Writing.context.track, version: "0", pipelineHash: "",
      places: TrackPlaces(song: "/songs/x.flac", folder: "/out"), isThere: { $0 == "/media/cam 1.mov" },
      warning: { sentence, isOfTrack in said.withLock { if isOfTrack { $0.append(sentence) } } })
    _ = try Writing.text(
      WriteFCPXML(settings(WriteFCPXML.self, .auto, songs: nil)), [("shots", try Writing.cameraPlan())], in: context)
    #expect(
      said.withLock { $0 } == [
        "the song is not at /songs/x.flac; editors will ask for it",
        "the clip CAM2 is not at /out/cam2.mov; editors will ask for it",
      ])
  }

  @Test func ratesForPremiere() throws {
    let text = try Writing.text(WriteFCP7(settings(WriteFCP7.self, .cards)), [("shots", try Writing.twoShots())])
    let compact = text.replacing(/\n */, with: "")
    #expect(compact.contains("<rate><timebase>30</timebase><ntsc>TRUE</ntsc></rate>"))
    #expect(compact.contains("<string>01:00:00;00</string><frame>107892</frame><displayformat>DF</displayformat>"))
  }

  @Test(arguments: TimelineMode.allCases) func timelinesForOpenTimelineIO(mode: TimelineMode) throws {
    let plan = try mode == .cameras ? Writing.cameraPlan() : Writing.twoShots()
    let bytes = try Writing.bytes(WriteOTIO(settings(WriteOTIO.self, mode)), Writing.inputs([("shots", plan)]))
    let timeline = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let start = try #require(timeline["global_start_time"] as? [String: Any])
    #expect(start["value"] as? Int == plan.start.frame)
    #expect(start["rate"] as? Double == Double(plan.rate.numerator) / Double(plan.rate.denominator))
    let stack = try #require(timeline["tracks"] as? [String: Any])
    let tracks = try #require(stack["children"] as? [[String: Any]])
    #expect(tracks.map { $0["kind"] as? String } == ["Video", "Audio"])
    let items = try #require(tracks[0]["children"] as? [[String: Any]])
    let schemas = items.compactMap { $0["OTIO_SCHEMA"] as? String }
    let ranges = items.map { item in
      let range = item["source_range"] as? [String: Any]
      return ["start_time", "duration"].map { (range?[$0] as? [String: Any])?["value"] as? Int }
    }
    switch mode {
    case .cards, .auto:
      #expect(schemas == ["Clip.2", "Clip.2"])
      #expect(ranges == [[107_892, 30], [107_922, 10]])
    case .cameras:
      #expect(schemas == ["Clip.2", "Clip.2", "Gap.1", "Clip.2"])
      #expect(ranges == [[900_100, 20], [7, 10], [0, 10], [900_120, 10]])
    case .markers:
      #expect(schemas == ["Gap.1"])
      #expect(ranges == [[0, 40]])
      #expect((stack["markers"] as? [Any])?.count == 2)
    }
  }
}
