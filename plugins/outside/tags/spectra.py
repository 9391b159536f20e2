"""Log-mel spectra of six window lengths, as the network's makers computed them: by librosa 0.4.3."""

from __future__ import annotations

from typing import Iterable, Iterator

import numpy as np
from resampling import RATE
from songboard_plugin import Rows
from streaming import mirrored, windows

WINDOWS = (512, 1024, 2048, 4096, 8192, 16384)
"""Samples of each window: from 32 ms, which tells when, to 1 s, which tells which note."""
HOP = 512
BANDS = 128
FRAMES = 64
"""Frames that are computed at once, counted from the song's start; a multiple of 16."""


def log_mels(sound: Iterable[Rows]) -> Iterator[Rows]:
    """Frames of shape [n, 6, 128], one each 512 samples of sound at 16 kHz, centred; `1 + samples // 512` in all."""
    longest = WINDOWS[-1]
    shapes = [(length, _hann(length), mel_filters(length)) for length in WINDOWS]
    for samples in windows(mirrored(sound, longest // 2), longest - HOP, FRAMES * HOP):
        count = (len(samples) - longest) // HOP + 1
        if count < 1:
            continue
        frames = np.empty((count, len(WINDOWS), BANDS), dtype=np.float32)
        for scale, (length, hann, filters) in enumerate(shapes):
            first = (longest - length) // 2
            cut = np.lib.stride_tricks.sliding_window_view(samples[first:], length)[::HOP][:count]
            # In double precision: beside a loud bass, single precision would be heard in the faint bands.
            spectrum = np.fft.rfft(cut * hann)
            power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
            frames[:, scale] = np.log1p(10000 * (power @ filters))
        yield frames


def _hann(length: int) -> Rows:
    """The periodic window."""
    return np.asarray(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(length) / length))


def mel_filters(length: int) -> Rows:
    """Triangles of equal area, equally far apart on Slaney's mel scale from 0 to 8000 Hz: [1 + length / 2, 128]."""
    frequencies = np.fft.rfftfreq(length, 1 / RATE)
    edges = _hertz(np.linspace(0, _mel(RATE / 2), BANDS + 2))
    rising = (frequencies[:, None] - edges[:-2]) / np.diff(edges)[:-1]
    falling = (edges[2:] - frequencies[:, None]) / np.diff(edges)[1:]
    triangles = np.maximum(0, np.minimum(rising, falling)) * 2 / (edges[2:] - edges[:-2])
    return np.asarray(triangles.astype(np.float32))


# Slaney's scale: 15 mel are 1000 Hz; linear up to there, then 27 steps for each factor of 6.4.


def _mel(frequency: float) -> float:
    return 15 + 27 * float(np.log(frequency / 1000) / np.log(6.4)) if frequency > 1000 else frequency * 3 / 200


def _hertz(mels: Rows) -> Rows:
    return np.where(mels > 15, 1000 * 6.4 ** ((mels - 15) / 27), mels * 200 / 3)
