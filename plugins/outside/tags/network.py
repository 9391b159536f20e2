"""The convolutional network of Liu and Yang 2016, from log-mel frames to tags, as frames stream.

Each scale has two convolutions over 8 rows of time, each with a maximum of 4 rows after it; then three layers look at all
scales of one row together. A row of tags is 16 frames, 0.512 s.
"""

from __future__ import annotations

from typing import Iterable, Iterator

import numpy as np
from resampling import RATE
from songboard_plugin import Rows
from spectra import FRAMES, HOP
from streaming import padded, windows
from weights import TAPS, Weights

POOL = 4
RATE_OUT = RATE / HOP / POOL**2
"""Rows of tags a second: 1.953125."""
BEFORE, AFTER = TAPS - TAPS // 2, TAPS // 2 - 1
"""Rows of zeros before and after: of eight taps, four look back."""
SPAN = 256
"""Rows of the Gaussian."""


def tags(frames: Iterable[Rows], weights: Weights, smooth: bool) -> Iterator[Rows]:
    """Probabilities of tags, float32 of shape [n, tags], of log-mel frames of shape [frames, scales, bands].

    `ceil(ceil(frames / 4) / 4)` rows in all.
    """
    standard = ((each - weights.mean) / weights.deviation for each in frames)
    early = _convolved(standard, weights.early1, weights.early1_bias, FRAMES)
    early = _convolved(early, weights.early2, weights.early2_bias, FRAMES // POOL)
    rows = (_late(each, weights) for each in early)
    return _smoothed(rows, weights.spread) if smooth else rows


def _convolved(rows: Iterable[Rows], weight: Rows, bias: Rows, step: int) -> Iterator[Rows]:
    """A convolution in time of each scale by itself, rectified, and the maximum of each four rows of it.

    Rows [n, scales, inputs] and a weight [scales, taps, inputs, filters] give [ceil(n / 4), scales, filters].
    """
    for window in windows(padded(rows, BEFORE, AFTER), TAPS - 1, step):
        count = len(window) - (TAPS - 1)
        by_scale = window.transpose(1, 0, 2)
        found = sum(by_scale[:, tap : tap + count] @ weight[:, tap] for tap in range(TAPS))
        yield _pooled(np.maximum(0, found.transpose(1, 0, 2) + bias))


def _pooled(rows: Rows) -> Rows:
    """The maximum of each four rows; the song's last may be of fewer. Rows are never below zero."""
    missing = -len(rows) % POOL
    whole = np.pad(rows, ((0, missing), (0, 0), (0, 0)))
    return np.asarray(whole.reshape(-1, POOL, *rows.shape[1:]).max(axis=1))


def _late(rows: Rows, weights: Weights) -> Rows:
    """Probabilities of rows [n, scales, filters]."""
    seen = rows.reshape(len(rows), -1)
    seen = np.maximum(0, seen @ weights.late1 + weights.late1_bias)
    seen = np.maximum(0, seen @ weights.late2 + weights.late2_bias)
    return np.asarray(1 / (1 + np.exp(-(seen @ weights.output + weights.output_bias))))


def _smoothed(rows: Iterable[Rows], spread: Rows) -> Iterator[Rows]:
    """Each tag under a Gaussian of its own deviation, in rows. There is nothing beyond the ends, so that tags fade there.

    The original's filter has an even length and is turned round: its middle is the row before.
    """
    distances = np.arange(SPAN)[:, None] - SPAN // 2 + 1
    gaussian = np.exp(-((distances / spread) ** 2) / 2) / (np.sqrt(2 * np.pi) * spread)
    gaussian = gaussian.astype(np.float32)
    for window in windows(padded(rows, SPAN // 2, SPAN // 2 - 1), SPAN - 1, FRAMES // POOL**2):
        count = len(window) - (SPAN - 1)
        yield np.stack([np.einsum("nt,nt->t", window[row : row + SPAN], gaussian) for row in range(count)])
