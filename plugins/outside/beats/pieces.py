"""Long songs in pieces: madmom's spectra and paths of a whole concert would fill any memory."""

from __future__ import annotations

from typing import Any, List, Tuple

import numpy as np
from songboard_plugin import Rows

RATE = 44100
"""The sound's rate that the networks were trained with."""
ROWS = 100
"""Rows of the networks a second."""
SECONDS = 240
"""A piece is about so long; songs up to one and a half of it are whole."""
MARGIN = 10
"""Seconds that a piece is heard beyond its ends, so that the ends are no ends to the network."""


def _pieces(rows: int) -> List[Tuple[int, int]]:
    """The first row of each of equal pieces, and the row after its last."""
    count = max(1, round(rows / (SECONDS * ROWS)))
    bounds = [rows * place // count for place in range(count + 1)]
    return list(zip(bounds, bounds[1:]))


def activated(network: Any, sound: Rows) -> Rows:
    """A network's rows for sound."""
    from madmom.audio.signal import Signal

    hop, found = RATE // ROWS, []
    for first, end in _pieces(-(-len(sound) // hop)):
        start = max(0, first - MARGIN * ROWS)
        part = np.ascontiguousarray(sound[start * hop : (end + MARGIN * ROWS) * hop])
        rows = np.asarray(network(Signal(part, sample_rate=RATE, num_channels=1)))
        found.append(rows[first - start : end - start])
    return np.concatenate(found)


def decoded(decoder: Any, activations: Rows) -> Tuple[Rows, Rows]:
    """The beats in seconds, and each one's place in its bar, from 1. A bar with a seam in it may have another length."""
    beats: List[float] = []
    numbers: List[int] = []
    for first, end in _pieces(len(activations)):
        start = max(0, first - MARGIN * ROWS)
        found = np.asarray(decoder(activations[start : end + MARGIN * ROWS])).reshape(-1, 2)
        times = found[:, 0] + start / ROWS
        distance = float(np.median(np.diff(times))) if len(times) > 1 else 0.0
        for time, number in zip(times, found[:, 1]):
            # Both sides of a seam may have found the beat that lies on it.
            is_again = bool(beats) and time - beats[-1] < distance / 2
            if first / ROWS <= time < end / ROWS and not is_again:
                beats.append(float(time))
                numbers.append(int(number))
    return np.array(beats), np.array(numbers, dtype=int)
