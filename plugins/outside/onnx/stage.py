"""`onnx` and `onnx.stream`: any ONNX model as a stage from frames to frames, or to shot types."""

from __future__ import annotations

import math
from typing import Iterator, List, Literal, Optional

import numpy as np
from network import Network, scaled
from songboard_plugin import Blocks, Failure, File, Format, Frames, Plugin, Rows, Track, param

plugin = Plugin("onnx", version="1.0", licence="MIT")

SHOT_TYPES = "shot types"
BATCH = 64
"""Rows that a streaming model is given at once, counted from the song's start: its bits hang on nothing else."""


class _Model:
    """What both stages share: the model, what its columns are, and what is done before and after it."""

    def __init__(
        self,
        model: Optional[str],
        quantity: str,
        columns: List[str],
        input: str,
        output: str,
        normalise: Optional[str],
        activation: Optional[str],
    ) -> None:
        if not model:
            raise Failure("there is no model", "name the file of an ONNX model with `model`")
        self.network = Network(model, input, output)
        self.normalise, self.activation = normalise, activation
        types = [str(each) for each in self.network.list("types")]
        self.columns = columns or types or [str(each) for each in self.network.list("columns")]
        told = self.network.metadata.get("quantity") or (SHOT_TYPES if types else "embeddings")
        self.quantity = quantity or told
        self.mean: Optional[Rows] = None
        self.deviation: Optional[Rows] = None

    def formats(self, frames: Format) -> Format:
        self.network.fit(frames.width)
        if self.normalise == "metadata":
            self.mean, self.deviation = scaled(self.network, frames.width)
        width = self.network.width_out
        if self.columns and len(self.columns) != width:
            raise Failure(
                f"{self.network.path} gives {width} numbers a row, but there are {len(self.columns)} names of columns",
                "give `columns` a name for each, or none",
            )
        if self.quantity == SHOT_TYPES and not self.columns:
            raise Failure(
                f"{self.network.path} has no names of shot types in its metadata",
                "give `columns` the types in its order",
            )
        view = self.network.metadata.get("view")
        if view and frames.rate and abs(frames.rate * float(view) - 1) > 1e-6:
            raise Failure(
                f"{self.network.path} takes a row for each {float(view):g} s, but is given {frames.rate:g} a second",
                f"pool the frames with a period of {float(view):g} s",
            )
        return frames.to(
            width=width, rate=frames.rate * self.network.rows_per_row, quantity=self.quantity, columns=self.columns
        )

    def rows(self, rows: Rows) -> Rows:
        """The model's rows, probabilities where it gives scores."""
        if self.normalise == "track" and len(rows):
            deviation = rows.std(axis=0)
            rows = (rows - rows.mean(axis=0)) / np.where(deviation > 1e-12, deviation, 1)
        elif self.mean is not None:
            rows = (rows - self.mean) / self.deviation
        scores = self.network(rows)
        if self.activation == "sigmoid":
            return 1 / (1 + np.exp(-scores))
        if self.activation == "softmax" and len(scores):
            powers = np.exp(scores - scores.max(axis=1, keepdims=True))
            return np.asarray(powers / powers.sum(axis=1, keepdims=True))
        return scores


_MODEL = param(None, "The model's file.")
_QUANTITY = param("", "What the numbers are; by default what the metadata says, `shot types` if it has types.")
_COLUMNS = param([], "A name for each column; by default the `types` or `columns` of the metadata.")
_INPUT = param("", "The model's input; by default its only one.")
_OUTPUT = param("", "The model's output; by default its first.")
_ACTIVATION = param(None, "What is done to the model's scores: softmax or sigmoid make probabilities of them.")


@plugin.stage(id="onnx", source="ONNX, run by onnxruntime")
class Whole(_Model):
    """Runs an ONNX model on all rows of a song at once.

    Args:
        frames: The rows that the model was trained on.
    Returns:
        onnx: The model's rows.
    """

    def __init__(
        self,
        *,
        model: Optional[File] = _MODEL,
        quantity: str = _QUANTITY,
        columns: List[str] = _COLUMNS,
        input: str = _INPUT,
        output: str = _OUTPUT,
        normalise: Optional[Literal["metadata", "track"]] = param(
            None, "What columns are scaled by: mean and deviation of the metadata, or of the track."
        ),
        activation: Optional[Literal["softmax", "sigmoid"]] = _ACTIVATION,
    ) -> None:
        super().__init__(model, quantity, columns, input, output, normalise, activation)

    def run(self, frames: Frames, track: Track) -> Rows:
        rows = frames.values
        if self.quantity == SHOT_TYPES and frames.rate == 1:
            rows = _by_second(rows, track)
        return self.rows(rows)


def _by_second(rows: Rows, track: Track) -> Rows:
    """As many rows as the song has started seconds, as songboard's own models take them: a row more, of which only the
    centred end is heard, is left out; one too few is the last again; a song of no sound has none."""
    seconds = max(1, math.ceil(track.seconds))
    if not len(rows) and seconds == 1:
        return rows
    if abs(len(rows) - seconds) > 1 or not len(rows):
        raise Failure(f"{len(rows)} rows do not fit a song of {seconds} s", "pool the frames with a period of 1 s")
    return rows[:seconds] if len(rows) >= seconds else np.concatenate([rows, rows[-1:]])


@plugin.stage(id="onnx.stream", source="ONNX, run by onnxruntime")
class Streaming(_Model):
    """Runs an ONNX model whose rows do not depend on each other, as they stream.

    Args:
        frames: The rows that the model was trained on.
    Returns:
        stream: The model's rows.
    """

    def __init__(
        self,
        *,
        model: Optional[File] = _MODEL,
        quantity: str = _QUANTITY,
        columns: List[str] = _COLUMNS,
        input: str = _INPUT,
        output: str = _OUTPUT,
        normalise: Optional[Literal["metadata"]] = param(
            None, "What columns are scaled by: mean and deviation of the metadata."
        ),
        activation: Optional[Literal["softmax", "sigmoid"]] = _ACTIVATION,
    ) -> None:
        super().__init__(model, quantity, columns, input, output, normalise, activation)

    def formats(self, frames: Format) -> Format:
        told = super().formats(frames)
        noise = np.random.default_rng(2).standard_normal((BATCH, frames.width), dtype=np.float32)
        other = noise.copy()
        other[1:-1] += 1
        # The first and the last row stay: what a model makes of them may not change.
        if self.network.rows_per_row != 1 or not np.array_equal(self.rows(noise)[[0, -1]], self.rows(other)[[0, -1]]):
            raise Failure(
                f"{self.network.path} looks at several rows at once", "use the stage `onnx`, which takes a song whole"
            )
        return told

    def run(self, frames: Blocks[Frames]) -> Iterator[Rows]:
        waiting, count = np.zeros((BATCH, frames.width), dtype=np.float32), 0
        for block in frames:
            rows = block.values
            while len(rows):
                taken = rows[: BATCH - count]
                waiting[count : count + len(taken)] = taken
                rows, count = rows[len(taken) :], count + len(taken)
                if count == BATCH:
                    yield self.rows(waiting)
                    count = 0
        if count:
            waiting[count:] = 0
            yield self.rows(waiting)[:count]


if __name__ == "__main__":
    plugin.main()
