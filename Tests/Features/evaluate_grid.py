#!/usr/bin/env python3
"""Scores the stage `grid`: tempo, metre, bars and how sure they are, on songs whose bars are known.

    python3 Tests/Features/evaluate_grid.py [--pop909 DIR] [--cases FILE] [--music DIR] [--songboard PROGRAM] [--cache DIR]

Songs of made_songs.py: written styles (`made`) and styles by chance (`chance`), rendered by fluidsynth with FluidR3, and
machine's strokes (`strokes`, `triads`). MeterScore's weights were fitted by fit_grid.py to the seeds of TUNED; those of JUDGED judge.
An octave error is a tempo at half or twice the true one. Where a song's parts are the same in
two metres, such as bars of two with a chord for every second one and bars of four, both are right. Beats and downbeats: mir_eval.beat, 70 ms, the first 5 s left out. Bars are right where the F of
downbeats is at least 0.75; they are no lie where nine of ten downbeats are downbeats, as with every second bar of a march.
Songs are sure as for plans, see BarCount.

DIR of POP909 has the songs as piano (`ID.mid`, `ID.beats`, moved to the notes as in evaluate_rhythm.py) and as a band
(`band/ID.mid`, bars in `structure.json`). The weights were fitted to every second of them, too: `tuned` and `judged`.
FILE of cases is a Python file whose `waltz(beats, bpm, bars)` makes sounds; none of them tunes.
MUSIC is a folder of songs without truth, which must run.

Says of each goal whether it is reached: all of songs that judge, but for the bands, of which all count. Exit 1 if a number
is worse than what has been reached.
"""
import argparse
import concurrent.futures
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

import mir_eval
import numpy as np
import soundfile

import evaluate_rhythm
import made_songs

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Support"))
from rendering import render

ROOT = pathlib.Path(__file__).resolve().parents[2]
# The seeds of each kind of song.
TUNED = {
    "made": range(1, 12), "chance": (*range(1, 70), *range(101, 150)), "strokes": range(1, 51), "triads": range(1, 41)}
JUDGED = {"made": (1001, 1002), "chance": range(1001, 1011), "strokes": range(1001, 1007), "triads": range(1001, 1007)}
CERTAIN, RIGHT, NO_LIE = 0.8, 0.75, 0.9
RATE = 22050
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
    """What is known of a song; `also` has its downbeats in other metres that nothing in its sound speaks against."""

    def __init__(self, group, kind, bpm, meter, beats, downbeats, also=None):
        self.group, self.kind, self.bpm, self.meter = group, kind, bpm, meter
        self.beats, self.downbeats = np.asarray(beats), np.asarray(downbeats)
        self.meters = {meter: self.downbeats} | (also or {})


class Score:
    """How a song was heard."""

    def __init__(self, truth, found):
        self.truth = truth
        trim = mir_eval.beat.trim_beats
        self.tempo, self.meter, self.certainty = (float(found[name]) for name in ("tempo", "meter", "certainty"))
        octaves = np.log2(max(self.tempo, 1) / truth.bpm)
        self.is_octave = abs(abs(octaves) - 1) < 0.1
        self.is_tempo = abs(octaves) < 0.06
        self.is_meter = self.meter in truth.meters
        downbeats = truth.meters.get(self.meter, truth.downbeats)
        self.beats = mir_eval.beat.f_measure(trim(truth.beats), trim(found["beats"]))
        self.downbeats = mir_eval.beat.f_measure(trim(downbeats), trim(found["downbeats"]))
        told = trim(found["downbeats"])
        inside = told[(told > downbeats[0] - 0.07) & (told < downbeats[-1] + 0.07)]
        hits = [np.min(np.abs(downbeats - time)) <= 0.07 for time in inside]
        self.is_no_lie = bool(hits) and np.mean(hits) >= NO_LIE
        self.is_right = self.downbeats >= RIGHT


def song(job):
    """A song's stem and truth; its sound is in the cache."""
    kind, seed, which, group, cache = job
    stem = f"{kind}-{seed}-{which}"
    if kind in ("strokes", "triads"):
        made = made_songs.strokes(which, seed, diatonic=kind == "triads")
        made_songs.write(made, cache / f"{stem}.wav")
        return stem, Truth(group, f"{kind}, {which}", made.bpm, which, made.beats, made.downbeats)
    made = made_songs.any_song(which, seed) if kind == "chance" else made_songs.song(which, seed)
    stem = stem.replace(": ", "-").replace(" ", "-")
    made.midi.save(cache / f"{stem}.mid")
    render(cache / f"{stem}.mid", cache / f"{stem}.wav", gain=0.5, rate=RATE)
    name = which.split(":")[0] if kind == "made" else f"{kind}, {which}"
    return stem, Truth(group, name, made.bpm, made.meter, made.beats, made.downbeats, made.also)


def songs(part, cache, pop=None):
    """The truths of the songs that are `tuned` on or `judged`, by the stems of their files in the cache."""
    seeds = TUNED if part == "tuned" else JUDGED
    jobs = [
        (kind, seed, which, f"{kind}, {part}", cache)
        for kind, some in seeds.items() for seed in some
        for which in (made_songs.STYLES if kind == "made" else made_songs.GROUPS)]
    with concurrent.futures.ProcessPoolExecutor() as pool:
        truths = dict(pool.map(song, jobs, chunksize=4))
    if pop:
        truths |= {stem: truth for stem, truth in pop909(pop, part, cache).items() if truth.group.endswith(part)}
    return truths


