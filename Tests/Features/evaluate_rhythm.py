#!/usr/bin/env python3
"""Scores onsets and beats on rendered MIDI songs with known beats: songboard's defaults, rhythm.yaml, and librosa's if asked.

    python3 Tests/Features/evaluate_rhythm.py DIR_OF_POP909 [--librosa] [--songboard PROGRAM] [--cache DIR]

DIR_OF_POP909 holds `ID.mid` and `ID.beats` (rows `seconds beat-in-bar`). Songs are rendered once into the cache by
fluidsynth with FluidR3. Onsets: mir_eval.onset, 50 ms, against the starts of notes, those within 30 ms as one. Beats:
mir_eval.beat, 70 ms, the first 5 s left out.

POP909's beats were annotated by a program on the recordings, and stand up to 85 ms before the notes of the MIDI file. So
beats are scored twice: against the annotation as it is, and against it moved, for each song, by the median distance from a
beat to the nearest note.

Exit 1 if rhythm.yaml's mean F is below 0.95 for onsets or below 0.70 for beats as annotated.
"""
import argparse
import concurrent.futures
import pathlib
import subprocess
import sys
import tempfile
import warnings

import librosa
import mido
import mir_eval
import numpy as np

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Support"))
from rendering import render

ROOT = pathlib.Path(__file__).resolve().parents[2]
RATE = 22050
MERGED = 0.03
REACH = 0.12
PIPELINES = {"songboard": "features.yaml", "rhythm.yaml": "rhythm.yaml"}
SCORES = ["onset", "beat", "beat at notes"]
GOALS = {"onset": 0.95, "beat": 0.70}


def notes(midi):
    """The starts of notes in seconds; those within 30 ms of the first of a group are one."""
    time, starts = 0.0, []
    for message in mido.MidiFile(midi):
        time += message.time
        sounds = message.type == "note_on" and message.velocity > 0
        if sounds and (not starts or time - starts[-1] > MERGED):
            starts.append(time)
    return np.array(starts)


def at_notes(beats, notes):
    """The beats, all moved by the median of the distances to the nearest note that are below 120 ms."""
    distances = np.array([(notes - beat)[np.argmin(np.abs(notes - beat))] for beat in beats])
    return beats + np.median(distances[np.abs(distances) < REACH])


def scores(truth, onsets, beats):
    """The three F measures of a system."""
    trim = mir_eval.beat.trim_beats
    return [
        mir_eval.onset.f_measure(truth["onset"], np.unique(onsets))[0],
        mir_eval.beat.f_measure(trim(truth["beat"]), trim(beats)),
        mir_eval.beat.f_measure(trim(truth["beat at notes"]), trim(beats)),
    ]


def by_librosa(file):
    y, _ = librosa.load(file, sr=RATE, mono=True)
    tempo, beats = librosa.beat.beat_track(y=y, sr=RATE, units="time")
    return librosa.onset.onset_detect(y=y, sr=RATE, units="time"), beats, np.atleast_1d(tempo)[0]


def by_songboard(program, pipeline, files, folder):
    """Each file's onsets, beats and tempo, by its name."""
    subprocess.run([program, "run", ROOT / "pipelines" / pipeline, *files, "-o", folder], check=True, capture_output=True)
    found = {}
    for file in files:
        with np.load(folder / f"{file.stem}.npz") as song:
            found[file.stem] = song["onsets"], song["beats"], float(song["tempo"])
    return found


def main():
    parser = argparse.ArgumentParser(description="Scores onsets and beats on rendered POP909 songs.")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--librosa", action="store_true", help="score librosa beside them")
    parser.add_argument("--songboard", default=ROOT / ".build/release/songboard")
    parser.add_argument("--cache", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "songboard-pop909")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    options.cache.mkdir(parents=True, exist_ok=True)
    midis = sorted(options.folder.glob("*.mid"))
    with concurrent.futures.ThreadPoolExecutor() as pool:
        files = list(pool.map(lambda midi: render(midi, options.cache / f"{midi.stem}.wav", gain=0.5, rate=RATE), midis))

    with tempfile.TemporaryDirectory() as work:
        systems = {
            name: by_songboard(options.songboard, pipeline, files, pathlib.Path(work) / pipeline)
            for name, pipeline in PIPELINES.items()
        }
    if options.librosa:
        systems = {"librosa": {file.stem: by_librosa(file) for file in files}} | systems
    print(f"F of {', '.join(SCORES)}; and tempo")
    table = []
    for midi, file in zip(midis, files):
        starts, annotated = notes(midi), np.loadtxt(midi.with_suffix(".beats"), ndmin=2)[:, 0]
        truth = {"onset": starts, "beat": annotated, "beat at notes": at_notes(annotated, starts)}
        found = [system[file.stem] for system in systems.values()]
        rows = [scores(truth, onsets, beats) for onsets, beats, _ in found]
        table.append(rows)
        cells = [f"{name} {' '.join(f'{f:.2f}' for f in row)} {tempo:5.1f}" for name, row, (_, _, tempo) in zip(systems, rows, found)]
        print(f"{midi.stem} ({60 / np.median(np.diff(annotated)):5.1f} bpm)  " + "   ".join(cells), flush=True)
    means = np.mean(table, axis=0)
    for name, row in zip(systems, means):
        print(f"mean of {len(table)}, {name}: " + ", ".join(f"{score} {f:.3f}" for score, f in zip(SCORES, row)))
    missed = [f"{score} {f:.3f} of {GOALS[score]}" for score, f in zip(SCORES, means[-1]) if f < GOALS.get(score, 0)]
    if missed:
        sys.exit(f"below the goal: {', '.join(missed)}")


if __name__ == "__main__":
    main()
