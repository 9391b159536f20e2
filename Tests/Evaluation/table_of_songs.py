#!/usr/bin/env python3
"""A table of real songs and their plans, and of what the checks say of all of them, as Markdown.

    table_of_songs.py [--songboard PROGRAM] [--before PROGRAM] [--out FILE.md] [--keep FOLDER] [SONGS...]

Without SONGS, 40 of Debian's packages wesnoth-1.16-music and singularity-music are taken. Each program runs its
pipelines/statistics.yaml over them (`--pipeline`, `--before-pipeline`); `--before` puts an older program's column beside
the first one's. The measures of looks, openings, pace and doubt are worked out here once more from the plans: they must
agree with the table of the stage `statistics`, and they stand in for it where the older program has none. Levels and
silences are those that the first program hears. Exits 1 if a check fails or the two disagree.
"""
import argparse
import csv
import json
import math
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter

import numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
WESNOTH = pathlib.Path("/usr/share/games/wesnoth/1.16/data/core/music")
SINGULARITY = pathlib.Path("/usr/share/games/singularity/music")
SONGS = 40
SHORTEST = 60.0
TOLERANCE = 0.07
SURE = 0.8  # bars whose certainty is less are only about right
LEVEL = 3  # the column of the cues


def default_songs():
    """The songs of at least a minute, in the packages' order."""
    found = []
    for path in sorted(WESNOTH.glob("*.ogg")) + sorted(SINGULARITY.glob("*.ogg")):
        words = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(path)]
        if float(subprocess.run(words, capture_output=True, text=True, check=True).stdout) >= SHORTEST:
            found.append(path)
    if len(found) < SONGS:
        sys.exit(f"{len(found)} songs found: apt-get install wesnoth-1.16-music singularity-music")
    return found[:SONGS]


def run(program, pipeline, songs, out, hears):
    """Runs a copy of a pipeline, which writes what it hears as well."""
    text = pipeline.read_text()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "pipelines"
        shutil.copytree(pipeline.parent, folder)
        if hears:
            giver = "cues" if re.search(r"use: cues\b", text) else "types"
            numbers = ", numbers: [beats.meter, beats.certainty]" if re.search(r"use: grid\b", text) else ""
            text = text.rstrip() + f"""
  heard:    {{use: write.npz, in: {{frames: [{giver}.cues]{numbers}}}}}
  quiet:    {{use: write.csv, in: {{events: {giver}.silences}}, to: "{{track}}.silences.csv"}}
"""
        (folder / pipeline.name).write_text(text)
        words = [program, "run", folder / pipeline.name, *songs, "-o", out]
        status = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if status.returncode not in (0, 1):
        sys.exit(f"{program}: {status.stderr}")
    return list(csv.DictReader((out / "statistics.csv").open(newline="")))


class Song:
    """A song's plan with what was heard in it."""

    def __init__(self, plan, heard):
        self.name = pathlib.Path(plan["track"]["path"]).stem
        self.plan = plan
        self.shots = plan["shots"]
        self.end = self.shots[-1]["end"]
        self.level = heard["cues"][:, LEVEL].astype(float)
        self.meter = float(heard["meter"]) if "meter" in heard else None
        self.certainty = float(heard["certainty"]) if "certainty" in heard else None
        seconds = Counter()
        for shot in self.shots:
            seconds[shot["type"]] += shot["end"] - shot["start"]
        self.shares = {kind: seconds[kind] / self.end for kind in plan["types"]}

    @property
    def mean_length(self):
        return self.end / len(self.shots)

    @property
    def entropy(self):
        return -sum(share * math.log2(share) for share in self.shares.values() if share > 0)

    @property
    def doubts(self):
        """By shot of which both are known: whether the next type was likelier."""
        return [s["runnerUpProbability"] > s["probability"] for s in self.shots if "runnerUpProbability" in s]

    def mean_level(self, start, end):
        first = min(int(start), len(self.level) - 1)
        return self.level[first:max(first + 1, math.ceil(end))].mean()

    def length_over(self, start, end):
        """The mean length of the shots over a span, each counted by its part inside."""
        count = sum(max(0, min(end, s["end"]) - max(start, s["start"])) / (s["end"] - s["start"]) for s in self.shots)
        return (end - start) / count

    def paces(self):
        """A row of level and log length per section, each less the song's mean."""
        spans = [(s["start"], min(s["end"], self.end)) for s in self.plan["sections"]]
        spans = [(start, end) for start, end in spans if end > start]
        rows = numpy.array([[self.mean_level(*span), math.log(self.length_over(*span))] for span in spans])
        return rows - rows.mean(axis=0) if len(rows) > 1 else numpy.zeros((0, 2))

    def contrast(self):
        """The log of the mean length in the quiet third against the loud one; None where they are about as loud."""
        rows = sorted((self.mean_level(t, t + 1), self.length_over(t, t + 1)) for t in range(int(self.end)))
        third = len(rows) // 3
        quiet, loud = numpy.array(rows[:third]), numpy.array(rows[-third:])
        if not third or loud[:, 0].mean() - quiet[:, 0].mean() < 6:
            return None
        return math.log((1 / loud[:, 1]).mean() / (1 / quiet[:, 1]).mean())

    def openings(self, role):
        """The first shot type of each section of a role."""
        starts = [s["start"] for s in self.plan["sections"] if s["label"] == role]
        return [[s["type"] for s in self.shots if s["start"] <= start + TOLERANCE][-1] for start in starts]


def correlation(rows):
    squares = (rows**2).sum(axis=0).prod()
    return float((rows[:, 0] * rows[:, 1]).sum() / math.sqrt(squares)) if len(rows) > 2 and squares > 0 else None


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else None


