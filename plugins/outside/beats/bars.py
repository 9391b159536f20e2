"""How sure bars are, from what a network thinks of each beat."""

from __future__ import annotations

from typing import Sequence

import numpy as np
from songboard_plugin import Rows

EVIDENCE = 16
"""So many beats of a song count as observations of their own: a network's errors come again in every bar."""


def certainty(activations: Rows, beats: Rows, numbers: Rows, meters: Sequence[int], rate: float) -> float:
    """The probability of the bars among all metres and first beats that there could be.

    activations: Of shape [n, 2]: how much each row is a beat but no downbeat, and how much it is a downbeat.
    beats: Seconds. numbers: Each beat's place in its bar, from 1.

    Each beat has a probability to be a downbeat. A hypothesis, a metre and a first beat, has the likelihood of all of
    them; its mean over the beats counts for at most 16 of them, so that a long song is no surer than its clues. What is found
    may change its metre or leave a beat out: it is judged as it is, beside the regular ones.
    """
    if len(beats) < 2:
        return 0.0
    places = np.clip(np.rint(beats * rate).astype(int), 0, len(activations) - 1)
    # A peak is a row or two wide.
    nearby = [activations[np.clip(places + shift, 0, len(activations) - 1)] for shift in (-1, 0, 1)]
    plain, first = np.max(nearby, axis=0).T.astype(np.float64)
    first = np.clip(first / np.maximum(plain + first, 1e-9), 0.01, 0.99)

    def likelihood(is_first: Rows) -> float:
        return float(np.mean(np.log(np.where(is_first, first, 1 - first)))) * min(len(beats), EVIDENCE)

    found = numbers == 1
    order = np.arange(len(beats))
    others = [order % meter == start for meter in meters for start in range(meter)]
    all = np.array([likelihood(found)] + [likelihood(each) for each in others if not _alike(each, found)])
    weights = np.exp(all - all.max())
    return float(weights[0] / weights.sum())


def _alike(one: Rows, other: Rows) -> bool:
    """Whether two ways of counting are one but for a slip: they agree in nine beats of ten."""
    return bool(np.mean(one == other) > 0.9)
