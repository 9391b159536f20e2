"""Tables of many songs: for pandas, as Parquet, as HDF5."""

from __future__ import annotations

import importlib
import json
import os
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from .artifacts import Events, Frames
from .failures import Failure

if TYPE_CHECKING:
    from .results import Song

Columns = Dict[str, Any]
"""Arrays of one length by the names of columns; texts are of dtype object."""

_TRACKS, _SHOTS, _SECTIONS = "tracks", "shots", "sections"
_SHOT = {
    **{"in": int, "out": int, "start": float, "end": float, "type": str, "subject": str, "probability": float},
    **{"runnerUp": str, "reason": str, "locked": bool},
}


def names(songs: Sequence[Song]) -> List[str]:
    """The tables that songs make: of the songs, their shots and sections, and each array of frames or events."""
    arrays = {name for song in songs for name in song if song.kind(name) != "number"}
    plans = {_SHOTS, _SECTIONS} if any(song.plan is not None for song in songs) else set()
    return [_TRACKS, *sorted(arrays | plans)]


def to_pandas(songs: Sequence[Song], name: str) -> Any:
    """A table as a data frame."""
    pandas = _package("pandas", "a table for pandas")
    return pandas.concat([pandas.DataFrame(columns) for _, columns in _parts(songs, name)], ignore_index=True)


def to_parquet(songs: Sequence[Song], folder: Path, chosen: Optional[Sequence[str]]) -> List[Path]:
    """A file per table with a row group per song, so that no more than a song stands in memory."""
    arrow, parquet = (_package(module, "Parquet", "pyarrow") for module in ("pyarrow", "pyarrow.parquet"))
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name in chosen or names(songs):
        path = folder / f"{name}.parquet"
        parts = _parts(songs, name)
        model, first = next(parts)
        types = [
            (key, arrow.string() if values.dtype == object else arrow.from_numpy_dtype(values.dtype))
            for key, values in first.items()
        ]
        schema = arrow.schema(types, metadata=_metadata(model, name))
        # Numbers hardly repeat, so that a dictionary of them would only be larger than they are.
        texts = [key for key, values in first.items() if values.dtype == object]
        with _whole(path) as draft, parquet.ParquetWriter(
            draft, schema, compression="zstd", use_dictionary=texts
        ) as file:
            for song, columns in chain([(model, first)], parts):
                if list(columns) != list(first):
                    raise Failure(
                        f"{song.name}: '{name}' has other columns than in {model.name}",
                        "let songs of other pipelines have folders of their own",
                    )
                file.write_table(arrow.table(columns, schema=schema))
        made.append(path)
    return made


