#!/usr/bin/env python3
"""Runs the recipes of Sources/Cluster/Recipes.md as they stand there, and kills what they run on.

  try_recipes.py SONGBOARD [NAME...]

NAME is a heading of the manual, in lower case, such as `dask`; by default all. Python is the one that this runs with, and must
have dask and distributed, ray, pyspark (with a Java) and snakemake; GNU parallel is a program. 48 tracks, one of them bad, in 8
shards. In the middle a songboard is killed with -9, and where an engine has workers of its own, one of these too. Checked: the
recipe ends well, no shard is unfinished, and what is merged is the same bytes as of one run. Prints the manual's table.
"""
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "Support"))
from check_slurm import PIPELINE
from running import Checks, documents, make_songs

MANUAL = Path(__file__).resolve().parents[2] / "Sources/Cluster/Recipes.md"
TRACKS, SHARDS, LIMIT = 48, 8, 240
BAD = "song 30.wav"
# Engines whose workers are processes of their own, which they start again.
WITH_WORKERS = ("spark", "dask", "ray")


def recipes():
    """The name of each recipe, the file that it is to be in, how it is started, and its text."""
    for part in MANUAL.read_text().split("\n## ")[1:]:
        block = re.search(r"```(\w+)\n(.*?)```", part, re.S)
        if block:
            yield part.split("\n")[0].lower().replace("gnu ", ""), *block.groups()


def songboards(folder):
    """The processes that work on the folder's plan, with their parents."""
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
            if words[0].endswith(b"songboard") and b"--plan" in words and (entry / "cwd").resolve() == folder:
                yield int(entry.name), int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, ValueError):
            continue


def done(folder):
    return sum(len(path.read_bytes().splitlines()) for path in folder.glob("out/.songboard/journals/*.jsonl"))


def kill_at(recipe, folder, count, parents):
    """Kills one songboard once so many tracks are done, or who has started it; false if the recipe ends before."""
    while recipe.poll() is None:
        found = list(songboards(folder))
        if done(folder) >= count and found:
            process, parent = found[0]
            os.kill(parent if parents else process, signal.SIGKILL)
            return True
        time.sleep(0.02)
    return False


def attempt(name, language, text, folder, environment):
    """Runs a recipe; gives its exit code, what was killed, and its last words."""
    file = folder / {"python": "recipe.py", "snakemake": "Snakefile", "sh": "recipe.sh"}[language]
    file.write_text(text)
    words = {"python": [sys.executable, file], "sh": ["bash", "-eu", file],
             "snakemake": [Path(sys.executable).parent / "snakemake", "--cores", "2", "--quiet"]}[language]
    with open(folder / "said", "w") as said:
        process = subprocess.Popen(words, cwd=folder, env=environment, stdout=said, stderr=said)
    fates = [("a songboard -9", 8, False)] + [("a worker of the engine -9", 20, True)] * (name in WITH_WORKERS)
    killed = [what for what, count, parents in fates if kill_at(process, folder, count, parents)]
    return process.wait(LIMIT), killed, (folder / "said").read_text()[-6000:]


def main():
    program = Path(sys.argv[1]).resolve()
    check = Checks()
    rows = []
    with tempfile.TemporaryDirectory() as base:
        base = Path(base).resolve()
        make_songs(base / "songs", TRACKS, seconds=20)
        (base / "songs" / BAD).write_text("no sound\n" * 1000)
        (base / "pipeline.yaml").write_text(PIPELINE)
        (base / "bin").mkdir()
        (base / "bin" / "songboard").symlink_to(program)
        environment = os.environ | {"PYSPARK_PYTHON": sys.executable, "PATH": f"{base / 'bin'}:{os.environ['PATH']}"}
        # As deep as the others: documents name songs by their way there.
        subprocess.run([program, "run", base / "pipeline.yaml", "-o", base / "alone" / "out"], capture_output=True)
        wanted = documents(base / "alone" / "out")
        for name, language, text in recipes():
            if sys.argv[2:] and name not in sys.argv[2:]:
                continue
            folder = base / name
            folder.mkdir()
            subprocess.run([program, "plan", base / "pipeline.yaml", "--shards", str(SHARDS), "-o", "plan"],
                           cwd=folder, check=True, capture_output=True)
            start = time.monotonic()
            code, killed, said = attempt(name, language, text, folder, environment)
            seconds = time.monotonic() - start
            status = subprocess.run([program, "status", "plan", "-o", "out"], cwd=folder, capture_output=True, text=True)
            merged = subprocess.run([program, "merge", "plan", "-o", "out"], cwd=folder, capture_output=True, text=True)
            subprocess.run([program, "run", "--plan", "plan", "--corpus", "-o", "out"], cwd=folder, capture_output=True)
            there = documents(folder / "out")
            there.pop("index.sqlite", None)
            other = sorted(path for path in there.keys() | wanted.keys() if there.get(path) != wanted.get(path))
            check(killed, f"{name}: killed {', '.join(killed)}")
            check(code == 0, f"{name}: the recipe ends well, exit code {code} {said if code else ''}")
            check(status.returncode == 0, f"{name}: no shard is unfinished {status.stdout.strip()}")
            check(merged.returncode == 0 and not other,
                  f"{name}: {len(there)} documents are the same bytes {other[:5] or ''} {merged.stderr.strip()}")
            holds = killed and code == 0 and status.returncode == 0 and merged.returncode == 0 and not other
            result = f"same bytes, {seconds:.0f} s" if holds else "FAILED"
            rows.append(f"| {name} | {TRACKS} tracks, {SHARDS} shards | {', '.join(killed)} | {result} |")
    print("\n".join(rows))
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
