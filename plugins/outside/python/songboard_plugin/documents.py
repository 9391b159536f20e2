"""The documents of a run, wherever they lie: files in its output folder, or the packs of shards that ran with `--pack`."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Dict, Iterator, List, Protocol, Tuple

from .failures import Failure

_PACKED = re.compile(rb'\{"track":("(?:[^"\\]|\\.)*"),"path":("(?:[^"\\]|\\.)*"),')


class Source(Protocol):
    """Where the bytes of a document are."""

    def open(self) -> BinaryIO: ...


@dataclass(frozen=True)
class _File:
    path: Path

    def open(self) -> BinaryIO:
        return open(self.path, "rb")


@dataclass(frozen=True)
class _Packed:
    """A line of a pack, which has the document's text or the name of its member in the archive beside it."""

    pack: Path
    start: int

    def open(self) -> BinaryIO:
        with open(self.pack, "rb") as lines:
            lines.seek(self.start)
            line = json.loads(lines.readline())
        if "text" in line:
            return io.BytesIO(line["text"].encode())
        with zipfile.ZipFile(self.pack.with_suffix(".zip")) as archive:
            return io.BytesIO(archive.read(line["member"]))


def records(folder: Path) -> Dict[str, Dict[str, Any]]:
    """What `run.jsonl` says last of each track, by its path in the library; `documents` are those of all its lines."""
    file = folder / "run.jsonl"
    if not file.is_file():
        raise Failure(f"{folder} has no run.jsonl: it is no output folder of a run", "name the folder of `run -o`")
    found: Dict[str, Dict[str, Any]] = {}
    with open(file, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = json.loads(line)
                before = found.get(record["track"], {}).get("documents", [])
                record["documents"] = list(dict.fromkeys([*before, *record.get("documents", [])]))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise Failure(f"{file}:{number}: this is no line of a run: {error!r}", "run again") from error
            found[record["track"]] = record
    return found


def documents(folder: Path) -> Iterator[Tuple[str, Dict[str, Any], Dict[str, Source]]]:
    """Each track's path, its record, and its documents that are there, by their paths below the folder."""
    packed = _packed(folder)
    for track, record in sorted(records(folder).items()):
        there: Dict[str, Source] = {
            path: _File(folder / path) for path in record["documents"] if (folder / path).is_file()
        }
        yield track, record, {**packed.get(track, {}), **there}


def _packed(folder: Path) -> Dict[str, Dict[str, Source]]:
    found: Dict[str, Dict[str, Source]] = {}
    for pack in sorted(folder.glob("part-*.jsonl")):
        start = 0
        with open(pack, "rb") as lines:
            for line in lines:
                head = _PACKED.match(line)
                if head is None:
                    raise Failure(f"{pack}: byte {start}: this is no line of a pack", "run its shard again")
                track, path = (json.loads(text) for text in head.groups())
                found.setdefault(track, {})[path] = _Packed(pack, start)
                start += len(line)
    return found


def short_names(tracks: List[str]) -> Dict[str, str]:
    """What each track is called: its path without the ending, as `{track}` is, where no other is called so."""
    short = {track: re.sub(r"(?<=[^/])\.[^./]*$", "", track) for track in tracks}
    counts: Dict[str, int] = {}
    for name in short.values():
        counts[name] = counts.get(name, 0) + 1
    return {track: name if counts[name] == 1 else track for track, name in short.items()}
