#!/usr/bin/env python3
"""Measures what many machines give and cost: prints ratios, and judges nothing.

  measure_farm.py SONGBOARD [--tracks 240] [--shards 24] [--seconds 30] [--minutes 1]

First, the same songs by one process of two jobs, and by a Slurm of two nodes of one processor each: the ratio of the two
times, and what of it is Slurm's. Then what sharding costs: a shard of about so many minutes, alone by `run --plan --shard`,
beside `run` over the same songs; with the start of the process, reading the plan and writing the journal. All are done in
turn, and the median of the turns' ratios is printed, so that a slow moment hits both or is left out; beside it that of
processor time, which others on the machine disturb less.
"""
import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.append(str(Path(__file__).resolve().parents[1] / "Support"))
from check_slurm import PIPELINE
from running import make_songs
from slurm_farm import CannotRun, SlurmFarm, contained, leave_out


TURNS = 3


def seconds(*words):
    """How long a command takes, and how much processor time it and its children take."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{words}: exit code {done.returncode}: {done.stderr[-500:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ratio(some, others, which=0):
    """The median ratio of turns, with all of them."""
    ratios = [one[which] / other[which] for one, other in zip(some, others)]
    return f"{median(ratios):.3f} (turns {', '.join(f'{one:.3f}' for one in ratios)})"


def without_corpus(pipeline):
    """What is measured is the tracks' work."""
    return "".join(line for line in pipeline.splitlines(keepends=True) if "statistics" not in line)


def measure_nodes(program, folder, options):
    pipeline, plan = folder / "pipeline.yaml", folder / "plan"
    make_songs(folder / "songs", options.tracks, seconds=options.seconds)
    pipeline.write_text(without_corpus(PIPELINE))
    seconds(program, "plan", pipeline, "--shards", options.shards, "-o", plan)
    alone, nodes, local = [], [], []
    for turn in range(TURNS):
        alone.append(seconds(program, "run", pipeline, "-o", folder / f"alone{turn}", "--jobs", "2"))
        with SlurmFarm(folder / f"slurm{turn}", array=1001):
            nodes.append(seconds(program, "submit", plan, "--engine", "slurm", "-o", folder / f"nodes{turn}"))
        local.append(seconds(program, "submit", plan, "--engine", "local", "-o", folder / f"local{turn}", "--jobs", "2"))
    print(f"{options.tracks} songs of {options.seconds} s: one process of two jobs {median(one[0] for one in alone):.1f} s")
    print(f"  submit to two nodes of one processor, {options.shards} shards: {median(one[0] for one in nodes):.1f} s, ratio {ratio(nodes, alone)}")
    print(f"  submit to two processes at once, {options.shards} shards: {median(one[0] for one in local):.1f} s, ratio {ratio(local, alone)}")


def measure_overhead(program, folder, options):
    """One shard of all songs, so that both do the same work."""
    pipeline, plan = folder / "pipeline.yaml", folder / "plan-of-one"
    rate = seconds(program, "run", pipeline, "-o", folder / "rate", "--jobs", "1")[0] / options.tracks
    count = min(options.tracks, max(1, round(options.minutes * 60 / rate)))
    songs = sorted((folder / "songs").iterdir())[:count]
    seconds(program, "plan", pipeline, *songs, "--shards", "1", "-o", plan)
    runs, shards = [], []
    for turn in range(TURNS):
        runs.append(seconds(program, "run", pipeline, *songs, "-o", folder / f"run{turn}", "--jobs", "1"))
        shards.append(seconds(program, "run", "--plan", plan, "--shard", "0", "-o", folder / f"shard{turn}", "--jobs", "1"))
    print(f"a shard of {count} songs: {median(one[0] for one in shards):.2f} s; run over the same songs: {median(one[0] for one in runs):.2f} s")
    print(f"  ratio {ratio(shards, runs)}; of processor time {ratio(shards, runs, 1)}")


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
