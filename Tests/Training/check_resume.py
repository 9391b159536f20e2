#!/usr/bin/env python3
"""Kills a training run at moments by chance, finishes it, and compares its files with those of an unbroken run.

  check_resume.py SONGBOARD [--kills N]

Runs pipelines/train.yaml on a small made corpus: unbroken with one job, again with two, and killed with SIGKILL N times,
by default 10; each time that it comes to its end before that many, it begins anew. All weights, histories and the report
must be the same bytes, and what was stored the same files.
"""
import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "Support"))
from running import Killer, documents, own_files

PIPELINE = Path(__file__).resolve().parents[2] / "pipelines/train.yaml"
MAKE_CORPUS = Path(__file__).with_name("make_corpus.py")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("songboard")
    parser.add_argument("--kills", type=int, default=10, help="how often the run is killed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = folder / "corpus"
        subprocess.run([sys.executable, MAKE_CORPUS, corpus, "--train", "6", "--validation", "2", "--test", "2",
                        "--seconds", "120"], check=True)
        command = [options.songboard, "run", str(PIPELINE), f"{corpus}/*/*.1s.npy", "--set", "*.epochs=8", "-o"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        start = time.perf_counter()
        subprocess.run([*command, folder / "whole", "--jobs", "1"], check=True, **quiet)
        seconds = time.perf_counter() - start
        subprocess.run([*command, folder / "two", "--jobs", "2"], check=True, **quiet)
        whole, stored = documents(folder / "whole"), own_files(folder / "whole")

        def compare(name):
            found = documents(folder / name)
            if different := {path for path in whole.keys() | found.keys() if whole.get(path) != found.get(path)}:
                sys.exit(f"{name}: other bytes in {sorted(different)}")
            if different := set(stored) ^ set(own_files(folder / name)):
                sys.exit(f"{name}: other files in .songboard: {sorted(different)[:10]}")

        compare("two")
        # From the start to the end by a few kills, again and again.
        killer = Killer(random.Random(1), seconds / 4)
        count = ends = 0
        while count < options.kills:
            if killer.kill([*command, folder / f"killed{ends}", "--jobs", "1"]):
                count += 1
                continue
            compare(f"killed{ends}")
            ends += 1
        subprocess.run([*command, folder / f"killed{ends}", "--jobs", "1"], check=True, **quiet)
        compare(f"killed{ends}")
        print(f"{len(whole)} files have the same bytes with one job, with two, and {ends + 1} times after {count} kills "
              f"in {seconds:.1f} s of work")


if __name__ == "__main__":
    main()
