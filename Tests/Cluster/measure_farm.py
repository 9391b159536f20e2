#!/usr/bin/env python3
"""Measures what many machines give and cost: prints ratios, and judges nothing.

  measure_farm.py SONGBOARD [--tracks 240] [--shards 24] [--seconds 30] [--minutes 1]

First, the same songs by one process of two jobs, and by a Slurm of two nodes of one processor each: the ratio of the two
times, and what of it is Slurm's. Then what sharding costs: a shard of about so many minutes, alone by `run --plan --shard`,
beside `run` over the same songs; with the start of the process, reading the plan and writing the journal.
"""
import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "Support"))
from check_slurm import PIPELINE
from running import make_songs
from slurm_farm import CannotRun, SlurmFarm, contained, leave_out


def seconds(*words):
    start = time.monotonic()
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{words}: exit code {done.returncode}: {done.stderr[-500:]}")
    return time.monotonic() - start


def without_corpus(pipeline):
    """What is measured is the tracks' work."""
    return "".join(line for line in pipeline.splitlines(keepends=True) if "statistics" not in line)


def measure_nodes(program, folder, options):
    pipeline, plan = folder / "pipeline.yaml", folder / "plan"
    make_songs(folder / "songs", options.tracks, seconds=options.seconds)
    pipeline.write_text(without_corpus(PIPELINE))
    alone = seconds(program, "run", pipeline, "-o", folder / "alone", "--jobs", "2")
    seconds(program, "plan", pipeline, "--shards", options.shards, "-o", plan)
    with SlurmFarm(folder / "slurm", array=1001):
        nodes = seconds(program, "submit", plan, "--engine", "slurm", "-o", folder / "nodes")
    local = seconds(program, "submit", plan, "--engine", "local", "-o", folder / "local", "--jobs", "2")
    print(f"{options.tracks} songs of {options.seconds} s: one process of two jobs {alone:.1f} s")
    print(f"  submit to two nodes of one processor, {options.shards} shards: {nodes:.1f} s, ratio {nodes / alone:.3f}")
    print(f"  submit to two processes at once, {options.shards} shards: {local:.1f} s, ratio {local / alone:.3f}")


def measure_overhead(program, folder, options):
    """One shard of all songs, so that both do the same work; in turn, so that a slow moment hits both."""
    pipeline, plan = folder / "pipeline.yaml", folder / "plan-of-one"
    start = seconds(program, "run", pipeline, folder / "songs" / "song 00.wav", "-o", folder / "one", "--jobs", "1")
    rate = seconds(program, "run", pipeline, "-o", folder / "rate", "--jobs", "1") / options.tracks
    count = min(options.tracks, max(1, round(options.minutes * 60 / rate)))
    songs = sorted((folder / "songs").iterdir())[:count]
    seconds(program, "plan", pipeline, *songs, "--shards", "1", "-o", plan)
    runs, shards = [], []
    for turn in range(3):
        runs.append(seconds(program, "run", pipeline, *songs, "-o", folder / f"run{turn}", "--jobs", "1"))
        shards.append(seconds(program, "run", "--plan", plan, "--shard", "0", "-o", folder / f"shard{turn}", "--jobs", "1"))
    run, shard = min(runs), min(shards)
    print(f"a shard of {count} songs: {shard:.2f} s; run over the same songs: {run:.2f} s; overhead {100 * (shard / run - 1):+.2f} %")
    print(f"  all turns: shards {[round(one, 2) for one in shards]}, runs {[round(one, 2) for one in runs]}; one song {start:.2f} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("songboard", type=Path)
    parser.add_argument("--tracks", type=int, default=240)
    parser.add_argument("--shards", type=int, default=24)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=1)
    options = parser.parse_args()
    contained()
    program = options.songboard.absolute()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        try:
            measure_nodes(program, folder, options)
        except CannotRun as reason:
            leave_out(reason)
        measure_overhead(program, folder, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