def to_hdf5(songs: Sequence[Song], path: Path, chosen: Optional[Sequence[str]]) -> Path:
    """A group per song. Frames are a data set, with what explains them named as in `.npz`; a table of events or shots is a
    group of data sets, one for each column."""
    h5py = _package("h5py", "HDF5")
    with _whole(path) as draft, h5py.File(draft, "w") as file:
        for song in songs:
            group = file.create_group(song.name)
            group.attrs.update({"track": song.name, **_track(song, _numbers([song]))})
            for name in chosen or names([song]):
                if song.kind(name) == "frames":
                    _add_frames(group, song[name], h5py.string_dtype())
                elif name != _TRACKS and _is_in(song, name):
                    part = group.create_group(name)
                    for key, values in _columns(song, name, []).items():
                        if key != "track":
                            part.create_dataset(key, data=values, dtype=_text(values, h5py.string_dtype()))
    return path


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Where a file is written before it has its name; after a failure nothing of it stays."""
    draft = path.with_name(f".{path.name}")
    try:
        yield draft
        os.replace(draft, path)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def _add_frames(group: Any, frames: Frames, text: Any) -> None:
    rows = group.create_dataset(frames.name, data=frames.values, compression="gzip", compression_opts=1)
    for key, value in _facts(frames).items():
        if isinstance(value, list):
            values = np.array(value, dtype=object if key == "columns" else float)
            group.create_dataset(f"{frames.name}.{key}", data=values, dtype=_text(values, text))
        else:
            rows.attrs[key] = value


def _text(values: Any, text: Any) -> Any:
    return text if values.dtype == object else values.dtype


def _package(name: str, purpose: str, called: str = "") -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ImportError(f"{purpose} needs the package {called or name}: pip install {called or name}") from error


def _parts(songs: Sequence[Song], name: str) -> Iterator[Tuple[Song, Columns]]:
    """The songs that have a table, with their rows of it."""
    having = [song for song in songs if _is_in(song, name)]
    if not having:
        raise Failure(f"no song has a table '{name}'", f"name one of {', '.join(names(songs))}")
    numbers = _numbers(songs) if name == _TRACKS else []
    return ((song, _columns(song, name, numbers)) for song in having)


def _numbers(songs: Sequence[Song]) -> List[str]:
    return sorted({name for song in songs for name in song if song.kind(name) == "number"})


def _is_in(song: Song, name: str) -> bool:
    return name == _TRACKS or song.kind(name) in ("frames", "events") or _is_of_plan(song, name)


def _is_of_plan(song: Song, name: str) -> bool:
    return name in (_SHOTS, _SECTIONS) and name not in song and song.plan is not None


def _columns(song: Song, name: str, numbers: Sequence[str]) -> Columns:
    """A song's rows of a table, with its name in the column `track`; `numbers` are columns of the songs' own."""
    if name == _TRACKS:
        columns = {
            key: np.array([value], dtype=object if isinstance(value, str) else float)
            for key, value in _track(song, numbers).items()
        }
    elif song.kind(name) == "frames":
        columns = _frames(song[name])
    elif song.kind(name) == "events":
        columns = _events(song[name])
    else:
        columns = _shots(song.shots) if name == _SHOTS else _events(song.sections)
    count = len(next(iter(columns.values())))
    return {"track": np.full(count, song.name, dtype=object), **columns}


def _track(song: Song, numbers: Sequence[str]) -> Dict[str, Any]:
    """What is known of a song, and its numbers; one that it does not have is none."""
    record = song.record
    known = {
        "path": str(record["track"]),
        "status": str(record.get("status", "")),
        "seconds": song.seconds,
        "hash": str(record.get("hash") or ""),
    }
    return {**known, **{name: song[name] if song.kind(name) == "number" else np.nan for name in numbers}}


def _frames(frames: Frames) -> Columns:
    width = frames.width
    labels = frames.columns or ([frames.name] if width == 1 else [f"{frames.name}.{place}" for place in range(width)])
    times = {"time": frames.times} if frames.rate else {}
    return {**times, **dict(zip(labels, frames.values.T))}


def _events(events: Events) -> Columns:
    return {
        "start": np.array([each.start for each in events], dtype=np.float64),
        "end": np.array([each.end for each in events], dtype=np.float64),
        "label": np.array([each.label for each in events], dtype=object),
        "group": np.array([each.group for each in events], dtype=object),
    }


def _shots(shots: Sequence[Mapping[str, Any]]) -> Columns:
    """The shots of a plan. What a shot does not have is empty, no number, or a frame of -1."""
    empty = {int: -1, float: np.nan, str: "", bool: False}
    return {
        key: np.array(
            [empty[kind] if shot.get(key) is None else shot[key] for shot in shots],
            dtype=object if kind is str else kind,
        )
        for key, kind in _SHOT.items()
    }


def _facts(frames: Frames) -> Dict[str, Any]:
    """What the rows and columns of frames are, by the names that `write.npz` has for it."""
    format = frames.format
    facts: Dict[str, Any] = {"quantity": format.quantity, "rate": format.rate}
    if format.sample_rate:
        facts["sr"] = format.sample_rate
    if format.hop:
        facts["hop"] = format.hop
    if format.columns:
        facts["columns"] = list(format.columns)
    if format.frequencies:
        facts["frequencies"] = list(format.frequencies)
    return facts


def _metadata(song: Song, name: str) -> Dict[str, str]:
    return {"songboard": json.dumps(_facts(song[name]))} if song.kind(name) == "frames" else {}
