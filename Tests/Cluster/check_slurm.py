#!/usr/bin/env python3
"""Submits a plan to a Slurm of two nodes, and kills what may be killed.

  check_slurm.py SONGBOARD

240 tracks, two of them bad, in 24 shards. In the middle of their shards one worker is killed with -9, one is asked to end
(its exit code is 75), and the whole of the second node is killed with -9. Checked: Slurm gives the jobs the time, the memory and
the partition that `submit` was given; `submit` ends by itself with the exit code
of a run with bad tracks and names these; each track is there once; and all documents, those of the corpus too, are the same
bytes as of one run on one machine. Exit code 77: no Slurm can run here.
"""
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "Support"))
from journals import lines_of
from running import Checks, documents, make_songs, reports
from slurm_farm import CannotRun, SlurmFarm, contained, leave_out

TRACKS, SHARDS, LIMIT = 240, 24, 150
PIPELINE = """
version: 1
source: {audio: songs}
stages:
  spectrum: {use: spectrum}
  mel:      {use: mel}
  chroma:   {use: chroma}
  onset:    {use: onset}
  beats:    {use: grid}
  sections: {use: sections}
  types:    {use: director}
  cuts:     {use: cuts}
  json:     {use: write.json, in: {shots: cuts}}
  edl:      {use: write.edl, in: {shots: cuts}}
  statistics: {use: statistics, in: {shots: cuts}}
"""
BAD = ("song 100.wav", "song 200.wav")
RESOURCES = ("--time", "90min", "--memory", "500MB", "--partition", "long")


def make_library(folder):
    """The pipeline beside its songs; two of these are none."""
    make_songs(folder / "songs", TRACKS, seconds=6)
    (folder / "songs" / BAD[0]).write_text("no sound\n" * 1000)
    (folder / "songs" / BAD[1]).write_bytes(b"")
    (folder / "pipeline.yaml").write_text(PIPELINE)


def worker(node):
    """The process of the shard that a node works on: its number, and the shard's."""
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
            variables = dict(pair.partition(b"=")[::2] for pair in (entry / "environ").read_bytes().split(b"\0"))
        except (OSError, ValueError):
            continue
        if variables.get(b"SLURMD_NODENAME") == node.encode() and b"run" in words[:2] and words[0].endswith(b"songboard"):
            return int(entry.name), int(variables[b"SLURM_ARRAY_TASK_ID"]) + int(variables.get(b"SONGBOARD_ARRAY_OFFSET", 0))
    return None


def in_the_middle(node, plan, output, after=()):
    """Stops a node's process in the middle of a shard, none of those before, and gives the process and the shard.

    The process goes on in short steps until it is there: so it is met there however fast or busy the machine is, and stays.
    """
    deadline = time.monotonic() + LIMIT / 3
    while time.monotonic() < deadline:
        found = worker(node)
        if not found or found[1] in after:
            time.sleep(0.01)
            continue
        process, shard = found
        most = len((plan / f"tracks/{shard:04}.jsonl").read_bytes().splitlines()) - 2
        try:
            while time.monotonic() < deadline and lines_of(output, shard) <= most:
                os.kill(process, signal.SIGSTOP)
                if 1 <= lines_of(output, shard) <= most:
                    return process, shard
                os.kill(process, signal.SIGCONT)
                time.sleep(0.002)
        except ProcessLookupError:
            pass
    raise RuntimeError(f"{node} never was in the middle of a shard")


def check_submission(check, program, folder, farm):
    plan, output = folder / "plan", folder / "output"
    subprocess.run([program, "plan", folder / "pipeline.yaml", "--shards", str(SHARDS), "-o", plan], check=True)
    start = time.monotonic()
    with open(folder / "said", "w") as said:
        words = [program, "submit", plan, "--engine", "slurm", "-o", output, *RESOURCES]
        submit = subprocess.Popen(words, stderr=said, stdout=said)
    killed = []
    # A stopped process ends by SIGKILL at once and may be gone; SIGTERM waits until it goes on.
    for numbers in ((signal.SIGKILL,), (signal.SIGTERM, signal.SIGCONT)):
        process, shard = in_the_middle("node1", plan, output, after=killed)
        for number in numbers:
            os.kill(process, number)
        killed.append(shard)
    process, shard = in_the_middle("node2", plan, output, after=killed)
    given = subprocess.run(["squeue", "--noheader", "--format=%l %m %P"], capture_output=True, text=True).stdout
    check(set(given.splitlines()) == {"1:30:00 477M long"}, f"Slurm has time, memory and partition: {set(given.splitlines())}")
    farm.kill("node2")
    print(f"killed a worker at shard {killed[0]}, asked one to end at shard {killed[1]}, killed node2 at shard {shard}")
    try:
        code = submit.wait(LIMIT)
    except subprocess.TimeoutExpired:
        submit.kill()
        code = f"none in {LIMIT} s"
    told = (folder / "said").read_text()
    print(f"submit took {time.monotonic() - start:.0f} s and said:\n{told}")
    check(code == 1, f"submit ends by itself; exit code {code}")
    check(farm.states() == {"node1": "idle", "node2": "down*"}, f"node2 is down and stays so: {farm.states()}")
    check("exit code 75" in told and "by a signal" in told, "the worker that was asked to end gave 75, the other nothing")
    check("again, round 1 of 3: 2 shards" in told and "round 2" not in told,
          "these two were submitted again, and the lost node's was queued again by Slurm")
    check("shards 0-15\n" in told and "shards 16-23\n" in told, "24 shards took two arrays, as MaxArraySize is 16")
    unnamed = [name for name in BAD if f"{name}: " not in told]
    check(not unnamed, f"the bad tracks are named {unnamed or ''}")
    return output


def check_output(check, program, folder, output):
    alone = folder / "alone"
    done = subprocess.run([program, "run", folder / "pipeline.yaml", "-o", alone], capture_output=True, text=True)
    check(done.returncode == 1, f"one run on one machine: exit code {done.returncode}")
    rows = sqlite3.connect(output / "index.sqlite").execute("SELECT track, status FROM tracks").fetchall()
    tracks = {f"song {index:02}.wav" for index in range(TRACKS)}
    check(len(rows) == TRACKS and {path for path, _ in rows} == tracks, f"each track is in the index once: {len(rows)}")
    there, wanted = documents(output), documents(alone)
    there.pop("index.sqlite", None)
    other = sorted(path for path in there.keys() | wanted.keys() if there.get(path) != wanted.get(path))
    check(len(wanted) > 2 * (TRACKS - 2) and not other, f"{len(there)} documents are the same bytes {other[:5] or ''}")
    bad = {track: report["status"] for track, report in reports(output).items() if report["status"] not in ("ok", "cached")}
    check(set(bad) == set(BAD), f"the bad ones, and no others: {bad}")
    left = [path for path in output.rglob("*") if "partial" in path.name or path.match("*/.songboard/work/*")]
    print(f"left of what was killed, for the next sweep: {len(left)} files")


def main():
    program = Path(sys.argv[1]).absolute()
    contained()
    check = Checks()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        make_library(folder)
        try:
            with SlurmFarm(folder / "slurm") as farm:
                output = check_submission(check, program, folder, farm)
        except CannotRun as reason:
            leave_out(reason)
        check_output(check, program, folder, output)
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
