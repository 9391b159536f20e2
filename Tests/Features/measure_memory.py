#!/usr/bin/env python3
"""Measures the peak memory of the features pipeline on a short and on a long file.

    python3 Tests/Features/measure_memory.py SONGBOARD [PIPELINE] SONG...

Makes one FLAC of 10 minutes and one of 3 hours from the first songs, mono at 22,050 Hz, and runs PIPELINE (features.yaml) over
each. Prints peak resident memory and processor time; exits with 1 if either needs more than 150 MB.
"""
import multiprocessing
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import soundfile

RATE = 22050
LIMIT_MB = 150


def part(songs):
    """At least ten minutes of the songs, one after the other, or all of them; every second sample of those at 44.1 kHz."""
    parts = []
    for song in songs:
        samples, rate = soundfile.read(song, dtype="float32", always_2d=True)
        if rate % RATE == 0:
            parts.append(np.clip(samples.mean(axis=1)[:: rate // RATE], -1, 1))
        if sum(map(len, parts)) >= 600 * RATE:
            break
    if not parts:
        sys.exit("measure_memory: no song has a sample rate of 22,050 Hz or a multiple")
    return np.concatenate(parts)


def write(path, seconds, songs):
    """A part of the songs, again and again."""
    samples, left = part(songs), seconds * RATE
    with soundfile.SoundFile(path, "w", RATE, 1, "PCM_16") as file:
        while left > 0:
            file.write(samples[:left])
            left -= len(samples)


def run(songboard, pipeline, song, folder):
    """Peak resident memory in MB and seconds of processor time of one run."""
    process = subprocess.Popen(
        [songboard, "run", pipeline, song, "-o", folder, "--jobs", "1"], stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"measure_memory: the run on {song} failed")
    return usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def main(songboard, arguments):
    pipelines = [name for name in arguments if name.endswith(".yaml")]
    songs = [name for name in arguments if not name.endswith(".yaml")]
    pipeline = pipelines[0] if pipelines else pathlib.Path(__file__).parents[2] / "pipelines/features.yaml"
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, seconds in [("10 minutes", 600), ("3 hours", 10800)]:
            song = pathlib.Path(folder) / f"{seconds}.flac"
            # In a process of its own: what this one has used would count as the peak of the program that it starts.
            writer = multiprocessing.Process(target=write, args=(song, seconds, songs))
            writer.start()
            writer.join()
            if writer.exitcode:
                return 1
            memory, processor = run(songboard, pipeline, song, f"{folder}/out")
            print(f"{name}: {memory:.0f} MB of {LIMIT_MB}, {processor:.1f} s of processor time")
            worst = max(worst, memory)
    return 0 if worst <= LIMIT_MB else 1


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: measure_memory.py SONGBOARD [PIPELINE] SONG...")
    sys.exit(main(sys.argv[1], sys.argv[2:]))
