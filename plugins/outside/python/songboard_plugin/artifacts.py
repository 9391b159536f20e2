"""What comes in and goes out at the ports of a stage."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Sequence, Tuple, Union

import numpy as np
import numpy.typing as npt

from .formats import Format

Rows = npt.NDArray[Any]
"""Rows as a stage gives them: shape [n, width], or [n] where the width is 1."""

Number = float
"""A number of a track, such as its tempo."""


class _Stream(np.lib.mixins.NDArrayOperatorsMixin):
    """Numbers with their format. Arithmetic and numpy's functions give plain arrays."""

    __slots__ = ("values", "format", "name")

    def __init__(self, values: npt.ArrayLike, format: Format, name: str = "") -> None:
        self.values: npt.NDArray[np.float32] = np.asarray(values, dtype=np.float32)
        self.format = format
        self.name = name

    @classmethod
    def _of(cls, values: Rows, format: Format, name: str) -> Any:
        # The way of blocks, which come many times a second: nothing is converted, nothing checked.
        stream = cls.__new__(cls)
        stream.values, stream.format, stream.name = values, format, name
        return stream

    @property
    def rate(self) -> float:
        """Rows, or samples, a second."""
        return self.format.rate

    @property
    def shape(self) -> Tuple[int, ...]:
        return self.values.shape

    @property
    def times(self) -> npt.NDArray[np.float64]:
        """The second at which each row stands."""
        return np.arange(len(self.values)) / self.format.rate

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, place: Any) -> Any:
        return self.values[place]

    def __array__(self, dtype: Any = None, copy: Optional[bool] = None) -> npt.NDArray[Any]:
        return np.array(self.values, dtype=dtype) if copy else np.asarray(self.values, dtype=dtype)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        arrays = [each.values if isinstance(each, _Stream) else each for each in inputs]
        return getattr(ufunc, method)(*arrays, **options)


class Frames(_Stream):
    """Rows of numbers, shape [n, width], with their rate and the names of their columns."""

    __slots__ = ()

    @property
    def width(self) -> int:
        """Numbers a row."""
        return self.format.width

    @property
    def columns(self) -> Tuple[str, ...]:
        """A name for each column, or none."""
        return self.format.columns


class Audio(_Stream):
    """One channel of sound, shape [n], full scale at -1 and 1."""

    __slots__ = ()


class Event(NamedTuple):
    """Something at a time, in seconds; an event without length ends where it starts."""

    start: float
    end: float
    label: str = ""
    group: str = ""


class Events(List[Event]):
    """Events in the order of time."""

    name: str = ""

    @staticmethod
    def at(times: Iterable[float], labels: Iterable[str] = ()) -> Events:
        """Events without length at these seconds."""
        names = list(labels)
        return Events(
            Event(float(time), float(time), names[place] if place < len(names) else "")
            for place, time in enumerate(times)
        )

    @property
    def times(self) -> npt.NDArray[np.float64]:
        """The start of each, in seconds."""
        return np.array([event.start for event in self], dtype=np.float64)


class Shots(Dict[str, Any]):
    """A shot plan as `shots.schema.json` describes it: `plan["shots"]` is the list of its shots."""

    name: str = ""


class LabelledShot(NamedTuple):
    """A shot of an edit: seconds, and its type."""

    start: float
    end: float
    type: str


@dataclass
class Labels:
    """The labelled shots of a song, to learn from."""

    types: Tuple[str, ...]
    """All types that there are, in the order of the columns of predictions."""
    shots: List[LabelledShot]
    name: str = ""

    def indices(self, count: int, rate: float = 1.0) -> npt.NDArray[np.int64]:
        """The type of each of so many rows, as its place in `types`; -1 where no shot is.

        A row has the type of most of its time; of equal shares the earlier shot counts."""
        place = {name: index for index, name in enumerate(self.types)}
        found = np.full(count, -1, dtype=np.int64)
        most = np.zeros(count)
        for shot in self.shots:
            first, last = int(max(0, np.floor(shot.start * rate))), int(min(count, np.ceil(shot.end * rate)))
            for row in range(first, last):
                share = min(shot.end, (row + 1) / rate) - max(shot.start, row / rate)
                if share > most[row] + 1e-9 and shot.type in place:
                    most[row], found[row] = share, place[shot.type]
        return found


class Text(bytes):
    """The bytes of a file that lies beside a track. A stage is given `None` where a track has no such file."""

    name: str = ""


class Document(bytes):
    """A file that is made: its bytes, or a text."""

    name: str = ""

    def __new__(cls, content: Union[bytes, str] = b"") -> Document:
        return super().__new__(cls, content.encode() if isinstance(content, str) else content)


@dataclass
class Model:
    """What was learned: bytes, with metadata that is any JSON."""

    bytes: bytes
    metadata: Any = field(default_factory=dict)
    name: str = ""


@dataclass(frozen=True)
class Track:
    """What is known of a track besides its sound. A stage that has a parameter of this type is given it."""

    name: str = "song"
    path: str = "song.wav"
    seconds: float = 0.0
    channels: int = 1
    sample_rate: int = 0
    hash: str = ""
    seed: int = 0
    """A number made from the song's content: the same song has the same chances."""
    part: str = ""
    """In learning: `training`, `validation`, `test` or `unlabelled`."""
    group: Optional[str] = None
    index: int = -1
    """In learning: the place in the corpus."""
    file: str = ""
    """Where the song's file lies, for a stage that opens it by itself (`opens_file`); else empty."""

    @staticmethod
    def of_json(info: Dict[str, Any], index: int = -1) -> Track:
        """The track of a header's object; unknown fields are passed over."""
        return Track(
            name=info.get("name", ""),
            path=info.get("path", ""),
            seconds=float(info.get("seconds") or 0),
            channels=int(info.get("channels") or 0),
            sample_rate=int(info.get("sampleRate") or 0),
            hash=info.get("hash") or "",
            seed=int(info.get("seed") or 0),
            part=info.get("part") or "",
            group=info.get("group"),
            index=index,
            file=info.get("file") or "",
        )

    @property
    def json(self) -> Dict[str, Any]:
        """The object that stands in a header."""
        info = {
            "name": self.name,
            "path": self.path,
            "seconds": self.seconds,
            "channels": self.channels,
            "sampleRate": self.sample_rate,
            "hash": self.hash,
            "seed": self.seed,
        }
        info = {**info, "file": self.file} if self.file else info
        return {**info, "part": self.part, "group": self.group} if self.part else info


Artifact = Union[Frames, Audio, Events, float, Shots, Labels, Text, Document, Model, None]
Inputs = Dict[str, Union[Artifact, Sequence[Artifact]]]
