import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let writers = Plugin(
    name: "writers",
    stages: [
      StageKind(WriteJSON.self),
      StageKind(WriteCSV.self),
      StageKind(WriteEDL.self),
      StageKind(WriteMarkers.self),
      StageKind(WriteAvid.self),
      StageKind(WriteOTIO.self),
      StageKind(WriteFCP7.self),
      StageKind(WriteFCPXML.self),
      StageKind(WriteMLT.self),
      StageKind(WriteKdenlive.self),
      StageKind(WriteShotcut.self),
      StageKind(WriteAudacity.self),
      StageKind(WriteReaper.self),
      StageKind(WriteVTT.self),
      StageKind(WriteGuides.self),
      StageKind(WriteHTML.self),
      StageKind(WriteSVG.self),
      StageKind(WriteIndex.self),
      StageKind(WriteNPZ.self),
      StageKind(WriteJAMS.self),
      StageKind(WriteLAB.self),
    ])
}
