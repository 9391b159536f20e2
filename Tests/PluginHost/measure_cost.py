#!/usr/bin/env python3
"""What it costs that a stage is a program outside: whole runs with a stage outside against the plugin's own time.

  measure_cost.py SONGBOARD [--pairs N]

Frames of 128 numbers at 43 Hz, twelve tracks of 20 minutes, one job. The plugin is written here with the Python kit: it takes
the logarithm of each number, and tells in its log how long its own function took, by the processor's clock of its process.
The cost is the wall-clock time that a run takes more with the stage than without, over that time. A C stage
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
from songboard_plugin import Blocks, Frames, Plugin, Rows, param

plugin = Plugin("cost", version="1", licence="MIT")


@plugin.stage(width=128, quantity="embeddings", source="numpy.log")
def loud(frames: Blocks[Frames], *, power: float = param(1.5, "The power of all.", min=0, max=9)) -> Iterator[Rows]:
    """Takes powers and logarithms of all numbers.

    Args:
        frames: Rows of numbers.
    Returns:
        rows: As many rows.
    """
    own = 0.0
    for block in frames:
        start = time.perf_counter()
        rows = np.log1p(np.power(np.asarray(block), power))
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
    rows = int(20 * 60 * RATE)
    for index in range(12):
        values = numpy.random.default_rng(index).random((rows, 128), dtype=numpy.float32)
        numpy.save(work / f"track{index:02}.npy", values)
    head = f"version: 1\nplugins: [cost]\nsource: {{frames: {{files: '*.npy', rate: {RATE}, width: 128}}}}\nstages:\n"
    pool = "  pool: {use: pool, in: {frames: %s}, with: {rate: 1 Hz}}\n  npz: {use: write.npz, in: {frames: pool}}\n"
    (work / "without.yaml").write_text(head + pool % "source.frames")
    (work / "with.yaml").write_text(head + "  loud: {use: loud, in: {frames: source.frames}}\n" + pool % "loud")
    ratios = []
    for number in range(pairs):
        log.write_text("")
        took = {}
        for name in ("without", "with"):
            took[name] = seconds(program, "run", work / f"{name}.yaml", "-o", work / f"out {name} {number}", "--jobs", 1)
        own = sum(float(line) for line in log.read_text().split())
        ratios.append((took["with"] - took["without"]) / own)
        print(f"  with {took['with']:.2f} s, without {took['without']:.2f} s, own {own:.2f} s: {ratios[-1]:.2f}", flush=True)
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
