#!/usr/bin/env python3
"""Loads all JAMS files below a folder with the jams package, which checks them against its schemas.

  check_jams.py FOLDER

Prints one line per file; exit 1 if any fails, 2 if there is none.
Beyond the schemas: times rise and stay within the track, and beats are numbered 1, 2, 3 ... from each downbeat.
Needs: pip install jams
"""
import sys
from pathlib import Path

import jams


def faults(song):
    duration = song.file_metadata.duration
    for annotation in song.annotations:
        name = annotation.namespace
        rows = list(annotation.data)
        if [row.time for row in rows] != sorted(row.time for row in rows):
            yield f"{name}: times do not rise"
        if any(row.time + row.duration > duration + 1e-6 for row in rows):
            yield f"{name}: reaches beyond the track's {duration} s"
        if name == "beat":
            for before, after in zip(rows, rows[1:]):
                if after.value not in (1, None if before.value is None else before.value + 1):
                    yield f"beat at {after.time}: number {after.value} after {before.value}"


def main():
    folder = Path(sys.argv[1])
    paths = sorted(folder.rglob("*.jams"))
    failed = 0
    for path in paths:
        name = path.relative_to(folder)
        try:
            song = jams.load(str(path), validate=True, strict=True)
        except (jams.JamsError, ValueError) as error:
            found, counts = [str(error)], ""
        else:
            found = list(faults(song))
            counts = ", ".join(f"{len(annotation.data)} {annotation.namespace}" for annotation in song.annotations)
        failed += bool(found)
        print(f"FAIL {name}: {'; '.join(found)}" if found else f"ok   {name}: {counts}")
    if not paths:
        print(f"{folder}: no JAMS files", file=sys.stderr)
        return 2
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
