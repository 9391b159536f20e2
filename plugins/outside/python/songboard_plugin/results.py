"""What a run has written: `load("out")` gives its songs, with arrays that are read when they are asked for."""

from __future__ import annotations

import json
import zipfile
import zlib
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Union

import numpy as np

from . import archive, tables
from .artifacts import Event, Events, Frames, Shots
from .documents import Source, documents, short_names
from .failures import Failure


class Song(Mapping[str, Any]):
    """A song of a run, and what its `.npz` holds by name: `Frames`, `Events` or a `float`, read when it is asked for."""

    def __init__(self, name: str, record: Dict[str, Any], sources: Mapping[str, Source]) -> None:
        self.name = name
        """Its path in the library without the ending."""
        self.record = record
        """Its line of `run.jsonl`: `track`, `status`, `seconds`, `tempo`, `warnings` and more."""
        self._sources = sources
        self._places: Optional[Dict[str, str]] = None
        self._kinds: Dict[str, str] = {}

    @property
    def seconds(self) -> float:
        """Its length; not a number if that is not known."""
        return float(self.record.get("seconds") or np.nan)

    @property
    def files(self) -> List[str]:
        """Its documents that are there, as paths below the output folder."""
        return sorted(self._sources)

    def document(self, ending: str) -> bytes:
        """The bytes of its one document with this ending, such as `.beats.lab`."""
        found = [path for path in self.files if path.endswith(ending)]
        if len(found) != 1:
            raise Failure(
                f"{self.name}: {len(found)} documents end with '{ending}'",
                f"there are {', '.join(self.files)}",
            )
        with self._sources[found[0]].open() as file:
            return file.read()

    @property
    def plan(self) -> Optional[Shots]:
        """Its shot plan; `None` if the run wrote none."""
        for path in self.files:
            if path.endswith(".json"):
                with self._sources[path].open() as file:
                    try:
                        content = json.load(file)
                    except ValueError as error:
                        raise Failure(f"{path} is no JSON: {error}", "correct it, or take it away") from error
                if isinstance(content, dict) and isinstance(content.get("shots"), list):
                    return Shots(content)
        return None

    @property
    def shots(self) -> List[Dict[str, Any]]:
        """The shots of its plan; none if it has no plan."""
        return list((self.plan or {}).get("shots", []))

    @property
    def sections(self) -> Events:
        """Its sections, from the array `sections` or its plan; none if the run wrote none."""
        if self.kind("sections") == "events":
            return self["sections"]
        found = (self.plan or {}).get("sections", [])
        return Events(Event(each["start"], each["end"], each["label"], each["group"]) for each in found)

    def kind(self, name: str) -> Optional[str]:
        """What an array is, without reading it: `frames`, `events`, `number`; `None` if there is none."""
        return self._kinds[name] if name in self._arrays() else None

    def __getitem__(self, name: str) -> Union[Frames, Events, float]:
        with self._open(self._arrays()[name]) as arrays:
            return archive.artifact(arrays, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays())

    def __len__(self) -> int:
        return len(self._arrays())

    def __contains__(self, name: object) -> bool:
        return name in self._arrays()

    def __repr__(self) -> str:
        return f"<Song {self.name!r}: {', '.join(self) or 'no arrays'}>"

    def _arrays(self) -> Dict[str, str]:
        """The archive that each array is in."""
        if self._places is None:
            places: Dict[str, str] = {}
            for path in (path for path in self.files if path.endswith(".npz")):
                with self._open(path) as arrays:
                    kinds = archive.kinds(arrays)
                twice = next((name for name in kinds if name in places), None)
                if twice is not None:
                    raise Failure(
                        f"{self.name}: '{twice}' is in {places[twice]} and in {path}",
                        "give one of the stages another name",
                    )
                places.update(dict.fromkeys(kinds, path))
                self._kinds.update(kinds)
            self._places = places
        return self._places

    @contextmanager
    def _open(self, path: str) -> Iterator[Any]:
        with self._sources[path].open() as file:
            try:
                # An array alone is read too by `np.load`, which advises to load all else unsafely.
                if not zipfile.is_zipfile(file):
                    raise zipfile.BadZipFile("its end is not there, or it is something else")
                file.seek(0)
                with np.load(file) as arrays:
                    yield arrays
            except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
                raise Failure(
                    f"{path} is damaged, or no archive of arrays: {error}", "take the file away, and run again"
                ) from error


class Results(Mapping[str, Song]):
    """The songs of a run that have documents, by name in order."""

    def __init__(self, songs: Mapping[str, Song], failed: Mapping[str, str]) -> None:
        self._songs = dict(songs)
        self.failed = dict(failed)
        """The songs that have no documents, with the reason."""

    def __getitem__(self, name: str) -> Song:
        return self._songs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._songs)

    def __len__(self) -> int:
        return len(self._songs)

    def __repr__(self) -> str:
        return f"<Results: {len(self)} songs, {len(self.failed)} failed>"

    @property
    def tables(self) -> List[str]:
        """The tables that the songs make: `tracks`, `shots`, `sections`, and one for each array of frames or events."""
        return tables.names(list(self.values()))

    def table(self, name: str) -> Any:
        """A table of all songs for pandas: a row per song, shot, event or frame, with the song's name in `track`."""
        return tables.to_pandas(list(self.values()), name)

    def to_parquet(self, folder: Union[str, "PathLike[str]"], names: Optional[Sequence[str]] = None) -> List[Path]:
        """Writes tables as `FOLDER/NAME.parquet`, song by song; all of them, unless some are named. Needs pyarrow."""
        return tables.to_parquet(list(self.values()), Path(folder), names)

    def to_hdf5(self, path: Union[str, "PathLike[str]"], names: Optional[Sequence[str]] = None) -> Path:
        """Writes a group per song with a data set per array, and its plan's shots and sections; all, unless some are
        named. Needs h5py."""
        return tables.to_hdf5(list(self.values()), Path(path), names)


def load(folder: Union[str, "PathLike[str]"]) -> Results:
    """The songs in the output folder of a run, also of one in shards that were merged, packed or not."""
    found = list(documents(Path(folder)))
    called = short_names([track for track, _, _ in found])
    songs = {called[track]: Song(called[track], record, sources) for track, record, sources in found if sources}
    failed = {
        called[track]: str(record.get("reason") or "its documents are not there")
        for track, record, sources in found
        if not sources
    }
    return Results(songs, failed)
