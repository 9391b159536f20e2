extension TrackReport {
  /// The report of a track whose last phase is over, too.
  ///
  /// - Parameters:
  ///   - hasNewDocuments: Whether the last phase had something to do.
  ///   - documents: The last phase's documents.
  ///   - reason: Why the last phase failed; the first phase's documents stay.
  func continued(
    hasNewDocuments: Bool, documents: [String], warnings: [String], reason: String?, timings: [Timing]
  ) -> TrackReport {
    let status: TrackStatus = reason != nil ? .failed : hasNewDocuments && self.status == .cached ? .ok : self.status
    return TrackReport(
      track: track, status: status, hash: hash, seconds: seconds, decoder: decoder,
      documents: self.documents + documents, warnings: self.warnings + warnings, reason: reason ?? self.reason,
      timings: self.timings + timings)
  }
}
