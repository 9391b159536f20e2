"""The network's weights and all that belongs to them, in one `.npz`."""

from __future__ import annotations

import zipfile
import zlib
from typing import Dict, Tuple

import numpy as np
from songboard_plugin import Failure, Rows
from spectra import BANDS, WINDOWS

UNREADABLE = (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error)
"""What numpy raises of a file that is no array, is cut short or has changed on its way."""

TAPS = 8
"""Rows of time that an early convolution looks at."""

SHAPES: Dict[str, Tuple[object, ...]] = {
    "mean": (len(WINDOWS), BANDS),
    "deviation": (len(WINDOWS), BANDS),
    "early1.weight": (len(WINDOWS), "filters", TAPS, BANDS),
    "early1.bias": (len(WINDOWS), "filters"),
    "early2.weight": (len(WINDOWS), "later filters", "filters", TAPS),
    "early2.bias": (len(WINDOWS), "later filters"),
    "late1.weight": ("hidden", "scales * later filters"),
    "late1.bias": ("hidden",),
    "late2.weight": ("later hidden", "hidden"),
    "late2.bias": ("later hidden",),
    "output.weight": ("tags", "later hidden"),
    "output.bias": ("tags",),
    "spread": ("tags",),
    "tags": ("tags",),
}
"""What the file has. A word stands for a length that is the same wherever the word stands. Convolutions are
cross-correlations, as PyTorch has them; `spread` is the deviation of each tag's Gaussian in rows."""

REMEDY = "make it by `python3 pack.py CLIP2FRAME OUT.npz`: see the plugin's README"


class Weights:
    """A file of weights, in the layout that the network takes. Raises `Failure` for one that is not whole."""

    def __init__(self, path: str) -> None:
        arrays = _read(path)
        self.mean, self.deviation = arrays["mean"], arrays["deviation"]
        # Scale, tap, input, filter: each tap is a product of matrices.
        self.early1, self.early1_bias = arrays["early1.weight"].transpose(0, 2, 3, 1).copy(), arrays["early1.bias"]
        self.early2, self.early2_bias = arrays["early2.weight"].transpose(0, 3, 2, 1).copy(), arrays["early2.bias"]
        self.late1, self.late1_bias = arrays["late1.weight"].T.copy(), arrays["late1.bias"]
        self.late2, self.late2_bias = arrays["late2.weight"].T.copy(), arrays["late2.bias"]
        self.output, self.output_bias = arrays["output.weight"].T.copy(), arrays["output.bias"]
        self.spread = arrays["spread"]
        self.tags = [str(each) for each in arrays["tags"]]


def _read(path: str) -> Dict[str, Rows]:
    try:
        file = np.load(path)
        if not isinstance(file, np.lib.npyio.NpzFile):
            raise ValueError("it is one array")
        with file:
            arrays = {name: file[name] for name in SHAPES if name in file.files}
    except UNREADABLE as error:
        raise Failure(f"{path} is no .npz of weights: {error}", REMEDY) from error
    lengths: Dict[object, int] = {}
    for name, shape in SHAPES.items():
        if name not in arrays:
            raise Failure(f"{path} has no array '{name}'", REMEDY)
        if name != "tags":
            arrays[name] = _numbers(path, name, arrays[name])
        found = arrays[name].shape
        told = tuple(
            lengths.setdefault(each, length) if isinstance(each, str) else each for each, length in zip(shape, found)
        )
        if len(found) != len(shape) or told != found:
            raise Failure(f"{path} has '{name}' of the shape {found}, which does not fit the others", REMEDY)
        if name == "early2.bias":
            lengths["scales * later filters"] = len(WINDOWS) * lengths["later filters"]
    for name in ("deviation", "spread"):
        if not np.all(arrays[name] > 0):
            raise Failure(f"{path} has a '{name}' that is not above 0", REMEDY)
    if len(set(arrays["tags"].tolist())) < len(arrays["tags"]):
        raise Failure(f"{path} names a tag twice", "give each column a name of its own")
    return arrays


def _numbers(path: str, name: str, array: Rows) -> Rows:
    if array.dtype.kind not in "fiu" or not np.all(np.isfinite(array)):
        raise Failure(f"{path} has something in '{name}' that is no number", REMEDY)
    return array.astype(np.float32)
