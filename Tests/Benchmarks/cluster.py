#!/usr/bin/env python3
"""Measures what a plan over a large library takes, by songs that are not there: time and memory of each step.

  cluster.py CLUSTERBENCHMARK [TRACKS...]

CLUSTERBENCHMARK is .build/release/ClusterBenchmark. A step is a process of its own. For each number of tracks (10000, 100000
and 1000000 unless others are given) there are as many shards as make 2000 tracks each, at least 5.
"""
import subprocess
import sys
import tempfile


def main():
    program, *numbers = sys.argv[1:]
    print("| tracks | shards | step | what came of it |\n|---|---|---|---|")
    for tracks in map(int, numbers or (10_000, 100_000, 1_000_000)):
        shards = max(5, tracks // 2000)
        with tempfile.TemporaryDirectory() as folder:
            for step in ("plan", "shards", "status", "merge", "status", "library"):
                words = [program, step, folder, str(tracks), str(shards)]
                said = subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()
                print(f"| {tracks} | {shards} | {step} | {said} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
