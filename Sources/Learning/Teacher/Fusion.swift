import Glibc
import StageKit

/// The ensemble teacher (MF-RNNs): the assistants' posteriors over the prior, co-occurrence of codewords, and the bigram.
///
/// The log emission of a type in a second is the acoustic scale times the sum of log posterior - log prior over all views
/// and of the log ratios of neighbouring views' codewords. With a single view it is a network with the bigram.
/// Source: Lin et al., ACM MM 2020, the decoding equations of MF-RNNs.
public struct Fusion: Sendable {
  /// Prior, initial and bigram probabilities.
  public let language: ShotLanguage
  /// By pair of neighbouring views, fine to coarse: how their codewords go together.
  public let links: [CoOccurrence]
  /// What log emissions are multiplied by, 1 for plain probabilities.
  public let acousticScale: Double
  /// What log probabilities of the language are multiplied by, 1 for plain probabilities.
  public let languageWeight: Double

  private let chain: ShotChain

  /// A teacher from its parts; no links for a single view.
  public init(language: ShotLanguage, links: [CoOccurrence], acousticScale: Double = 1, languageWeight: Double = 1) {
    self.language = language
    self.links = links
    self.acousticScale = acousticScale
    self.languageWeight = languageWeight
    chain = ShotChain(language, languageWeight: languageWeight)
  }

  /// Counts a teacher on training songs.
  ///
  /// - Parameters:
  ///   - codewords: By view, fine to coarse: how many codewords there are.
  ///   - types: How many types there are.
  ///   - smoothing: What is added to each count, above 0.
  public init(
    songs: [CodedSong], codewords: [Int], types: Int, smoothing: Double = 1, acousticScale: Double = 1,
    languageWeight: Double = 1
  ) {
    let links = zip(codewords, codewords.dropFirst()).enumerated().map { view, sizes in
      CoOccurrence(
        songs: songs, view: view, fine: sizes.0, coarse: sizes.1, types: types, smoothing: smoothing)
    }
    self.init(
      language: ShotLanguage(songs: songs.map(\.labels), types: types, smoothing: smoothing), links: links,
      acousticScale: acousticScale, languageWeight: languageWeight)
  }

  /// The teacher that never says a type that no song has.
  ///
  /// What is added to counts makes an unseen type rare, and as emissions are divided by the prior, it would else win
  /// wherever networks are not sure.
  ///
  /// - Parameter songs: The type of each second of the training songs.
  public func withoutUnseenTypes(in songs: [[Int?]]) -> Fusion {
    Fusion(
      language: language.withoutUnseenTypes(in: songs), links: links, acousticScale: acousticScale,
      languageWeight: languageWeight)
  }

  /// The log probability of each type in each second, given all views of the song: the teacher's soft opinion.
  ///
  /// - Parameters:
  ///   - views: What each view says, fine to coarse, as many as the teacher was counted on.
  ///   - seconds: The length of the song.
  /// - Throws: ``Failure`` if a view does not fit the song or the teacher.
  public func logMarginals(of views: [ViewEvidence], seconds: Int) throws(Failure) -> TypeRows {
    chain.logMarginals(try logEmissions(of: views, seconds: seconds))
  }

  /// The most probable sequence of types, one per second: the teacher's decoded output.
  ///
  /// - Throws: ``Failure`` as ``logMarginals(of:seconds:)`` does.
  public func bestPath(of views: [ViewEvidence], seconds: Int) throws(Failure) -> [Int] {
    chain.bestPath(try logEmissions(of: views, seconds: seconds))
  }

  /// The log emission of each type in each second; a posterior of 0 counts as ``TypeRows/leastLogarithm``, and so does
  /// all that a view says of a type whose prior is 0.
  ///
  /// - Throws: ``Failure`` as ``logMarginals(of:seconds:)`` does.
  public func logEmissions(of views: [ViewEvidence], seconds: Int) throws(Failure) -> TypeRows {
    try check(views, seconds)
    let types = language.types
    let prior = language.prior
    let logPrior = prior.map { log($0) }
    let logPosteriors = views.map(\.posteriors.logarithms)
    var emissions = TypeRows(types: types)
    emissions.values.reserveCapacity(seconds * types)
    for second in 0..<seconds {
      let frames = views.map { $0.view.frame(ofSecond: second) }
      var row = [Double](repeating: 0, count: types)
      for (rows, frame) in zip(logPosteriors, frames) {
        for type in 0..<types {
          row[type] += prior[type] > 0 ? rows.values[frame * types + type] - logPrior[type] : TypeRows.leastLogarithm
        }
      }
      for (fine, link) in links.enumerated() {
        let ratios = link.ratios(of: views[fine].codes[frames[fine]], given: views[fine + 1].codes[frames[fine + 1]])
        for (type, ratio) in ratios.enumerated() { row[type] += ratio }
      }
      emissions.values += row.map { acousticScale * $0 }
    }
    return emissions
  }

  private func check(_ views: [ViewEvidence], _ seconds: Int) throws(Failure) {
    guard views.count == links.count + 1 else {
      throw Failure("there are \(views.count) views, but the teacher was made from \(links.count + 1)")
    }
    for (index, evidence) in views.enumerated() {
      guard evidence.posteriors.types == language.types else {
        throw Failure(
          "the \(evidence.view.seconds) s view has \(evidence.posteriors.types) types, but the teacher has "
            + "\(language.types)", remedy: "train all networks and the teacher with one vocabulary")
      }
      try evidence.view.check(frames: evidence.posteriors.count, inSeconds: seconds)
      guard !links.isEmpty else { continue }
      try evidence.view.check(frames: evidence.codes.count, inSeconds: seconds)
      let codewords = index < links.count ? links[index].fine : links[index - 1].coarse
      guard evidence.codes.allSatisfy((0..<codewords).contains) else {
        throw Failure(
          "a codeword of the \(evidence.view.seconds) s view is outside the teacher's \(codewords)",
          remedy: "use the codebooks that the teacher was made with")
      }
    }
  }
}

/// What one view says of a song: its assistant's probabilities, and its features' codewords.
public struct ViewEvidence: Sendable, Hashable {
  /// How many seconds a frame covers.
  public let view: MusicView
  /// The assistant's probability of each type, by frame of the view.
  public let posteriors: TypeRows
  /// The codeword of each frame of the view; none if the view stands alone.
  public let codes: [Int]

  /// What a view says of a song.
  public init(view: MusicView, posteriors: TypeRows, codes: [Int] = []) {
    self.view = view
    self.posteriors = posteriors
    self.codes = codes
  }
}
