"""Has OpenTimelineIO edit a plan's timelines, and songboard take them back.

    python3 check_way_back.py SONGBOARD PIPELINES SONG

Needs opentimelineio with its adapters for CMX 3600 and Final Cut Pro 7.
"""
import csv
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import opentimelineio as otio
from opentimelineio.opentime import RationalTime, TimeRange

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Support"))
from running import Checks

program, pipelines, song = (Path(argument).resolve() for argument in sys.argv[1:4])
checks = Checks()
LABELS = """
version: 1
source: {audio: none.wav, labels: "{track}.labels.ENDING"}
stages:
  truth: {use: labels}
  csv: {use: write.csv, in: {events: truth.edit}}
"""


def run(pipeline, file, output, *options):
    """What was said; the documents are in the output folder."""
    words = [program, "run", pipeline, file, "-o", output, *options]
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    return done.stdout + done.stderr


def brief(plan):
    return [(shot["type"], shot["in"], shot["out"]) for shot in plan["shots"]]


class Edit:
    """A folder with a plan and a timeline of it that was edited."""

    def __init__(self, folder, out, ending, edit, with_plan=True):
        self.folder = folder
        folder.mkdir()
        if with_plan:
            shutil.copy(out / "song.json", folder)
        shutil.copy(out / f"song.{ending}", folder)
        edit(folder / f"song.{ending}")
        self.said = run(pipelines / "export.yaml", folder / f"song.{ending}", folder / "back")
        made = folder / "back/song.json"
        self.plan = json.loads(made.read_text()) if made.exists() else None
        self.warnings = json.loads((folder / "back/run.jsonl").read_text().splitlines()[-1]).get("warnings", [])

    def shots(self):
        return brief(self.plan) if self.plan else self.said.splitlines()[:2]


def through(change):
    """An edit of a file by OpenTimelineIO, which reads and writes it."""

    def edit(path):
        adapter = {".otio": "otio_json", ".edl": "cmx_3600", ".xml": "fcp_xml"}[path.suffix]
        timeline = otio.adapters.read_from_file(str(path), adapter, **({"rate": 25} if path.suffix == ".edl" else {}))
        timeline = timeline if isinstance(timeline, otio.schema.Timeline) else timeline[0]
        change(timeline)
        otio.adapters.write_to_file(timeline, str(path), adapter)

    return edit


def pictures(timeline):
    return timeline.video_tracks()[0]


def nothing(timeline):
    pass


def split(timeline):
    """Cuts the third clip 20 frames in, and calls the rest another type."""
    track = pictures(timeline)
    first = track[2]
    rest = first.deepcopy()
    rate = first.source_range.duration.rate
    cut = RationalTime(20, rate)
    whole = first.source_range
    first.source_range = TimeRange(whole.start_time, cut)
    rest.source_range = TimeRange(whole.start_time + cut, whole.duration - cut)
    rest.name = "ADS 2nd"
    rest.markers.clear()
    track.insert(3, rest)


def cover(timeline):
    """A clip of 10 frames on a second track, from frame 30 on."""
    rate = pictures(timeline)[0].source_range.duration.rate
    above = otio.schema.Track("V2", kind=otio.schema.TrackKind.Video)
    above.append(otio.schema.Gap(source_range=TimeRange(RationalTime(0, rate), RationalTime(30, rate))))
    above.append(
        otio.schema.Clip("ADS", source_range=TimeRange(RationalTime(0, rate), RationalTime(10, rate))))
    timeline.tracks.insert(1, above)


def nest(timeline):
    """Puts the second clip into a stack of its own."""
    track = pictures(timeline)
    clip = track[1]
    del track[1]
    stack = otio.schema.Stack(clip.name)
    stack.append(clip)
    track.insert(1, stack)


def slow(timeline):
    pictures(timeline)[1].effects.append(otio.schema.LinearTimeWarp(time_scalar=0.5))


def gap(timeline):
    track = pictures(timeline)
    track[1] = otio.schema.Gap(source_range=track[1].source_range)


