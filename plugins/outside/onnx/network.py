"""An ONNX model seen as a function from rows to rows."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional, Tuple

import numpy as np
import onnxruntime
from songboard_plugin import Failure, Rows

DTYPES = {"tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(float16)": np.float16}
PROBES = (64, 128)
"""Rows of noise that a model is tried with, to see which axis of its output are the rows."""


class Network:
    """A model with one input of rows.

    The input's last two axes are rows and columns, in this order or the other; axes before them have the length 1. The
    output likewise; where it has one axis, it is a row's only number.
    """

    def __init__(self, path: str, input: str = "", output: str = "") -> None:
        self.path = path
        options = onnxruntime.SessionOptions()
        # One thread: the result is the same on every machine of one kind, and songboard runs jobs side by side.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime has an exception for each kind of broken file, and no parent of them
            raise self._failure(
                f"cannot be loaded: {str(error).splitlines()[0]}", "give a file that onnxruntime takes"
            ) from error
        self.input = self._chosen("input", input, self.session.get_inputs())
        self.output = self._chosen("output", output, self.session.get_outputs())
        if self.input.type not in DTYPES:
            raise self._failure(f"takes {self.input.type} at '{self.input.name}'", "export it for float numbers")
        self.metadata: Dict[str, str] = self.session.get_modelmeta().custom_metadata_map
        self.columns_first = False
        self.rows_last = False
        self.width_out = 0
        self.rows_per_row = 1.0

    def fit(self, width: int) -> None:
        """Sees how rows of a width go in and what comes out. Raises `Failure` for a model that they do not fit."""
        self.columns_first = self._is_columns_first(width)
        noise = np.random.default_rng(1).standard_normal((PROBES[1], width), dtype=np.float32)
        one, two = (self._squeezed(self._raw(noise[:count])) for count in PROBES)
        if one.ndim > 2 or one.ndim != two.ndim:
            raise self._failure(
                f"gives an array of the shape {one.shape} for {PROBES[0]} rows at '{self.output.name}'",
                "choose another output, or export one of rows and columns",
            )
        grown = [axis for axis in range(one.ndim) if one.shape[axis] != two.shape[axis]]
        if len(grown) != 1:
            raise self._failure(
                f"gives the shape {one.shape} for {PROBES[0]} rows and {two.shape} for {PROBES[1]}",
                "use a model whose output has rows as its input has, not one answer for the whole song",
            )
        axis = grown[0]
        self.rows_last = one.ndim == 2 and axis == 1
        self.width_out = one.shape[1 - axis] if one.ndim == 2 else 1
        self.rows_per_row = (two.shape[axis] - one.shape[axis]) / (PROBES[1] - PROBES[0])

    def __call__(self, rows: Rows) -> Rows:
        """The output's rows for rows of the width that it was fitted to."""
        if not len(rows):
            return np.zeros((0, self.width_out), dtype=np.float32)
        found = self._squeezed(self._raw(rows), keep=1 if self.width_out == 1 else 2)
        if self.rows_last:
            found = found.T
        return found.reshape(-1, self.width_out).astype(np.float32)

    def list(self, key: str) -> List[Any]:
        """A list of the metadata, written as JSON; empty if there is none."""
        try:
            value = json.loads(self.metadata.get(key, "[]"))
        except ValueError:
            value = None
        if not isinstance(value, list):
            raise self._failure(f"has no list as '{key}' in its metadata", "write it as JSON")
        return value

    def _raw(self, rows: Rows) -> Rows:
        array = np.ascontiguousarray(rows.T if self.columns_first else rows, dtype=DTYPES[self.input.type])
        array = array.reshape((1,) * (len(self.input.shape) - 2) + array.shape)
        try:
            return np.asarray(self.session.run([self.output.name], {self.input.name: array})[0])
        except Exception as error:
            raise self._failure(
                f"fails on {len(rows)} rows of {rows.shape[1]} numbers: {str(error).splitlines()[0]}",
                "give the rows that it was trained on; its input takes " + _shape(self.input.shape),
            ) from error

    @staticmethod
    def _squeezed(array: Rows, keep: int = 2) -> Rows:
        """Without the axes before rows and columns, as far as they have the length 1."""
        while array.ndim > keep and array.shape[0] == 1:
            array = array[0]
        return array

    def _is_columns_first(self, width: int) -> bool:
        """Whether the input has a row for each column. Lengths that may be any are no numbers."""
        shape = self.input.shape
        if not 2 <= len(shape) <= 4 or any(isinstance(each, int) and each != 1 for each in shape[:-2]):
            raise self._failure(
                f"takes {_shape(shape)} at '{self.input.name}'",
                "use a model of rows and columns, with axes of the length 1 before them",
            )
        first, second = shape[-2:]
        fits = [self._fits(rows, columns, width) for rows, columns in ((first, second), (second, first))]
        if not any(fits):
            fixed = [(rows, columns) for rows, columns in ((first, second), (second, first)) if columns == width]
            if fixed:
                raise self._failure(
                    f"takes exactly {fixed[0][0]} rows: {_shape(shape)} at '{self.input.name}'",
                    "export it with a dynamic axis for the rows",
                )
            raise self._failure(
                f"takes {_shape(shape)} at '{self.input.name}', but is given rows of {width} numbers",
                "wire the frames that it was trained on",
            )
        return not fits[0]

    @staticmethod
    def _fits(rows: Any, columns: Any, width: int) -> bool:
        return not isinstance(rows, int) and (columns == width or not isinstance(columns, int))

    def _chosen(self, what: str, name: str, all: Any) -> Any:
        names = [each.name for each in all]
        if name and name not in names:
            raise self._failure(f"has no {what} '{name}'", f"its {what}s are: {', '.join(names)}")
        if not name and what == "input" and len(names) != 1:
            raise self._failure(f"takes {len(names)} inputs: {', '.join(names)}", "use a model of one input")
        return all[names.index(name) if name else 0]

    def _failure(self, text: str, remedy: str) -> Failure:
        return Failure(f"{self.path} {text}", remedy)


def _shape(shape: List[Any]) -> str:
    return "[" + ", ".join(str(each) if isinstance(each, int) else (each or "any") for each in shape) + "]"


def scaled(network: Network, width: int) -> Tuple[Optional[Rows], Optional[Rows]]:
    """What is subtracted from each column and what it is divided by, as the model's metadata has it."""
    mean, deviation = network.list("mean"), network.list("deviation")
    if len(mean) != width or len(deviation) != width or not all(deviation):
        raise Failure(
            f"{network.path} has no mean and deviation of {width} columns in its metadata",
            "write them there as JSON lists, or leave normalise out",
        )
    return np.array(mean, dtype=np.float32), np.array(deviation, dtype=np.float32)
