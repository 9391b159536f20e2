#!/usr/bin/env python3
"""Scores sections on rendered songs whose structure two people have labelled.

    python3 Tests/Structure/evaluate_sections.py DIR_OF_POP909 [--songboard PROGRAM] [--cache DIR]

DIR_OF_POP909 holds `structure.json` (per song the bars' starts, and by two people the sections as start, end, letter) and
`band/ID.mid`. Songs are rendered once by fluidsynth with FluidR3, and run with the bars that the program finds, and with those
that are known.

Scores of mir_eval.segment, runs of one letter joined, first and last border left out, mean over the two people: F of borders
at 0.5 s and at 3 s, pairwise F, V measure. The settings were chosen on five songs, so the others are told apart.

Exit 1 if a mean over all songs with the found bars is below its goal.
"""
import argparse
import concurrent.futures
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

import mir_eval
import numpy as np

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Support"))
from rendering import render

ROOT = pathlib.Path(__file__).resolve().parents[2]
# As in evaluate_grid.py, so that the songs are rendered once for both.
RATE = 22050
TUNED_ON = {"097", "235", "373", "649", "833"}
SCORES = ["F-measure@0.5", "F-measure@3.0", "Pairwise F-measure", "V-measure"]
GOALS = [0.45, 0.56, 0.67, 0.67]
PIPELINE = """
version: 1
source: {audio: song.wav}
stages:
  spectrum: {use: spectrum}
  mel:      {use: mel}
  chroma:   {use: chroma}
  onset:    {use: onset}
  beats:    {use: grid}
  bars:     {use: marks}
  found:    {use: sections, in: {downbeats: beats.downbeats}}
  known:    {use: sections, in: {downbeats: bars}}
  found_csv: {use: write.csv, in: {events: found}, to: "{track}.found.csv"}
  known_csv: {use: write.csv, in: {events: known}, to: "{track}.known.csv"}
"""
BARS = ["found", "known"]


def joined(rows):
    """Intervals and letters of rows (start, end, letter), runs of one letter as one."""
    intervals, letters = [], []
    for start, end, letter in rows:
        if letters and letters[-1] == letter:
            intervals[-1][1] = end
        else:
            intervals.append([start, end])
            letters.append(letter)
    return np.array(intervals, dtype=float), letters


def scores(truth, found):
    """The four scores of found sections against one person's."""
    reference, labels = joined(truth)
    estimate, letters = joined(row for row in found if row[0] < reference.max() - 1e-6)
    score = mir_eval.segment.evaluate(reference, labels, estimate, letters, trim=True)
    return [score[name] for name in SCORES]


def run(program, files, folder):
    """Writes each file's sections by either bars into a folder."""
    pipeline = folder / "sections.yaml"
    pipeline.write_text(PIPELINE)
    subprocess.run([program, "run", pipeline, *files, "-o", folder], check=True, capture_output=True)


def sections(bars, files, folder):
    """Each file's sections by its name: start, end, group; and its labels."""
    found = {}
    for file in files:
        with open(folder / f"{file.stem}.{bars}.csv", newline="") as table:
            rows = list(csv.DictReader(table))
        found[file.stem] = [(float(row["start"]), float(row["end"]), row["group"], row["label"]) for row in rows]
    return found


def main():
    parser = argparse.ArgumentParser(description="Scores sections on rendered POP909 songs.")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--songboard", default=ROOT / ".build/release/songboard")
    parser.add_argument("--cache", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "songboard-pop909-band")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    truth = json.loads((options.folder / "structure.json").read_text())
    midis = sorted((options.folder / "band").glob("*.mid"))
    with concurrent.futures.ThreadPoolExecutor() as pool:
        files = list(pool.map(lambda midi: render(midi, options.cache / f"{midi.stem}.wav", gain=0.4, rate=RATE), midis))
    for file in files:
        marks = (f"{time}\t{time}\tbar\n" for time in truth[file.stem]["downbeats"])
        file.with_suffix(".marks.txt").write_text("".join(marks))

    with tempfile.TemporaryDirectory() as work:
        run(options.songboard, files, pathlib.Path(work))
        found = {bars: sections(bars, files, pathlib.Path(work)) for bars in BARS}
    means = {}
    for bars in BARS:
        print(f"{bars} bars: {', '.join(SCORES)}")
        table = {}
        for song, rows in found[bars].items():
            spans = [row[:3] for row in rows]
            table[song] = np.mean([scores(person, spans) for person in truth[song]["sections"]], axis=0)
            labels = " ".join(label if label == group else f"{label}.{group}" for _, _, group, label in rows)
            print(f"{song}  {' '.join(f'{score:.2f}' for score in table[song])}  {labels}")
        for kind, chosen in [("tuned on", TUNED_ON & set(table)), ("others", set(table) - TUNED_ON), ("all", set(table))]:
            mean = np.mean([table[song] for song in chosen], axis=0)
            print(f"mean of {len(chosen)} {kind}: {' '.join(f'{score:.3f}' for score in mean)}")
        means[bars] = mean
    missed = [f"{name} {value:.3f} of {goal}" for name, value, goal in zip(SCORES, means["found"], GOALS) if value < goal]
    if missed:
        sys.exit(f"below the goal: {', '.join(missed)}")


if __name__ == "__main__":
    main()
