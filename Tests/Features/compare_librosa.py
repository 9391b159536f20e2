#!/usr/bin/env python3
"""Compares songboard's features with librosa 0.11.0's on real songs, and what the archive says of their rows and columns.

    songboard run pipelines/features.yaml SONG... -o DIR
    python3 Tests/Features/compare_librosa.py DIR SONG...

DIR holds one `.npz` per song, found by the song's name, in DIR itself or below it. Prints the worst deviations per song;
exits with 1 if one is beyond its tolerance, or a file is missing.
"""
import pathlib
import sys
import warnings

import librosa
import numpy as np

RATE = 22050
TOLERANCES = {"mel": 1e-5, "mel dB": 1e-3, "chroma": 1e-4, "onset": 1e-3, "tuning": 0, "onsets": 0, "beats": 0, "tempo": 0}


def reference(y):
    """librosa's features of a song's samples, in the shapes of songboard's arrays."""
    power = np.abs(librosa.stft(y)) ** 2
    tempo, beats = librosa.beat.beat_track(y=y, sr=RATE, units="time")
    return {
        "mel": librosa.feature.melspectrogram(y=y, sr=RATE).T,
        "chroma": librosa.feature.chroma_stft(y=y, sr=RATE).T,
        "onset": librosa.onset.onset_strength(y=y, sr=RATE),
        "tuning": librosa.estimate_tuning(S=power, sr=RATE, bins_per_octave=12),
        "onsets": librosa.onset.onset_detect(y=y, sr=RATE, units="time"),
        "beats": beats,
        "tempo": np.atleast_1d(tempo)[0],
    }


def worst(ours, theirs):
    """The largest difference; infinite if the shapes differ."""
    ours, theirs = np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float)
    if ours.shape != theirs.shape:
        return np.inf
    return float(np.max(np.abs(ours - theirs), initial=0))


def deviations(ours, theirs):
    """The worst deviation per feature, in the units of the tolerances."""
    found = {name: worst(np.squeeze(ours[name]), np.squeeze(theirs[name])) for name in theirs}
    found["mel"] /= max(float(np.max(theirs["mel"], initial=0)), np.finfo(np.float32).tiny)
    if ours["mel"].shape == theirs["mel"].shape and theirs["mel"].size > 0:
        found["mel dB"] = worst(librosa.power_to_db(ours["mel"]), librosa.power_to_db(theirs["mel"]))
    return found


def untold(ours):
    """What an archive says wrongly of its arrays, as librosa would say it."""
    count, bands = ours["mel"].shape
    wanted = {
        "sr": np.float64(RATE),
        "hop": np.float64(512),
        "times": librosa.frames_to_time(np.arange(count), sr=RATE, hop_length=512),
        "mel.frequencies": librosa.mel_frequencies(bands + 2, fmin=0, fmax=RATE / 2)[1:-1],
        "chroma.columns": np.array([librosa.midi_to_note(60 + place, octave=False, unicode=False) for place in range(12)]),
    }
    exact = ("sr", "hop", "times", "chroma.columns")
    told = {"sr", "hop", "times"} | {name for name in ours.files if name.endswith((".columns", ".frequencies"))}
    return sorted(told ^ wanted.keys()) + [
        name
        for name, value in wanted.items()
        if not (np.array_equal(ours[name], value) if name in exact else np.allclose(ours[name], value, rtol=1e-12, atol=0))
    ]


def main(folder, songs):
    if librosa.__version__ != "0.11.0":
        sys.exit(f"compare_librosa: needs librosa 0.11.0, found {librosa.__version__}")
    warnings.simplefilter("ignore")
    failures = 0
    totals = dict.fromkeys(TOLERANCES, 0.0)
    for song in map(pathlib.Path, songs):
        files = sorted(pathlib.Path(folder).rglob(f"{song.stem.replace('[', '[[]')}.npz"))
        if len(files) != 1:
            print(f"FAIL {song}: {len(files)} files named {song.stem}.npz under {folder}")
            failures += 1
            continue
        with np.load(files[0]) as ours:
            found = deviations(ours, reference(librosa.load(song, sr=RATE, mono=True)[0]))
            beyond = untold(ours)
        beyond += [name for name, value in found.items() if not value <= TOLERANCES[name]]
        totals = {name: max(totals[name], found.get(name, 0.0)) for name in TOLERANCES}
        numbers = "  ".join(f"{name} {value:.2g}" for name, value in found.items())
        print(f"{'FAIL' if beyond else 'PASS'} {song.name}: {numbers}{'  beyond: ' + ', '.join(beyond) if beyond else ''}")
        failures += bool(beyond)
    print("worst: " + "  ".join(f"{name} {value:.2g} (of {TOLERANCES[name]:g})" for name, value in totals.items()))
    print(f"{len(songs) - failures} of {len(songs)} songs pass")
    return 1 if failures else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: compare_librosa.py DIR SONG...")
    sys.exit(main(sys.argv[1], sys.argv[2:]))
