#!/usr/bin/env python3
"""Kills a training run ten times at moments by chance, finishes it, and compares its files with those of an unbroken run.

  check_resume.py SONGBOARD

Runs pipelines/train.yaml on a small made corpus: unbroken with one job, again with two, and killed with SIGKILL ten times.
All weights, histories and the report must be the same bytes.
"""
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PIPELINE = Path(__file__).resolve().parents[2] / "pipelines/train.yaml"
MAKE_CORPUS = Path(__file__).with_name("make_corpus.py")


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())
            if path.suffix in (".safetensors", ".json", ".html")}


def main():
    program, = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = folder / "corpus"
        subprocess.run([sys.executable, MAKE_CORPUS, corpus, "--train", "6", "--validation", "2", "--test", "2",
                        "--seconds", "120"], check=True)
        command = [program, "run", str(PIPELINE), f"{corpus}/*/*.1s.npy", "--set", "*.epochs=8", "-o"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        start = time.perf_counter()
        subprocess.run([*command, folder / "whole", "--jobs", "1"], check=True, **quiet)
        seconds = time.perf_counter() - start
        subprocess.run([*command, folder / "two", "--jobs", "2"], check=True, **quiet)
        chance = random.Random(1)
        killed = 0
        for _ in range(10):
            process = subprocess.Popen([*command, folder / "killed", "--jobs", "1"], **quiet)
            try:
                process.wait(chance.uniform(0.05, max(0.1, seconds / 6)))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                killed += 1
        if killed == 0:
            sys.exit("no run was killed: each was done before its moment came")
        subprocess.run([*command, folder / "killed", "--jobs", "1"], check=True, **quiet)
        whole = files(folder / "whole")
        for other in ("two", "killed"):
            found = files(folder / other)
            different = [name for name in whole if found.get(name) != whole[name]]
            if different or found.keys() != whole.keys():
                sys.exit(f"{other}: other bytes in {different or found.keys() ^ whole.keys()}")
        print(f"{len(whole)} files have the same bytes with one job, with two, and after {killed} kills in {seconds:.1f} s of work")


if __name__ == "__main__":
    main()
