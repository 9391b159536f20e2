#!/usr/bin/env python3
"""Scores the stage `grid`: tempo, metre, bars and how sure they are, on songs whose bars are known.

    python3 Tests/Features/evaluate_grid.py [--pop909 DIR] [--music DIR] [--songboard PROGRAM] [--cache DIR]

Made songs: made_songs.py, rendered by fluidsynth with FluidR3. MeterModel's weights were fitted to those of seeds 1 to 3;
seeds 4 and 5 judge. An octave error is a tempo at half or twice the true one. Beats and downbeats: mir_eval.beat, 70 ms,
the first 5 s left out. Bars are right where the F of downbeats is at least 0.75; they are no lie where nine of ten
downbeats are downbeats, as with every second bar of a march.

DIR of POP909 has the songs as piano (`ID.mid`, `ID.beats`, moved to the notes as in evaluate_rhythm.py) and as a band
(`band/ID.mid`, bars in `structure.json`). The weights were fitted to every second of them, too: `tuned` and `judged`.
MUSIC is a folder of songs without truth, which must run.

Exit 1 if a goal is missed: see GOALS, all of songs that judge.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

import mir_eval
import numpy as np

import evaluate_rhythm
import made_songs

ROOT = pathlib.Path(__file__).resolve().parents[2]
TUNED, JUDGED = (1, 2, 3), (4, 5)
CERTAIN, RIGHT, NO_LIE = 0.5, 0.75, 0.9
PIPELINE = """
version: 1
source: {audio: none.wav}
stages:
  spectrum: {use: spectrum}
  mel: {use: mel}
  chroma: {use: chroma}
  onset: {use: onset}
  beats: {use: grid}
  arrays:
    use: write.npz
    in: {events: [beats, beats.downbeats], numbers: [beats.tempo, beats.meter, beats.certainty]}
"""


class Truth:
    """What is known of a song, by its file."""

    def __init__(self, group, kind, bpm, meter, beats, downbeats):
        self.group, self.kind, self.bpm, self.meter = group, kind, bpm, meter
        self.beats, self.downbeats = np.asarray(beats), np.asarray(downbeats)


class Score:
    """How a song was heard."""

    def __init__(self, truth, found):
        self.truth = truth
        trim = mir_eval.beat.trim_beats
        self.tempo, self.meter, self.certainty = (float(found[name]) for name in ("tempo", "meter", "certainty"))
        octaves = np.log2(max(self.tempo, 1) / truth.bpm)
        self.is_octave = abs(abs(octaves) - 1) < 0.1
        self.is_tempo = abs(octaves) < 0.06
        self.is_meter = self.meter == truth.meter
        self.beats = mir_eval.beat.f_measure(trim(truth.beats), trim(found["beats"]))
        self.downbeats = mir_eval.beat.f_measure(trim(truth.downbeats), trim(found["downbeats"]))
        told = trim(found["downbeats"])
        inside = told[(told > truth.downbeats[0] - 0.07) & (told < truth.downbeats[-1] + 0.07)]
        hits = [np.min(np.abs(truth.downbeats - time)) <= 0.07 for time in inside]
        self.is_no_lie = bool(hits) and np.mean(hits) >= NO_LIE
        self.is_right = self.downbeats >= RIGHT


def made(seeds, group, cache):
    """Rendered songs with their truth, by the file's stem."""
    truths = {}
    for seed in seeds:
        for index, style in enumerate(made_songs.STYLES):
            song = made_songs.song(style, seed)
            stem = f"made-{seed}-{index:02}"
            song.midi.save(cache / f"{stem}.mid")
            made_songs.render(cache / f"{stem}.mid", cache / f"{stem}.wav")
            truths[stem] = Truth(group, style.split(":")[0], song.bpm, song.meter, song.beats, song.downbeats)
    return truths


def pop909(folder, cache):
    """POP909's songs as piano and as a band."""
    truths = {}
    structure = json.loads((folder / "structure.json").read_text())
    for index, midi in enumerate(sorted(folder.glob("*.mid"))):
        part = "judged" if index % 2 else "tuned"
        rows = np.loadtxt(midi.with_suffix(".beats"), ndmin=2)
        beats = evaluate_rhythm.at_notes(rows[:, 0], evaluate_rhythm.notes(midi))
        made_songs.render(midi, cache / f"piano-{midi.stem}.wav")
        truths[f"piano-{midi.stem}"] = Truth(
            f"piano, {part}", "four", 60 / np.median(np.diff(beats)), 4, beats, beats[rows[:, 1] == 1])
        if midi.stem in structure:
            bars = np.array(structure[midi.stem]["downbeats"])
            beats = np.interp(np.arange(4 * len(bars) - 3) / 4, np.arange(len(bars)), bars)
            made_songs.render(folder / "band" / midi.name, cache / f"band-{midi.stem}.wav", gain=0.4)
            truths[f"band-{midi.stem}"] = Truth(
                f"band, {part}", "four", 60 / np.median(np.diff(beats)), 4, beats, bars)
    return truths


