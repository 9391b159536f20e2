"""What the checks of running share: what holds and what does not, made songs, and what a run left in its output folder."""
import hashlib
import json
import subprocess
from pathlib import Path

import numpy
import soundfile

RATE = 22_050


class Checks:
    """Prints what holds and what does not, and counts the latter."""

    def __init__(self):
        self.failed = 0

    def __call__(self, holds, what):
        print(("ok      " if holds else "FAILED  ") + what, flush=True)
        self.failed += not holds

    def end(self):
        """The exit code."""
        print(f"{self.failed} failed" if self.failed else "all hold")
        return 1 if self.failed else 0


def make_songs(folder, count, seconds):
    """Songs of noise bursts over a tone, each of its own pitch and tempo."""
    folder.mkdir()
    for index in range(count):
        time = numpy.arange(int(seconds * RATE)) / RATE
        noise = numpy.random.default_rng(index).standard_normal(len(time))
        sound = noise * numpy.exp(-20 * (time % (0.4 + 0.02 * index))) * 0.2
        sound += numpy.sin(2 * numpy.pi * (180 + 30 * index) * time) * 0.1 * (1 + time // 3 % 2)
        soundfile.write(folder / f"song {index:02}.wav", sound, RATE, subtype="PCM_16")


def command(program, pipeline, songs, output, *options):
    return [str(word) for word in (program, "run", pipeline, songs, "-o", output, *options)]


def run(program, pipeline, songs, output, *options):
    """The finished run, with what it said on standard error."""
    return subprocess.run(command(program, pipeline, songs, output, *options), capture_output=True, text=True)


def killed(words, seconds):
    """Whether a command was still at work when it was killed after so long."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(max(0, seconds))
        return False
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True


class Killer:
    """Kills commands at moments by chance, four in five of them before they end, however fast the machine is just now."""

    def __init__(self, chance, seconds):
        self.chance, self.seconds = chance, seconds

    def kill(self, words):
        """Whether a command was still at work when it was killed."""
        was_killed = killed(words, self.chance.uniform(0, self.seconds))
        # By what one took when others used the machine, hardly one would ever be killed.
        self.seconds *= 1.05 if was_killed else 0.8
        return was_killed


def documents(folder):
    """The hash of each document; what tells of the run itself differs from run to run."""
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(Path(folder).rglob("*"))
        if p.is_file() and ".songboard" not in p.parts and p.name not in ("run.jsonl", "run.yaml")
    }


def lines(folder):
    """All lines of run.jsonl, of all runs; one that is broken is an error."""
    return [json.loads(line) for line in (Path(folder) / "run.jsonl").read_text().splitlines()]


def reports(folder):
    """The last report of each track."""
    return {report["track"]: report for report in lines(folder)}


def own_files(folder):
    """Which files are in an output folder's .songboard; manifests, which are named by their run, have one name.

    Hashes of songs are left out: they are noted once a song is old enough that its times tell of any change.
    """
    own = Path(folder) / ".songboard"
    names = (p.relative_to(own) for p in own.rglob("*") if p.is_file() and p.name != "hashes")
    return sorted("manifests/*" if name.parts[0] == "manifests" else str(name) for name in names)
