import Networks

/// What is measured: a network and songs of one length.
struct Work {
  let shape: NetworkShape
  /// Songs per batch; their frames.
  let songs: Int
  let frames: Int
  let threads: Int

  /// Work from the words `lstm 188 256,128,64 16 270 2`: cell, inputs, layers, songs, frames, threads.
  init?(_ words: [Substring]) {
    guard words.count == 6, let cell = Cell(rawValue: String(words[0])), let inputs = Int(words[1]),
      let songs = Int(words[3]), let frames = Int(words[4]), let threads = Int(words[5])
    else { return nil }
    let layers = words[2].split(separator: ",").compactMap { Int($0) }
    shape = NetworkShape(inputs: inputs, layers: layers, cell: cell, outputs: 8)
    (self.songs, self.frames, self.threads) = (songs, frames, threads)
  }
}