def cases(file, cache):
    """Sounds of a file of cases, in all metres and from slow to fast."""
    specification = importlib.util.spec_from_file_location("cases", file)
    sounds = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(sounds)
    truths = {}
    for meter in made_songs.GROUPS:
        for bpm in (83, 100, 120, 150, 177):
            stem = f"case-{meter}-{bpm}"
            sound, downbeats = sounds.waltz(meter, bpm, bars=max(8, 40 * bpm // 60 // meter))
            soundfile.write(cache / f"{stem}.wav", sound, sounds.RATE, subtype="PCM_16")
            beats = downbeats[0] + 60 / bpm * np.arange(len(downbeats) * meter)
            truths[stem] = Truth("case, judged", f"case, {meter}", bpm, meter, beats, downbeats)
    return truths


def pop909(folder, part, cache):
    """POP909's songs: those of a part as piano, and all as a band."""
    truths = {}
    structure = json.loads((folder / "structure.json").read_text())
    parts = {midi: ("tuned", "judged")[index % 2] for index, midi in enumerate(sorted(folder.glob("*.mid")))}
    pianos = [midi for midi in parts if parts[midi] == part]
    with concurrent.futures.ThreadPoolExecutor() as pool:
        list(pool.map(lambda midi: render(midi, cache / f"piano-{midi.stem}.wav", gain=0.5, rate=RATE), pianos))
        bands = (folder / "band").glob("*.mid")
        list(pool.map(lambda midi: render(midi, cache / f"band-{midi.stem}.wav", gain=0.4, rate=RATE), bands))
    for midi, group in parts.items():
        rows = np.loadtxt(midi.with_suffix(".beats"), ndmin=2)
        beats = evaluate_rhythm.at_notes(rows[:, 0], evaluate_rhythm.notes(midi))
        if group == part:
            truths[f"piano-{midi.stem}"] = Truth(
                f"piano, {part}", "four", 60 / np.median(np.diff(beats)), 4, beats, beats[rows[:, 1] == 1])
        if midi.stem in structure:
            bars = np.array(structure[midi.stem]["downbeats"])
            beats = np.interp(np.arange(4 * len(bars) - 3) / 4, np.arange(len(bars)), bars)
            truths[f"band-{midi.stem}"] = Truth(
                f"band, {group}", "four", 60 / np.median(np.diff(beats)), 4, beats, bars)
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
    parser.add_argument("--cases", type=pathlib.Path)
    parser.add_argument("--music", type=pathlib.Path)
    parser.add_argument("--songboard", default=ROOT / ".build/release/songboard")
    parser.add_argument("--cache", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "songboard-grid")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    options.cache.mkdir(parents=True, exist_ok=True)

    truths = songs("judged", options.cache, options.pop909)
    if options.pop909:
        # Too few to judge by one half alone.
        truths |= pop909(options.pop909, "judged", options.cache)
    if options.cases:
        truths |= cases(options.cases, options.cache)
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

    judging = [score for score in scores.values() if score.truth.group.endswith("judged")]
    for kind in dict.fromkeys(score.truth.kind for score in judging):
        summary(f"judged: {kind}", [score for score in judging if score.truth.kind == kind])
    for group in dict.fromkeys(truth.group for truth in truths.values()):
        summary(group, of(group))
    print("all that judge:")
    calibration(judging)
    if options.music:
        certainties = np.array([float(song["certainty"]) for song in real.values()])
        meters = [int(song["meter"]) for song in real.values()]
        print(
            f"{len(real)} songs without truth: sure {np.mean(certainties > CERTAIN):.2f}, "
            + ", ".join(f"{meters.count(meter)} in {meter}" for meter in sorted(set(meters))))

    rendered = of("made") + of("chance")
    clicks = of("strokes") + of("case")
    sure = [score for score in judging if score.certainty > CERTAIN]
    # Name, value, goal, and what has been reached, below which something is broken; errors count below 0.
    marks = [
        ("octave errors of rendered songs", -share([s.is_octave for s in rendered]), -0.10, -0.05),
        ("metre of rendered songs", share([s.is_meter for s in rendered]), 0.90, 0.90),
        ("octave errors of strokes", -share([s.is_octave for s in clicks]), -0.10, -0.06),
        ("metre of strokes", share([s.is_meter for s in clicks]), 0.90, 0.93),
        ("no lie where sure", share([s.is_no_lie for s in sure]), 0.90, 0.94),
    ]
    if options.pop909:
        marks.append(("downbeat F of bands", share([s.downbeats for s in of("band")]), 0.85, 0.90))
    for name, value, goal, _ in marks:
        print(f"{name}: {abs(value):.3f}, goal {abs(goal)}: {'reached' if value >= goal else 'missed'}")
    broken = [name for name, value, _, reached in marks if value < reached]
    if broken:
        sys.exit(f"worse than it was: {', '.join(broken)}")


if __name__ == "__main__":
    main()
