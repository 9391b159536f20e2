#!/usr/bin/env python3
"""What it costs that a stage is a program outside: whole runs with a stage outside against the plugin's own time.

  measure_cost.py SONGBOARD [--pairs N]

Frames of 128 numbers at 43 Hz, four tracks of 20 minutes, one job. The plugin is written here with the Python kit: a network of
128-256-256-64 in numpy, which tells in a file how long its own function took. The cost is the wall-clock time that a run takes
more with the stage than without, less what the start of the process takes (the same with tracks of a second), over that time. A C stage
(examples/flatness-c) is set against the same feature that is built in, over songs of noise.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy
import soundfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLUGIN = '''
import sys, time
from typing import Iterator
import numpy as np
from songboard_plugin import Blocks, Frames, Plugin, Rows

plugin = Plugin("cost", version="1", licence="MIT")


chance = np.random.default_rng(1)
LAYERS = [chance.standard_normal(shape, dtype=np.float32) / 16 for shape in [(128, 256), (256, 256), (256, 64)]]


@plugin.stage(width=64, quantity="embeddings", source="a network of random weights")
def loud(frames: Blocks[Frames]) -> Iterator[Rows]:
    """Gives a row of a network for each row.

    Args:
        frames: Rows of numbers.
    Returns:
        rows: As many rows.
    """
    own = 0.0
    for block in frames:
        start = time.perf_counter()
        rows = np.asarray(block)
        for layer in LAYERS:
            rows = np.maximum(rows @ layer, 0)
        own += time.perf_counter() - start
        yield rows
    with open(%r, "a") as log:
        log.write(f"{own}\\n")


if __name__ == "__main__":
    plugin.main()
'''
RATE = 22_050 / 512


def seconds(*words):
    start = time.monotonic()
    subprocess.run([str(word) for word in words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - start


def python_cost(program, work, pairs):
    (work / "cost").mkdir()
    log = work / "own.txt"
    (work / "cost/stage.py").write_text(PLUGIN % str(log))
    os.symlink(ROOT / "plugins/outside/python/songboard_plugin", work / "cost/songboard_plugin")
    (work / "cost/plugin.yaml").write_text(f"run: [{sys.executable}, stage.py]\nfiles: [stage.py]\nname: cost\n")
    chance = numpy.random.default_rng(0)
    for name, minutes in [("long", 20), ("short", 1 / 60)]:
        (work / name).mkdir()
        for index in range(4):
            numpy.save(work / name / f"track{index}.npy", chance.random((int(minutes * 60 * RATE), 128), dtype=numpy.float32))
    head = f"version: 1\nplugins: [cost]\nsource: {{frames: {{files: '*.npy', rate: {RATE}, width: 128}}}}\nstages:\n"
    pool = "  pool: {use: pool, in: {frames: %s}, with: {period: 1 s}}\n  npz: {use: write.npz, in: {frames: pool}}\n"
    (work / "without.yaml").write_text(head + pool % "source.frames")
    (work / "with.yaml").write_text(head + "  loud: {use: loud, in: {frames: source.frames}}\n" + pool % "loud")

    def added(tracks, number):
        """The seconds that the stage adds to a run."""
        with_it, without = (
            seconds(program, "run", work / f"{name}.yaml", work / tracks, "-o", work / f"out {name} {tracks} {number}", "--jobs", 1)
            for name in ("with", "without"))
        return with_it - without

    ratios = []
    for number in range(pairs):
        start = added("short", number)
        log.write_text("")
        whole = added("long", number)
        own = sum(float(line) for line in log.read_text().split())
        ratios.append((whole - start) / own)
        print(f"  added {whole:.2f} s, {start:.2f} s of it the start, own {own:.2f} s: {ratios[-1]:.2f}", flush=True)
    return statistics.median(ratios)


def c_cost(program, work, pairs):
    for index in range(8):
        noise = numpy.random.default_rng(index).standard_normal(22_050 * 300).astype(numpy.float32) * 0.1
        soundfile.write(work / f"noise{index}.wav", noise, 22_050, subtype="PCM_16")
    example = ROOT / "plugins/outside/examples/flatness-c"
    subprocess.run(["make", "-s", "-C", example], check=True)
    text = "version: 1\nplugins: [%s]\nsource: {audio: '*.wav'}\nstages:\n  spectrum: {use: spectrum}\n  flat: {use: %s}\n"
    text += "  npz: {use: write.npz, in: {frames: flat}}\n"
    ratios = []
    for name in ("flatness", "flatness.c"):
        (work / f"{name}.yaml").write_text(text % (example, name))
    for number in range(pairs):
        took = [
            seconds(program, "run", work / f"{name}.yaml", "-o", work / f"out {name} {number}", "--jobs", 1)
            for name in ("flatness", "flatness.c")
        ]
        ratios.append(took[1] / took[0])
        print(f"  built in {took[0]:.2f} s, outside {took[1]:.2f} s: {ratios[-1]:.2f}", flush=True)
    return statistics.median(ratios)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("songboard")
    parser.add_argument("--pairs", type=int, default=5)
    arguments = parser.parse_args()
    program = str(pathlib.Path(arguments.songboard).resolve())
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        print("Python, rows of 128 numbers at 43 Hz: time added by the stage over its own")
        print(f"median {python_cost(program, work, arguments.pairs):.2f}")
        print("C, spectral flatness: the whole run outside over the whole run built in")
        print(f"median {c_cost(program, work, arguments.pairs):.2f}")


if __name__ == "__main__":
    main()
