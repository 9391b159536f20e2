"""Sound at the rate that the network was trained with, by a windowed sinc."""

from __future__ import annotations

from fractions import Fraction
from typing import Iterable, Iterator, Optional

import numpy as np
from songboard_plugin import Rows
from streaming import padded, windows

RATE = 16000
"""Samples a second of the songs that the network learned from."""
CROSSINGS = 96
"""Zero crossings of a sinc of 8 kHz to either side of a sample: the filter falls by 90 dB within 500 Hz."""
BETA = 9.0
"""The Kaiser window's shape: what would fold back is 90 dB down."""
EDGE = 0.97
"""The middle of the filter's slope where no band is asked for, as a share of half the lower rate."""
PIECE = 8192
"""Samples that are taken at once, about."""


def resampled(pieces: Iterable[Rows], rate: int, band: Optional[float]) -> Iterator[Rows]:
    """Sound of a rate in Hz as sound of 16 kHz, without what lies above the band in Hz, if there is one.

    Sample `i` stands at `i / 16000` seconds, as before.
    """
    if rate == RATE and band is None:
        yield from pieces
        return
    ratio = Fraction(RATE, rate)
    up, down = ratio.numerator, ratio.denominator
    reach = int(np.ceil(CROSSINGS * max(1.0, rate / RATE)))
    places = np.arange(up) * down // up
    middle = min(band or RATE / 2, EDGE * min(rate, RATE) / 2)
    taps = _taps(np.arange(up) * down / up - places, reach, 2 * middle / rate)
    repeats = max(1, PIECE // down)
    starts = (np.arange(repeats)[:, None] * down + places).ravel()
    for window in windows(padded(pieces, reach - 1, reach), 2 * reach - 1, repeats * down):
        samples = len(window) - (2 * reach - 1)
        taken = starts[starts < samples]
        heard = np.lib.stride_tricks.sliding_window_view(window, 2 * reach)[taken]
        yield np.einsum("nt,nt->n", heard, np.tile(taps, (repeats, 1))[: len(taken)])


def _taps(fractions: Rows, reach: int, share: float) -> Rows:
    """The filter that leaves a share of all frequencies: for each place between two samples what the `2 * reach` samples
    around it count, float32 of shape [places, taps]."""
    distances = np.arange(2 * reach) - (reach - 1) - fractions[:, None]
    window = np.i0(BETA * np.sqrt(np.maximum(0, 1 - (distances / reach) ** 2)))
    taps = np.sinc(share * distances) * window
    return np.asarray((taps / taps.sum(axis=1, keepdims=True)).astype(np.float32))
