#!/usr/bin/env python3
"""Loads all JAMS files below a folder with the jams package, which checks them against its schemas.

  check_jams.py FOLDER

Prints one line per file; exit 1 if any fails, 2 if there is none.
Beyond the schemas: times rise and stay within the track, beats are numbered 1, 2, 3 ... from each downbeat, and all numbers of a
song have one confidence, from 0 to 1. The `.lab`
files beside a JAMS file, read by mir_eval without a warning, hold the same times and labels.
Needs: pip install jams mir_eval
"""
import sys
import warnings
from pathlib import Path

import jams
import mir_eval


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
            sure = {row.confidence for row in rows if row.value is not None}
            if len(sure) > 1 or any(value is None or not 0 <= value <= 1 for value in sure):
                yield f"beat: the confidence of numbers is {sure}"
            for before, after in zip(rows, rows[1:]):
                if after.value not in (1, None if before.value is None else before.value + 1):
                    yield f"beat at {after.time}: number {after.value} after {before.value}"


def lab_faults(path, song):
    """How the `.lab` files beside a JAMS file differ from it."""
    rows = {annotation.namespace: list(annotation.data) for annotation in song.annotations}
    beats = [row.time for row in rows["beat"]]
    firsts = [row.time for row in rows["beat"] if row.value == 1]
    onsets = [row.time for row in rows["onset"]]
    sections = rows["segment_open"]
    for name, times in (("beats", beats), ("downbeats", firsts), ("onsets", onsets)):
        if mir_eval.io.load_events(path.with_suffix(f".{name}.lab")).tolist() != times:
            yield f"{name}.lab: other times than the annotation"
    intervals, labels = mir_eval.io.load_labeled_intervals(path.with_suffix(".sections.lab"))
    if intervals[:, 0].tolist() != [row.time for row in sections] or labels != [row.value for row in sections]:
        yield "sections.lab: other starts or labels than the annotation"
    # JAMS has lengths, which are rounded where ends were not.
    if any(abs(end - row.time - row.duration) > 1e-9 for end, row in zip(intervals[:, 1], sections)):
        yield "sections.lab: other ends than the annotation"


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
            try:
                # What mir_eval finds wrong in a file it says as a warning.
                with warnings.catch_warnings():
                    warnings.simplefilter("error")
                    found += lab_faults(path, song)
            except (OSError, ValueError, UserWarning) as error:
                found.append(f"mir_eval: {error}")
            counts = ", ".join(f"{len(annotation.data)} {annotation.namespace}" for annotation in song.annotations)
        failed += bool(found)
        print(f"FAIL {name}: {'; '.join(found)}" if found else f"ok   {name}: {counts}")
    if not paths:
        print(f"{folder}: no JAMS files", file=sys.stderr)
        return 2
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
