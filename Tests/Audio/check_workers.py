#!/usr/bin/env python3
"""Does to the processes that decode what the world does to them, and checks what that costs a run.

  check_workers.py SONGBOARD PIPELINE

SONGBOARD is the program, PIPELINE features.yaml. Checked are: a worker that is killed costs its track and no other; with
the run, whatever ends it, its workers end, and what these have started; and `--jobs 6` has six decoders at work at once.
"""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

import numpy
import soundfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Support"))
from running import Checks, reports

RATE = 44_100


def children(process):
    """The living processes of which one is the parent, by command line."""
    found = {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            state = (folder / "stat").read_text().rsplit(") ", 1)[1].split()
            words = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if int(state[1]) == process and state[0] != "Z":
            found[int(folder.name)] = words
    return found


def below(process):
    """All living processes that one has started, and those that they have."""
    found = children(process)
    for child in list(found):
        found.update(below(child))
    return found


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.02)
    return condition()


def alive(processes):
    left = []
    for process in processes:
        try:
            state = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(") ", 1)[1][0]
        except OSError:
            continue
        left += [process] if state != "Z" else []
    return left


def workers(run):
    """The processes that decode; their guards, which have the same words, are none."""
    return [p for p, words in below(run.pid).items() if "decode-worker" in words and words[0] != "songboard-guard"]


class Bench:
    def __init__(self, program, pipeline, folder):
        self.program, self.pipeline, self.folder = program, pipeline, folder
        self.songs = folder / "songs"
        self.songs.mkdir()
        noise = numpy.random.default_rng(1).standard_normal((RATE * 6, 2)) * 0.1
        for index in range(1, 5):
            soundfile.write(self.songs / f"{index}.flac", noise, RATE)
        # Hours of silence take no room, and long to decode.
        soundfile.write(folder / "00.wav", numpy.zeros(10, dtype=numpy.int16), 8000, subtype="PCM_16")
        head = bytearray((folder / "00.wav").read_bytes()[:44])
        head[40:44] = (1_800_000_000).to_bytes(4, "little")
        with open(folder / "00.wav", "wb") as file:
            file.write(head)
            file.truncate(44 + 1_800_000_000)

    def fake_ffmpeg(self, name, script):
        """A folder with programs that come before those of ffmpeg."""
        folder = self.folder / name
        folder.mkdir()
        path = folder / "ffmpeg"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return dict(os.environ, PATH=f"{folder}:{os.environ['PATH']}")

    def start(self, *songs, output, jobs=1, environment=None, settings=()):
        words = [self.program, "run", self.pipeline, *songs, "-o", output, "--jobs", jobs]
        for setting in settings:
            words += ["--set", setting]
        return subprocess.Popen(
            [str(word) for word in words], stderr=subprocess.DEVNULL, env=environment, start_new_session=True)


def check_killed_worker(check, bench):
    output = bench.folder / "killed"
    for name in (signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT):
        run = bench.start(bench.folder / "00.wav", bench.songs, output=output)
        worker = wait_for(lambda: workers(run))
        time.sleep(0.3)
        os.kill(worker[0], name)
        code = run.wait(300)
        found = reports(output)
        told = found["00.wav"]
        check(told["status"] == "failed" and f"signal {name.value} " in told["reason"], f"{name.name}: {told['reason']}")
        others = {r["status"] for t, r in found.items() if t != "00.wav"}
        check(code == 1 and len(found) == 5 and others <= {"ok", "cached"}, f"{name.name}: exit code {code}, the others {others}")
        (output / "run.jsonl").unlink()


def check_ends(check, bench):
    hang = bench.fake_ffmpeg("hanging", "exec sleep 1000")
    for name, code in ((signal.SIGKILL, -9), (signal.SIGTERM, 75), (signal.SIGINT, 75)):
        for song, environment in ((bench.folder / "00.wav", None), (bench.songs / "1.flac", hang)):
            settings = ["source.decoder=ffmpeg"] if environment else []
            run = bench.start(song, output=bench.folder / "ended", environment=environment, settings=settings)
            wait_for(lambda: workers(run))
            if environment:
                wait_for(lambda: any("sleep" in words[0] for words in below(run.pid).values()))
            time.sleep(0.3)
            all_of_them = list(below(run.pid))
            run.send_signal(name)
            start = time.monotonic()
            ended = run.wait(60)
            check(ended == code and time.monotonic() - start < 10, f"{name.name}, {song.name}: exit code {ended}")
            left = wait_for(lambda: not alive(all_of_them), 5)
            check(left and len(all_of_them) >= 2, f"{name.name}, {song.name}: none of {len(all_of_them)} processes is left")


def check_jobs(check, bench):
    marks = bench.folder / "marks"
    marks.mkdir()
    # Each tells that it is there, and waits for five others.
    slow = bench.fake_ffmpeg(
        "slow", f': > {marks}/$$; n=0; while [ $(ls {marks} | wc -l) -lt 6 ] && [ $n -lt 300 ]; do sleep 0.1; n=$((n+1)); done; exit 1')
    songs = []
    for index in range(6):
        songs.append(bench.folder / f"job-{index}.flac")
        songs[-1].write_bytes((bench.songs / "1.flac").read_bytes() + bytes(index))
    start = time.monotonic()
    run = bench.start(
        *songs, output=bench.folder / "jobs", jobs=6, environment=slow, settings=["source.decoder=ffmpeg"])
    run.wait(120)
    seconds = time.monotonic() - start
    check(len(list(marks.iterdir())) == 6 and seconds < 20, f"six decoders were at work at once ({seconds:.1f} s)")


def main():
    program, pipeline = map(pathlib.Path.absolute, map(pathlib.Path, sys.argv[1:]))
    check = Checks()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(program, pipeline, pathlib.Path(folder))
        check_killed_worker(check, bench)
        check_ends(check, bench)
        check_jobs(check, bench)
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