def listen(program, files, folder):
    """What the stage finds, by the file's stem."""
    pipeline = folder / "grid.yaml"
    pipeline.write_text(PIPELINE)
    subprocess.run([program, "run", pipeline, *files, "-o", folder / "out"], check=True, capture_output=True)
    found = {}
    for file in files:
        with np.load(folder / "out" / f"{file.stem}.npz") as song:
            found[file.stem] = dict(song)
    return found


def share(values):
    return float(np.mean(values)) if len(values) else float("nan")


def summary(name, scores):
    sure = [score for score in scores if score.certainty > CERTAIN]
    unsure = [score for score in scores if score.certainty <= CERTAIN]
    print(
        f"{name:22} {len(scores):3} songs  tempo {share([s.is_tempo for s in scores]):.2f}, "
        f"octave errors {share([s.is_octave for s in scores]):.2f}  metre {share([s.is_meter for s in scores]):.2f}  "
        f"F beats {share([s.beats for s in scores]):.3f} downbeats {share([s.downbeats for s in scores]):.3f}  "
        f"sure {share([s.certainty > CERTAIN for s in scores]):.2f}: right {share([s.is_right for s in sure]):.2f}, "
        f"no lie {share([s.is_no_lie for s in sure]):.2f}; unsure: no lie {share([s.is_no_lie for s in unsure]):.2f}")


def calibration(scores):
    """How often bars are right, by how sure they are said to be."""
    for low in np.arange(0, 1, 0.2):
        some = [score for score in scores if low <= score.certainty < low + 0.2 or (low == 0.8 and score.certainty == 1)]
        print(
            f"  certainty {low:.1f} to {low + 0.2:.1f}: {len(some):3} songs, right {share([s.is_right for s in some]):.2f}, "
            f"no lie {share([s.is_no_lie for s in some]):.2f}")


def main():
    parser = argparse.ArgumentParser(description="Scores the stage grid on songs whose bars are known.")
    parser.add_argument("--pop909", type=pathlib.Path)
    parser.add_argument("--music", type=pathlib.Path)
    parser.add_argument("--songboard", default=ROOT / ".build/release/songboard")
    parser.add_argument("--cache", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "songboard-grid")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    options.cache.mkdir(parents=True, exist_ok=True)

    truths = made(TUNED, "made, tuned", options.cache) | made(JUDGED, "made, judged", options.cache)
    if options.pop909:
        truths |= pop909(options.pop909, options.cache)
    with tempfile.TemporaryDirectory() as work:
        found = listen(options.songboard, [options.cache / f"{stem}.wav" for stem in truths], pathlib.Path(work))
        if options.music:
            real = listen(options.songboard, sorted(options.music.glob("*.ogg")), pathlib.Path(work))
    scores = {stem: Score(truth, found[stem]) for stem, truth in truths.items()}

    for stem, score in scores.items():
        truth = score.truth
        if not (score.is_tempo and score.is_meter and score.is_right):
            print(
                f"{stem:12} {truth.kind:6} {truth.meter} at {truth.bpm:5.1f} heard as {score.meter:.0f} at {score.tempo:5.1f}, "
                f"F {score.beats:.2f} {score.downbeats:.2f}, certainty {score.certainty:.2f}")

    def of(group):
        return [score for score in scores.values() if score.truth.group.startswith(group)]

    groups = list(dict.fromkeys(truth.group for truth in truths.values()))
    for kind in dict.fromkeys(truth.kind for truth in truths.values()):
        summary(f"made, judged: {kind}", [score for score in of("made, judged") if score.truth.kind == kind])
    for group in groups:
        summary(group, of(group))
    judging = [score for score in scores.values() if score.truth.group.endswith("judged")]
    print("all that judge:")
    calibration(judging)
    if options.music:
        certainties = np.array([float(song["certainty"]) for song in real.values()])
        meters = [int(song["meter"]) for song in real.values()]
        print(
            f"{len(real)} songs without truth: sure {np.mean(certainties > CERTAIN):.2f}, "
            + ", ".join(f"{meters.count(meter)} in {meter}" for meter in sorted(set(meters))))

    made_judged = of("made, judged")
    sure = [score for score in judging if score.certainty > CERTAIN]
    goals = [
        ("octave errors", -share([s.is_octave for s in made_judged]), -0.10),
        ("metre", share([s.is_meter for s in made_judged]), 0.90),
        ("no lie where sure", share([s.is_no_lie for s in sure]), 0.90),
    ]
    if options.pop909:
        goals.append(("downbeat F of bands", share([s.downbeats for s in of("band")]), 0.85))
    missed = [f"{name} {abs(value):.3f} of {abs(goal)}" for name, value, goal in goals if value < goal]
    if missed:
        sys.exit(f"below the goal: {', '.join(missed)}")


if __name__ == "__main__":
    main()
