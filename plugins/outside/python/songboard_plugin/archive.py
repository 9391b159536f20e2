"""Archives of `write.npz`: which array is what, and what stands beside it to explain it."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Union

import numpy as np
import numpy.typing as npt

from .artifacts import Event, Events, Frames
from .formats import Format

Arrays = Mapping[str, npt.NDArray[np.generic]]

_SHARED = ("sr", "hop", "times")
_BESIDE = (*_SHARED, "quantity", "columns", "frequencies", "ends", "labels", "groups")


def kinds(archive: Any) -> Dict[str, str]:
    """What each array that the pipeline wired is: `frames`, `events` or `number`, by its name. No array is read."""
    has_frames = any(name.endswith(".quantity") for name in archive.files)

    def explains(name: str) -> bool:
        of, _, what = name.rpartition(".")
        return what in _BESIDE and (of in archive.files if of else has_frames and what in _SHARED)

    return {name: _kind(archive, name) for name in archive.files if not explains(name)}


def _kind(archive: Any, name: str) -> str:
    with archive.zip.open(f"{name}.npy") as file:
        np.lib.format.read_magic(file)
        shape, _, element = np.lib.format.read_array_header_1_0(file)
    return "frames" if element == np.float32 else "events" if shape else "number"


def artifact(arrays: Arrays, name: str) -> Union[Frames, Events, float]:
    """Frames, events or a number."""
    values = arrays[name]
    if values.dtype == np.float32:
        return Frames(values if values.ndim == 2 else values.reshape(-1, 1), _format(arrays, name), name)
    if values.ndim == 0:
        return float(values)
    starts = values.tolist()
    ends, labels, groups = (
        arrays[f"{name}.{what}"].tolist() if f"{name}.{what}" in arrays else default
        for what, default in (("ends", starts), ("labels", [""] * len(starts)), ("groups", [""] * len(starts)))
    )
    events = Events(map(Event, starts, ends, labels, groups))
    events.name = name
    return events


def _format(arrays: Arrays, name: str) -> Format:
    """What the rows are. Archives of before `write.npz` explained itself have no more than their widths."""
    values = arrays[name]
    width = values.shape[1] if values.ndim == 2 else 1
    if f"{name}.quantity" not in arrays:
        return Format(width, 0.0)

    def fact(what: str) -> Any:
        keys = (f"{name}.{what}", what) if what in _SHARED else (f"{name}.{what}",)
        return next((arrays[key].tolist() for key in keys if key in arrays), None)

    sample_rate, hop = fact("sr") or 0.0, fact("hop")
    return Format(
        width=width,
        rate=sample_rate / hop if hop else _rate(fact("times") or []),
        quantity=fact("quantity"),
        sample_rate=sample_rate,
        columns=tuple(fact("columns") or ()),
        frequencies=tuple(fact("frequencies") or ()),
    )


def _rate(times: List[float]) -> float:
    """Rows a second of rows that were made of no audio; 0 if that is not known."""
    return 1 / (times[1] - times[0]) if len(times) > 1 else 0.0