def measures(songs, limits):
    """What the stage `statistics` says of looks, openings, pace and doubt, from the plans alone."""
    judged = [song for song in songs if song.end >= SHORTEST]
    kinds = list(dict.fromkeys(kind for song in songs for kind in song.plan["types"]))
    middle = {kind: mean(song.shares.get(kind, 0) for song in judged) for kind in kinds}
    choruses = [kind for song in songs for kind in song.openings("chorus")]
    verses = [kind for song in songs for kind in song.openings("verse")]
    contrasts = [c for c in (song.contrast() for song in judged) if c is not None]
    return {
        "r of level and shot length over sections": correlation(numpy.concatenate([s.paces() for s in songs])),
        "shot length in the quiet third / loud third": math.exp(mean(contrasts)) if contrasts else None,
        "lowest entropy of a song in bits": min(song.entropy for song in judged),
        "mean entropy of a song in bits": mean(song.entropy for song in judged),
        "mean divergence of a song from all in bits": mean(
            sum(p * math.log2(p / middle[kind]) for kind, p in song.shares.items() if p > 0) for song in judged),
        "choruses that open on ADS or MIS": mean(kind in ("ADS", "MIS") for kind in choruses),
        "verses that open on MIS": mean(kind == "MIS" for kind in verses),
        "songs with shares in the limits": mean(
            all(low - 1e-3 <= song.shares.get(kind, 0) <= high + 1e-3 for kind, (low, high) in limits.items())
            for song in judged) if limits else None,
        "shots whose runner-up is likelier": mean(doubt for song in songs for doubt in song.doubts),
    }


def short(name):
    return name.split(" (")[0]


def shown(value, digits=2):
    return "–" if value is None else f"{value:.{digits}f}"


def songs_of(out, heard_in):
    found = []
    for path in sorted(out.rglob("*.json")):
        if ".songboard" not in path.parts:
            heard = numpy.load((heard_in / path.relative_to(out)).with_suffix(".npz"))
            found.append(Song(json.loads(path.read_text()), heard))
    return found


def song_table(songs):
    lines = [
        "| song | bpm | metre | sections | mean length | entropy | most shown | runner-up likelier | r(level, length) |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for song in songs:
        top = sorted(song.shares.items(), key=lambda entry: -entry[1])[:3]
        about = "about " if song.certainty is not None and song.certainty < SURE else ""
        meter = "–" if song.meter is None else f"{about}{song.meter:.0f}"
        lines.append(
            f"| {song.name} | {about}{song.plan['tempo'] or 0:.0f} | {meter} | {len(song.plan['sections'])} "
            f"| {song.mean_length:.1f} s | {song.entropy:.2f} | {', '.join(f'{k} {100 * p:.0f} %' for k, p in top)} "
            f"| {shown(mean(song.doubts))} | {shown(correlation(song.paces()))} |")
    return lines


def check_table(rows, before, own_before):
    """A line per check of all songs; the older program's value from its own table, or else from its plans."""
    lines = ["| check | limit | " + ("before | " if own_before else "") + "value | verdict |"]
    lines.append("|---|---|" + "---|" * (3 if own_before else 2))
    for row in rows:
        old = ""
        if own_before:
            said = before.get(row["check"])
            value = float(said) if said else own_before.get(short(row["check"]))
            old = f"{shown(value, 3)} | "
        value = float(row["value"]) if row["value"] else None
        lines.append(f"| {row['check']} | {row['limit']} | {old}{shown(value, 3)} | {row['verdict']} |")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--songboard", default=ROOT / ".build/release/songboard", help="the program to run")
    parser.add_argument("--pipeline", type=pathlib.Path, default=ROOT / "pipelines/statistics.yaml")
    parser.add_argument("--before", help="an older program, for a column beside")
    parser.add_argument("--before-pipeline", type=pathlib.Path, help="its pipeline, if it has another one")
    parser.add_argument("--out", type=pathlib.Path, help="the file to write; standard output if there is none")
    parser.add_argument("--keep", type=pathlib.Path, help="keep the runs in this folder, from which a next one goes on")
    parser.add_argument("songs", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    paths = [path.resolve() for path in arguments.songs] or default_songs()

    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or pathlib.Path(temporary)
        out = folder / "plans"
        rows = run(arguments.songboard, arguments.pipeline, paths, out, hears=True)
        rows = [row for row in rows if row["group"] == "all"]
        songs = songs_of(out, out)
        before, older = {}, None
        if arguments.before:
            pipeline = arguments.before_pipeline or arguments.pipeline
            said = run(arguments.before, pipeline, paths, folder / "before", hears=False)
            before = {row["check"]: row["value"] for row in said if row["group"] == "all"}
            older = songs_of(folder / "before", out)

    text = next((row["check"] for row in rows if row["check"].startswith("songs with shares")), "")
    limits = {kind: (float(low), float(high)) for kind, low, high in re.findall(r"(\w+) ([\d.]+) to ([\d.]+)", text)}
    own = measures(songs, limits)
    lines = song_table(songs) + [""]
    lines += check_table(rows, before, measures(older, limits) if older else {})
    document = "\n".join(lines) + "\n"
    if arguments.out:
        arguments.out.write_text(document)
    else:
        print(document, end="")

    failed = [row["check"] for row in rows if row["verdict"] == "fail"]
    for row in rows:
        value = own.get(short(row["check"]))
        if value is not None and row["value"] and abs(value - float(row["value"])) > 2e-3:
            failed.append(f"{row['check']}: the stage says {row['value']}, the plans {value:.4f}")
    for check in failed:
        print("FAILED", check, file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