def main():
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        shutil.copy(song, work / f"song{song.suffix}")
        out = work / "out"
        run(pipelines / "everything.yaml", work / f"song{song.suffix}", out)
        plan = json.loads((out / "song.json").read_text())
        whole = brief(plan)

        for ending in ("otio", "edl", "xml"):
            same = Edit(work / f"same-{ending}", out, ending, through(nothing))
            checks(same.plan is not None and same.plan["shots"] == plan["shots"], f"{ending}: read and written, the plan is the same")
            alone = Edit(work / f"alone-{ending}", out, ending, through(nothing), with_plan=False)
            if ending == "edl":
                # The library writes no rate into the title.
                checks("set source.frame_rate" in alone.said or alone.shots() == whole, f"{ending}: alone, it asks for its rate")
            else:
                checks(alone.shots() == whole, f"{ending}: alone, types and frames are the same: {alone.shots()[:2]}")
            cut = Edit(work / f"split-{ending}", out, ending, through(split))
            (kind, first, last) = whole[2]
            wanted = whole[:2] + [(kind, first, first + 20), ("ADS", first + 20, last)] + whole[3:]
            checks(cut.shots() == wanted, f"{ending}: a shot that was split is two: {cut.shots()[2:4]}")
            if cut.plan:
                edited = [shot["reason"] == "edited" and "probability" not in shot for shot in cut.plan["shots"]]
                checks([i for i, e in enumerate(edited) if e] == [2, 3], f"{ending}: only they are edited")

        covered = Edit(work / "covered", out, "otio", through(cover))
        (kind, first, last) = whole[0]
        checks(
            covered.shots() == [(kind, 0, 30), ("ADS", 30, 40), (kind, 40, last)] + whole[1:],
            f"an upper track covers the lower: {covered.shots()[:3]}")
        checks(any("lies on a track above" in w for w in covered.warnings), "and the run says so")
        nested = Edit(work / "nested", out, "otio", through(nest))
        checks(nested.shots() == whole and any("sequence of its own" in w for w in nested.warnings), "a nested sequence is one shot")
        warped = Edit(work / "slow", out, "otio", through(slow))
        checks(warped.shots() == whole and any("another speed" in w for w in warped.warnings), "another speed is told of")
        holed = Edit(work / "gap", out, "otio", through(gap))
        checks(holed.plan is None and "there is no picture from" in holed.said, "a gap is an error")

        for ending in ("json", "csv", "edl", "otio", "xml", "fcpxml", "mlt"):
            folder = work / f"labels-{ending}"
            folder.mkdir()
            shutil.copy(song, folder / f"song{song.suffix}")
            shutil.copy(out / f"song.{ending}", folder / f"song.labels.{ending}")
            (folder / "labels.yaml").write_text(LABELS.replace("ENDING", ending))
            said = run(folder / "labels.yaml", folder / f"song{song.suffix}", folder / "out")
            table = folder / "out/song.csv"
            rows = list(csv.reader(table.open(newline="")))[1:] if table.exists() else []
            checks([row[2] for row in rows] == [shot[0] for shot in whole], f"labels of .{ending} {'' if rows else said[:300]}")

        # In the folder itself, at last: the way on is told until it has been gone.
        through(split)(out / "song.otio")
        everything = pipelines / "everything.yaml", work / f"song{song.suffix}", out
        checks("songboard run export" in run(*everything), "of an edit that the other files do not follow, the way on is told")
        # Files of another plan are newer than the edit, and do not follow it.
        run(pipelines / "storyboard.yaml", everything[1], out, "--set", "cuts.seed=7")
        checks("songboard run export" in run(*everything), "also where a run of fewer writers came between")
        run(pipelines / "export.yaml", out / "song.otio", out)
        said = run(*everything)
        checks("made again since" in said and "songboard run export" not in said, f"and no more once they do: {said.splitlines()[:1]}")
    sys.exit(checks.end())


main()
