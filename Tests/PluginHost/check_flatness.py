#!/usr/bin/env python3
"""Compares plugins/outside/examples/flatness-c with librosa, and what it costs with the same function in this process.

    python3 Tests/PluginHost/check_flatness.py FOLDER SONG...

FOLDER takes what is built. Prints the worst deviation of each song, and the seconds of both ways; exits with 1 if a
number is off by more than 1e-5 of librosa's, or depends on how the rows were cut into blocks.
"""

import ctypes
import os
import pathlib
import resource
import subprocess
import sys
import time

import librosa
import numpy as np

from protocol import Plugin, frame

HERE = pathlib.Path(__file__).parent
EXAMPLE = HERE.parents[1] / "plugins/outside/examples/flatness-c"
KIT = HERE.parents[1] / "plugins/outside/c"
RATE, HOP, LENGTH, BLOCK = 22050, 512, 2048, 64
FORMAT = {
    "quantity": "power spectrum",
    "width": LENGTH // 2 + 1,
    "rate": RATE / HOP,
    "sampleRate": RATE,
    "transformLength": LENGTH,
}
SETTINGS = {"amin": 1e-10}


def measured(power, program, library):
    """Seconds for all rows in this process, and through pipes at the speed of the plugin; then its CPU seconds."""
    opened = {"stage": "flatness.c", "settings": SETTINGS}
    formats = {"inputs": {"spectrum": FORMAT}, "outputs": {"flatness": {"width": 1, "rate": RATE / HOP}}}
    blocks = [power[start : start + BLOCK] for start in range(0, len(power), BLOCK)]
    talk = frame({"type": "open", "formats": formats} | opened) + frame({"type": "track", "info": {}})
    talk += b"".join(frame({"type": "block"}, {"spectrum": rows}) for rows in blocks) + frame({"type": "end"})

    result = np.empty(len(power), np.float32)
    start = time.perf_counter()
    for first, rows in zip(range(0, len(power), BLOCK), blocks):
        library.flatness_of_rows(
            rows.ctypes.data, len(rows), rows.shape[1], ctypes.c_float(SETTINGS["amin"]), result[first:].ctypes.data
        )
    inside = time.perf_counter() - start

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with subprocess.Popen([program, "serve"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as plugin:
        view = memoryview(talk)
        while view:
            view = view[os.write(plugin.stdin.fileno(), view[: 1 << 20]) :]
        plugin.stdin.close()
    outside = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return inside, outside, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
program, shared = folder / "flatness", folder / "flatness.so"
for target, options in ((program, []), (shared, ["-shared", "-fPIC"])):
    sources = [EXAMPLE / "flatness.c", KIT / "songboard_plugin.c"]
    subprocess.run(["cc", "-O3", "-std=c11", *options, f"-I{KIT}", *sources, "-o", target, "-lm"], check=True)
library = ctypes.CDLL(str(shared))
library.flatness_of_rows.argtypes = [
    ctypes.c_void_p,
    ctypes.c_size_t,
    ctypes.c_size_t,
    ctypes.c_float,
    ctypes.c_void_p,
]
library.flatness_of_rows.restype = None

worst = 0
for song in sys.argv[2:]:
    y = librosa.load(song, sr=RATE)[0]
    power = np.ascontiguousarray(np.abs(librosa.stft(y, n_fft=LENGTH, hop_length=HOP)).T ** 2)
    with Plugin([str(program)]) as plugin:
        plugin.open("flatness.c", SETTINGS, {"spectrum": FORMAT})
        ours = [plugin.track({"spectrum": power}, block, "flatness", 1)[0][:, 0] for block in (1, BLOCK, len(power))]
    if not all(np.array_equal(rows, ours[0]) for rows in ours):
        sys.exit(f"FAILS: {song}: the rows depend on the blocks")
    reference = librosa.feature.spectral_flatness(y=y, n_fft=LENGTH, hop_length=HOP)[0]
    deviation = np.max(np.abs(ours[0] - reference) / reference)
    worst = max(worst, deviation)
    inside, outside, cpu = np.min([measured(power, program, library) for _ in range(5)], axis=0)
    print(
        f"{pathlib.Path(song).name}: {len(power)} rows, worst deviation {deviation:.1e}; {inside:.3f} s in process,"
        f" {outside:.3f} s through pipes ({outside / inside:.2f} times), {cpu:.3f} s of CPU in the plugin"
    )
sys.exit(int(worst > 1e-5))
