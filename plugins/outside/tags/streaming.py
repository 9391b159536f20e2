"""Streams as pieces of rows: what every step of the tagger is built on."""

from __future__ import annotations

from typing import Iterable, Iterator

import numpy as np
from songboard_plugin import Rows


def windows(pieces: Iterable[Rows], overlap: int, step: int) -> Iterator[Rows]:
    """Windows of `overlap + step` rows that begin `step` rows apart, and at last what is left, if it has more than
    `overlap` rows. They do not depend on how the pieces were cut, so neither do the bits of what is made of them.
    """
    waiting, count = [], 0
    for piece in pieces:
        waiting.append(piece)
        count += len(piece)
        if count < overlap + step:
            continue
        rows = np.concatenate(waiting)
        while len(rows) >= overlap + step:
            yield rows[: overlap + step]
            rows = rows[step:]
        waiting, count = [rows], len(rows)
    if count > overlap:
        yield np.concatenate(waiting)


def padded(pieces: Iterable[Rows], before: int, after: int) -> Iterator[Rows]:
    """Pieces with so many rows of zeros before the first and after the last; nothing of nothing."""
    last = None
    for piece in pieces:
        if last is None:
            yield np.zeros((before, *piece.shape[1:]), dtype=piece.dtype)
        last = piece
        yield piece
    if last is not None:
        yield np.zeros((after, *last.shape[1:]), dtype=last.dtype)


def mirrored(pieces: Iterable[Rows], margin: int) -> Iterator[Rows]:
    """Sound with `margin` samples before and after it, mirrored at its ends as numpy.pad reflects; nothing of nothing."""
    rest = iter(pieces)
    start = np.zeros(0, dtype=np.float32)
    for piece in rest:
        start = np.concatenate([start, piece])
        if len(start) > margin:
            break
    if len(start) <= margin:
        if len(start):
            yield np.pad(start, margin, "reflect")
        return
    yield np.pad(start, (margin, 0), "reflect")
    end = start[-margin - 1 :]
    for piece in rest:
        yield piece
        end = np.concatenate([end, piece])[-margin - 1 :]
    yield np.pad(end, (0, margin), "reflect")[len(end) :]
