import StageKit

extension Plugin {
  /// The stages of this plugin.
  public static let writers = Plugin(
    name: "writers",
    stages: [
      WriteJSON.self,
      WriteCSV.self,
      WriteEDL.self,
      WriteMarkers.self,
      WriteAvid.self,
      WriteOTIO.self,
      WriteFCP7.self,
      WriteFCPXML.self,
      WriteMLT.self,
      WriteAudacity.self,
      WriteReaper.self,
      WriteVTT.self,
      WriteKdenlive.self,
      WriteHTML.self,
      WriteSVG.self,
      WriteIndex.self,
      WriteNPZ.self,
      WriteJAMS.self,
    ])
}
