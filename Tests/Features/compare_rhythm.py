#!/usr/bin/env python3
"""Compares the parameters of onset and beats with librosa 0.11.0's, each at two other values, on real songs.

    python3 Tests/Features/compare_rhythm.py [--songboard PROGRAM] SONG...

All variants of a song are made in one run of a generated pipeline. Prints, per variant, the worst deviation of onset
strength and in how many songs onsets, beats and tempo are identical; exits with 1 if one deviates.
"""
import argparse
import functools
import pathlib
import subprocess
import sys
import tempfile
import warnings

import librosa
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
RATE = 22050
TOLERANCE = 1e-3
STAGES = {
    "onset": {
        "lag": [2, 5], "max_size": [3, 4], "aggregate": ["median"], "detrend": ["true"], "top_db": [40.0, 110.0, "none"],
        "method": ["superflux"],
    },
    "beats": {
        "delta": [0.02, 0.2], "wait": [0, 10], "pre_max": [0, 6], "post_max": [3, 8], "pre_avg": [0, 20],
        "post_avg": [1, 20], "normalize": ["false"], "backtrack": ["true"],
        "start_bpm": [60.0, 200.0], "std_bpm": [0.3, 4.0], "max_tempo": [100.0, "none"], "ac_size": [2.0, 12.0],
        "bpm": [77.0, 133.3], "tightness": [20.0, 1000.0], "trim": ["false"], "envelope": ["onset"],
    },
}
PICKING = ["delta", "wait", "pre_max", "post_max", "pre_avg", "post_avg"]
TEMPO = ["start_bpm", "std_bpm", "max_tempo", "ac_size"]


def variants():
    """Each as (stage, parameter, value); the defaults first."""
    yield "onset", None, None
    for stage, parameters in STAGES.items():
        for parameter, values in parameters.items():
            for value in values:
                yield stage, parameter, value


def pipeline():
    """A pipeline with stages of their own for each variant."""
    lines = ["version: 1", "source: {audio: songs/}", "stages:", "  spectrum: {use: spectrum}", "  mel: {use: mel}"]
    for number, (stage, parameter, value) in enumerate(variants()):
        settings = {stage: f"{{{parameter}: {value}}}"} if parameter else {}
        lines += [
            f"  onset{number}: {{use: onset, with: {settings.get('onset', '{}')}}}",
            f"  beats{number}: {{use: beats, with: {settings.get('beats', '{}')}, in: {{onset: onset{number}}}}}",
            f"  arrays{number}:",
            "    use: write.npz",
            f"    in: {{frames: [onset{number}], events: [beats{number}.onsets, beats{number}.beats], numbers: [beats{number}.tempo]}}",
            f'    to: "{{track}}.{number}.npz"',
        ]
    return "\n".join(lines) + "\n"


def typed(value):
    """A value as librosa takes it."""
    return {"true": True, "false": False, "none": None, "median": np.median}.get(value, value)


class Song:
    """librosa's onset strengths and tempi of a song, each made once: most variants need the same."""

    def __init__(self, path):
        y, _ = librosa.load(path, sr=RATE, mono=True)
        self.mel = librosa.feature.melspectrogram(y=y, sr=RATE)

    @functools.cache
    def strength(self, top_db=80.0, **options):
        return librosa.onset.onset_strength(S=librosa.power_to_db(self.mel, top_db=top_db), sr=RATE, **options)

    @functools.cache
    def tempo(self, is_mean, **options):
        """The tempo by the default strength, or by the median of the bands' in its place."""
        envelope = self.strength() if is_mean else self.strength(aggregate=np.median)
        return librosa.feature.tempo(onset_envelope=envelope, sr=RATE, **options)[0]


def reference(song, stage, parameter, value):
    """librosa's onset strength, onsets, beats and tempo of a variant."""
    options = {parameter: typed(value)} if parameter else {}
    strength_options = options if stage == "onset" else {}
    if strength_options.pop("method", None):
        strength_options = {"lag": 2, "max_size": 3}
    strength = song.strength(**strength_options)
    onset_options = {name: options[name] for name in PICKING + ["normalize", "backtrack"] if name in options}
    onsets = librosa.onset.onset_detect(onset_envelope=strength, sr=RATE, units="time", **onset_options)
    is_mean = parameter == "envelope"
    envelope = song.strength() if is_mean else song.strength(aggregate=np.median)
    if not envelope.any():
        return strength, onsets, [], 0.0
    tempo = options.get("bpm") or song.tempo(is_mean, **{name: options[name] for name in TEMPO if name in options})
    _, beats = librosa.beat.beat_track(
        onset_envelope=envelope, sr=RATE, bpm=tempo, units="time",
        **{name: options[name] for name in ("tightness", "trim") if name in options})
    return strength, onsets, beats, tempo


def identical(ours, theirs):
    return np.array_equal(np.atleast_1d(ours), np.atleast_1d(theirs))


def main():
    parser = argparse.ArgumentParser(description="Compares the parameters of onset and beats with librosa's.")
    parser.add_argument("songs", nargs="+", type=pathlib.Path)
    parser.add_argument("--songboard", default=ROOT / ".build/release/songboard")
    options = parser.parse_args()
    if librosa.__version__ != "0.11.0":
        sys.exit(f"compare_rhythm: needs librosa 0.11.0, found {librosa.__version__}")
    warnings.simplefilter("ignore")
    found = {variant: [] for variant in variants()}
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        (work / "variants.yaml").write_text(pipeline())
        command = [options.songboard, "run", work / "variants.yaml", *options.songs, "-o", work]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        for path in options.songs:
            song = Song(path)
            for number, variant in enumerate(found):
                strength, onsets, beats, tempo = reference(song, *variant)
                with np.load(work / f"{path.stem}.{number}.npz") as ours:
                    deviation = np.max(np.abs(np.ravel(ours[f"onset{number}"]) - strength))
                    same = [identical(ours["onsets"], onsets), identical(ours["beats"], beats), identical(ours["tempo"], tempo)]
                found[variant].append((deviation, *same))
    failures = 0
    for (stage, parameter, value), rows in found.items():
        worst, counts = max(row[0] for row in rows), [sum(row[index] for row in rows) for index in (1, 2, 3)]
        fails = worst > TOLERANCE or min(counts) < len(rows)
        name = f"{stage}.{parameter}={value}" if parameter else "defaults"
        same = "  ".join(f"{event} {count}" for event, count in zip(("onsets", "beats", "tempo"), counts))
        print(f"{'FAIL' if fails else 'PASS'} {name}: strength {worst:.2g}; identical of {len(rows)} songs: {same}")
        failures += fails
    print(f"{len(found) - failures} of {len(found)} variants pass")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
