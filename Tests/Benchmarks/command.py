#!/usr/bin/env python3
"""Times the command as a user feels it: its start-up, and the storyboard of one song on one core.

  command.py SONGBOARD SONG

Prints the median and the range of seven runs each. Decoding is a part of the storyboard's time.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

PIPELINE = pathlib.Path(__file__).parents[2] / "pipelines/storyboard.yaml"


def timed(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def report(what, seconds):
    print(f"{what}: median {statistics.median(seconds):.3f} s, {min(seconds):.3f} to {max(seconds):.3f} s")


def main():
    program, song = sys.argv[1:]
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    report("songboard list", [timed([program, "list"]) for _ in range(7)])
    with tempfile.TemporaryDirectory() as folder:
        runs = [timed([program, "run", PIPELINE, song, "-o", f"{folder}/{index}", "--jobs", "1"]) for index in range(7)]
    report(f"storyboard of {pathlib.Path(song).name}", runs)


if __name__ == "__main__":
    main()
