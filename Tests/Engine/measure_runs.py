#!/usr/bin/env python3
"""Measures what running again costs: a changed setting, and nothing changed at all.

  measure_runs.py SONGBOARD PIPELINES MUSIC [--tracks 5000]

SONGBOARD is the program, PIPELINES the folder of ready pipelines, MUSIC a folder of songs, of which 60 excerpts are made.
What is printed is processor time of the whole process tree, and the peak memory of the program. It fails if a run decodes
what it need not, or a bound of the manual is broken.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy
import soundfile

SONGS = 60
EXCERPT = 30
RATE = 22_050


def peak(process):
    """The most memory that a running program has had, in MB. What wait4 tells is at least what this script has."""
    try:
        lines = pathlib.Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


class Outcome:
    """What a run cost, and what it did."""

    def __init__(self, program, pipeline, songs, out, *more):
        words = [program, "run", pipeline, songs, "-o", out, *more]
        lines = out / "run.jsonl"
        before = len(lines.read_text().splitlines()) if lines.exists() else 0
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen([str(word) for word in words], stderr=said)
            self.megabytes = 0.0
            while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
                self.megabytes = max(self.megabytes, peak(process.pid))
                time.sleep(0.01)
            _, status, usage = ended
            if os.waitstatus_to_exitcode(status) != 0:
                said.seek(0)
                sys.exit(f"{' '.join(map(str, words))} failed: {said.read().decode()[-2000:]}")
        self.seconds = usage.ru_utime + usage.ru_stime
        reports = [json.loads(line) for line in lines.read_text().splitlines()[before:]]
        self.decoded = sum(any(t["step"] == "frames" for t in report["timings"]) for report in reports)
        self.written = sum(len(report["written"]) for report in reports)


def excerpts(music, folder):
    """60 excerpts of 30 s, each another."""
    folder.mkdir()
    songs = sorted(path for path in pathlib.Path(music).iterdir() if path.suffix == ".ogg")
    number = 0
    for start in (20, 50, 80):
        for song in songs:
            if number == SONGS:
                return
            with soundfile.SoundFile(song) as file:
                if file.frames < (start + EXCERPT) * file.samplerate:
                    continue
                file.seek(start * file.samplerate)
                soundfile.write(folder / f"{number:02d}.flac", file.read(EXCERPT * file.samplerate), file.samplerate)
            number += 1


def tones(count, folder):
    """As many songs of a second, each with a pitch of its own."""
    folder.mkdir()
    seconds = numpy.arange(RATE) / RATE
    for number in range(count):
        sound = 0.3 * numpy.sin(2 * numpy.pi * (100 + number / 3) * seconds)
        soundfile.write(folder / f"{number:05d}.wav", sound, RATE, subtype="PCM_16")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("pipelines", type=pathlib.Path)
    arguments.add_argument("music")
    arguments.add_argument("--tracks", type=int, default=5000)
    given = arguments.parse_args()
    storyboard = given.pipelines / "storyboard.yaml"
    failed = []

    def bound(name, value, most, unit):
        print(f"{name}: {value:.2f} {unit}, at most {most} {unit}", flush=True)
        if value > most:
            failed.append(name)

    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        excerpts(given.music, work / "songs")
        (work / "one").mkdir()
        os.link(work / "songs" / "00.flac", work / "one" / "00.flac")
        Outcome(given.program, storyboard, work / "one", work / "start")
        start = min(Outcome(given.program, storyboard, work / "one", work / "start").seconds for _ in range(5))
        first = Outcome(given.program, storyboard, work / "songs", work / "out")
        print(f"start-up: {1000 * start:.1f} ms; first run: {1000 * first.seconds / SONGS:.1f} ms a song of {EXCERPT} s")
        linked = "html.embed=none"
        changes = {
            "another EDL setting": ["edl.reel=TEST"], "another cut seed": ["cuts.seed=7"],
            "another rate": ["cuts.rate=29.97df"], "pages that link to the song": [linked],
            "another cut seed, such pages": [linked, "cuts.seed=8"],
            "another rate, such pages": [linked, "cuts.rate=24"],
        }
        for name, settings in changes.items():
            run = Outcome(
                given.program, storyboard, work / "songs", work / "out", *(w for s in settings for w in ("--set", s)))
            if run.decoded or not run.written:
                failed.append(name)
            print(f"{name}: {run.decoded} songs decoded, {run.written} documents written")
            cost = 1000 * (run.seconds - start) / SONGS
            if name == "another EDL setting":
                bound(name, cost, 10, "ms a song")
            else:
                # The decoder of cuts works again, and a page that has 3 MB of song in it is written again.
                print(f"{name}: {cost:.1f} ms a song", flush=True)

        tones(given.tracks, work / "many")
        Outcome(given.program, storyboard, work / "many", work / "all")
        again = Outcome(given.program, storyboard, work / "many", work / "all")
        if again.decoded or again.written:
            failed.append("unchanged")
        bound(f"unchanged, {given.tracks} tracks", 1000 * again.seconds / given.tracks, 1, "ms a track")
        bound(f"unchanged, {given.tracks} tracks", again.megabytes, 50, "MB")
        own = work / "all" / ".songboard"
        notes = sum(path.stat().st_size for path in own.iterdir() if path.is_file())
        notes += sum(path.stat().st_size for path in (own / "manifests").iterdir())
        bound("the store's notes", notes / given.tracks / 1024, 1, "KB a track")
    if failed:
        sys.exit(f"broken: {', '.join(failed)}")


if __name__ == "__main__":
    main()
