/// The way through time, for some songs of a batch.
extension RecurrentDirection {
  /// Rows whose products with the input weights are made at once, just before their steps: enough that these weights are
  /// read seldom, few enough that the second cache still has the products.
  private static let rowsAtOnce = 96

  /// The outputs of all steps of the songs at the given places, into columns of the layer's output.
  ///
  /// - Parameter input: What the layer reads, if all songs are at the given places; else ``multiplyInputs(_:rows:)`` has
  ///   been done.
  func runForward(_ layout: BatchLayout, places: Range<Int>, input: Matrix?, output: Matrix) {
    let together = max(1, Self.rowsAtOnce / max(1, layout.songs))
    for first in stride(from: 0, to: layout.times, by: together) {
      let last = min(first + together, layout.times)
      let times = isReversed ? layout.times - last..<layout.times - first : first..<last
      if let input { multiplyInputs(input, rows: layout.rows(at: times)) }
      for time in isReversed ? Array(times.reversed()) : Array(times) {
        runForward(layout, places: places, time: time, output: output)
      }
    }
  }

  /// The outputs of a step.
  private func runForward(_ layout: BatchLayout, places: Range<Int>, time: Int, output: Matrix) {
    let rows = count(layout, places, at: time)
    guard rows > 0 else { return }
    let row = layout.offsets[time] + places.lowerBound
    let state = learns ? row : places.lowerBound
    let carried = min(rows, count(layout, places, at: time - step))
    clearStart(from: state + carried, rows: rows - carried)
    if carried > 0 {
      let before = Matrix(start: previous.pointer, stride: units).from(row: state)
      recurrentPanels.multiply(
        before, rows: carried, into: slots(from: row), adding: true, backwards: time % 2 == 1)
    }
    let passed = min(rows, count(layout, places, at: time + step))
    let next = learns && passed > 0 ? layout.offsets[time + step] + places.lowerBound : state
    advance(row: row, rows: rows, state: state, output: output, next: next, passed: passed)
  }

  /// The derivatives by what goes into the gates, from those by the layer's output.
  func runBackward(_ layout: BatchLayout, places: Range<Int>, upstream: Matrix) {
    let songs = places.lowerBound * units
    outputGradient.pointer.advanced(by: songs).update(repeating: 0, count: places.count * units)
    if cell == .lstm {
      cellGradient.pointer.advanced(by: songs).update(repeating: 0, count: places.count * units)
    }
    let carriedGradient = Matrix(start: outputGradient.pointer, stride: units).from(row: places.lowerBound)
    for time in isReversed ? Array(0..<layout.times) : Array((0..<layout.times).reversed()) {
      let rows = count(layout, places, at: time)
      guard rows > 0 else { continue }
      let row = layout.offsets[time] + places.lowerBound
      retreat(row: row, rows: rows, upstream: upstream, songs: songs)
      let carried = min(rows, count(layout, places, at: time - step))
      if carried > 0 {
        recurrentGradientPanels.multiply(
          slots(from: row), rows: carried, into: carriedGradient, adding: cell == .gru, backwards: time % 2 == 1)
      }
    }
  }

  private var step: Int { isReversed ? -1 : 1 }

  /// How many of the songs have a row at a time; none before the start and after the end.
  private func count(_ layout: BatchLayout, _ places: Range<Int>, at time: Int) -> Int {
    guard layout.counts.indices.contains(time) else { return 0 }
    return max(0, min(layout.counts[time], places.upperBound) - places.lowerBound)
  }

  /// Songs that start come from nothing.
  private func clearStart(from state: Int, rows: Int) {
    previous.pointer.advanced(by: state * units).update(repeating: 0, count: rows * units)
    guard cell == .lstm else { return }
    previousCell.pointer.advanced(by: state * units).update(repeating: 0, count: rows * units)
  }

  /// One step, from the songs' states into those of the next.
  private func advance(row: Int, rows: Int, state: Int, output: Matrix, next: Int, passed: Int) {
    let target = output.from(row: row).start
    switch cell {
    case .lstm:
      kernels.lstmForward(
        slots(from: row).start, bias.pointer, previousCell.pointer + state * units, rows, units,
        cellTanh.pointer + state * units, target, output.stride, previous.pointer + next * units,
        previousCell.pointer + next * units, passed)
    case .gru:
      kernels.gruForward(
        slots(from: row).start, bias.pointer, previous.pointer + state * units, rows, units, target, output.stride,
        previous.pointer + next * units, passed)
    }
  }

  private func retreat(row: Int, rows: Int, upstream: Matrix, songs: Int) {
    let source = upstream.from(row: row).start
    switch cell {
    case .lstm:
      kernels.lstmBackward(
        slots(from: row).start, previousCell.pointer + row * units, cellTanh.pointer + row * units, source,
        upstream.stride, outputGradient.pointer + songs, cellGradient.pointer + songs, rows, units)
    case .gru:
      kernels.gruBackward(
        slots(from: row).start, previous.pointer + row * units, source, upstream.stride,
        outputGradient.pointer + songs, rows, units)
    }
  }
}
