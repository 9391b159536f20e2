"""Frames of the protocol on a pair of file descriptors: a length, a JSON header, buffers."""

from __future__ import annotations

import io
import json
import os
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

import numpy as np
import numpy.typing as npt

from .failures import ProtocolError

Array = npt.NDArray[Any]

DTYPES: Dict[str, np.dtype[Any]] = {
    "f32": np.dtype("<f4"),
    "f64": np.dtype("<f8"),
    "i64": np.dtype("<i8"),
    "u8": np.dtype("u1"),
}
NAMES = {dtype: name for name, dtype in DTYPES.items()}
LONGEST_HEADER = 64 << 20
LARGEST_BUFFERS = 2 << 30


class Message(NamedTuple):
    """One frame: its header, and the buffers by their names."""

    header: Dict[str, Any]
    buffers: Dict[str, Array]

    @property
    def type(self) -> str:
        return str(self.header.get("type"))


class _Layout(NamedTuple):
    name: str
    dtype: np.dtype[Any]
    shape: Tuple[int, ...]


class Wire:
    """Reads and writes frames. One thread may read while another writes."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reader = io.BufferedReader(io.FileIO(reading, "rb", closefd=False), 1 << 16)
        self._reading, self._writing = reading, writing
        # The headers of blocks are the same many times over; what was read or written last is not made anew.
        self._last: Tuple[bytes, Dict[str, Any], List[_Layout]] = (b"", {}, [])
        self._blocks: Dict[Tuple[str, int, int], bytes] = {}

    def read(self) -> Optional[Message]:
        """The next frame; none at the end of what is said.

        Raises `ProtocolError` for a frame that is cut off or cannot be.
        """
        start = self._reader.read(4)
        if not start:
            return None
        if len(start) < 4:
            raise ProtocolError("the input ends within a frame")
        length = int.from_bytes(start, "little")
        if length > LONGEST_HEADER:
            raise ProtocolError(f"a header of {length} bytes is too long")
        text = self._reader.read(length)
        if text is None or len(text) < length:
            raise ProtocolError("the input ends within a header")
        if text != self._last[0]:
            self._last = (text, *self._parsed(text))
        _, header, layouts = self._last
        return Message(header, {layout.name: self._buffer(layout) for layout in layouts})

    @property
    def has_more(self) -> bool:
        """Whether a frame, or its start, has come that is not read yet. Does not wait."""
        os.set_blocking(self._reading, False)
        try:
            return bool(self._reader.peek(1))
        finally:
            os.set_blocking(self._reading, True)

    def write(self, header: Dict[str, Any], buffers: Sequence[Tuple[str, Array]] = ()) -> None:
        """Writes a frame; buffers of other dtypes than the protocol's are not taken."""
        arrays = [(name, np.asarray(array, order="C")) for name, array in buffers]
        if arrays:
            described = [
                {
                    "name": name,
                    "dtype": NAMES[array.dtype.newbyteorder("<") if array.itemsize > 1 else array.dtype],
                    "shape": list(array.shape),
                }
                for name, array in arrays
            ]
            header = {**header, "buffers": described}
        self._send(self._framed(header), [array for _, array in arrays])

    def write_block(self, name: str, rows: Array) -> None:
        """Writes a block of f32 rows, shape [n, width], contiguous."""
        key = (name, *rows.shape)
        start = self._blocks.get(key)
        if start is None:
            buffer = {"name": name, "dtype": "f32", "shape": list(rows.shape)}
            start = self._blocks[key] = self._framed({"type": "block", "buffers": [buffer]})
        self._send(start, [rows])

    @staticmethod
    def _framed(header: Dict[str, Any]) -> bytes:
        text = json.dumps(header, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        return len(text).to_bytes(4, "little") + text

    def _send(self, start: bytes, arrays: Sequence[Array]) -> None:
        views = [memoryview(start)]
        views += [array.reshape(-1).view(np.uint8).data for array in arrays if array.nbytes]
        while views:
            sent = os.writev(self._writing, views[:64])
            while views and sent >= views[0].nbytes:
                sent -= views.pop(0).nbytes
            if sent:
                views[0] = views[0][sent:]

    @staticmethod
    def _parsed(text: bytes) -> Tuple[Dict[str, Any], List[_Layout]]:
        try:
            header = json.loads(text)
            layouts = [
                _Layout(each["name"], DTYPES[each["dtype"]], tuple(int(size) for size in each["shape"]))
                for each in header.get("buffers") or []
            ]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ProtocolError(f"a header cannot be read: {error!r}") from error
        size = 0
        for layout in layouts:
            count = 1
            for length in layout.shape:
                if length < 0:
                    raise ProtocolError(f"the buffer {layout.name} has the shape {layout.shape}")
                count *= length
            size += count * layout.dtype.itemsize
        if size > LARGEST_BUFFERS:
            raise ProtocolError(f"buffers of {size} bytes are too large")
        return header, layouts

    def _buffer(self, layout: _Layout) -> Array:
        array: Array = np.empty(layout.shape, layout.dtype)
        if array.nbytes:
            left = array.reshape(-1).view(np.uint8).data
            while left.nbytes:
                count = self._reader.readinto(left)
                if not count:
                    raise ProtocolError(f"the input ends within the buffer {layout.name}")
                left = left[count:]
        return array
