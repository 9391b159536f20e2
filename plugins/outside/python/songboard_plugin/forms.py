"""Artifacts as they stand in a header and its buffers."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Tuple

import numpy as np

from .artifacts import Audio, Document, Event, Events, Frames, LabelledShot, Labels, Model, Shots, Text, _Stream
from .failures import Failure, ProtocolError
from .formats import Format
from .wire import Array


def decoded(kind: str, form: Mapping[str, Any], buffers: Mapping[str, Array]) -> Any:
    """The artifact of a header's object."""
    try:
        value = form.get("value")
        buffer = buffers[form["buffer"]] if "buffer" in form else None
        if kind in ("frames", "audio"):
            of = Frames if kind == "frames" else Audio
            return of(_array(buffer), Format.of_json(form["format"]), form.get("name", ""))
        if kind == "number":
            return float(value or 0) if buffer is None else float(buffer)
        if buffer is None and value is None:
            return None
        artifact = _others(kind, value, buffer, form)
        if form.get("name"):
            artifact.name = form["name"]
        return artifact
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ProtocolError(f"an artifact of {kind} cannot be read: {error!r}") from error


def _others(kind: str, value: Any, buffer: Optional[Array], form: Mapping[str, Any]) -> Any:
    if kind == "events":
        return Events(
            Event(each["start"], each.get("end", each["start"]), each.get("label", ""), each.get("group", ""))
            for each in value
        )
    if kind == "shots":
        return Shots(value)
    if kind == "labels":
        shots = [LabelledShot(each["start"], each["end"], each["type"]) for each in value["shots"]]
        return Labels(tuple(value["types"]), shots)
    content = _array(buffer).tobytes()
    if kind == "model":
        return Model(content, form.get("metadata"))
    return Text(content) if kind == "text" else Document(content)


def _array(buffer: Optional[Array]) -> Array:
    if buffer is None:
        raise ProtocolError("an artifact has no buffer")
    return buffer


Buffers = List[Tuple[str, Array]]


def encoded(kind: str, value: Any, name: str, format: Optional[Format], buffers: Buffers) -> Dict[str, Any]:
    """The object of an artifact; what it has of numbers and bytes is added to the buffers under its name.

    Raises `Failure` for a value that is none of its kind.
    """

    def buffered(array: Array, **fields: Any) -> Dict[str, Any]:
        buffers.append((name, array))
        return {"buffer": name, **fields}

    try:
        if kind in ("frames", "audio"):
            own = value.format if isinstance(value, _Stream) else format
            array = (
                rows_of(value, own.width if own else None, name) if kind == "frames" else np.asarray(value, dtype="<f4")
            )
            return buffered(array, format=(own or Format(array.shape[-1], 0)).json)
        if kind == "number":
            return buffered(np.array(float(value), dtype="<f8"))
        if kind == "events":
            return {"value": [_event(each) for each in value]}
        if kind == "shots":
            return {"value": dict(value)}
        if kind == "labels":
            return {"value": {"types": list(value.types), "shots": [shot._asdict() for shot in value.shots]}}
        if value is None:
            return {"value": None}
        if kind == "model":
            return buffered(np.frombuffer(value.bytes, dtype=np.uint8), metadata=value.metadata)
        content = value.encode() if isinstance(value, str) else bytes(value)
        return buffered(np.frombuffer(content, dtype=np.uint8))
    except (TypeError, ValueError, AttributeError) as error:
        raise Failure(
            f"the output '{name}' is to be {kind}, but the stage gives {type(value).__name__}: {error}",
            "correct what the stage returns",
        ) from error


def rows_of(value: Any, width: Optional[int], name: str) -> Array:
    """Rows as the wire takes them: f32, shape [n, width], contiguous; nothing is copied if they are that already."""
    array = np.asarray(value.values if isinstance(value, _Stream) else value, dtype=np.float32, order="C")
    if array.ndim == 1 and width == 1:
        array = array.reshape(-1, 1)
    if array.ndim != 2 or (width is not None and array.shape[1] != width):
        raise Failure(
            f"the stage gives rows of the shape {tuple(array.shape)} at '{name}', but its format says {width} a row",
            "let the stage's formats tell the width of what it gives",
        )
    return array


def _event(event: Any) -> Dict[str, Any]:
    if isinstance(event, tuple):
        start, end, label, group = (tuple(event) + (None, "", ""))[:4] if len(event) < 4 else event
        return {
            "start": float(start),
            "end": float(start if end is None else end),
            "label": str(label),
            "group": str(group),
        }
    return {"start": float(event), "end": float(event), "label": "", "group": ""}
