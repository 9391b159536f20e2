#!/usr/bin/env python3
"""Check the timelines of runs of pipelines/everything.yaml: all formats must have the frames of the JSON's shots.

  check_timelines.py DIR [--music FOLDER] [--tools FOLDER] [--render] [--count N]

Each T.json is a plan; T.edl, T.markers.edl, T.avid.txt, T.otio, T.xml, T.fcpxml, T.mlt, T.labels.txt, T.reaper.csv,
T.vtt and T.guides.json must stand beside it. Each is read here, and where there is one by a second, independent reader:
opentimelineio with its adapters, pycmx, melt, xmllint. Prints a line per plan; exit 1 if any fails, 2 if there is none.
--music names the folder that the runs were told to find the songs in: each timeline must name a file that is there.
--tools names a folder with validate_edl.py and validate_timeline.py, which then read the files too.
--render lets melt play the songs below two minutes and counts the frames.
--count is the number of plans that must be there.
Needs: pip install opentimelineio otio-fcp-adapter pycmx timecode; apt-get install melt libxml2-utils ffmpeg
"""
import argparse
import csv
import json
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from fractions import Fraction
from pathlib import Path
from urllib.parse import unquote

import opentimelineio
import pycmx
from timecode import Timecode

from check_documents import expected_timecodes, first_frame, frames_per_second
from validators import validate

DTD = Path(__file__).resolve().parent / "fcpxml_1_10.dtd"
LONGEST_RENDER = 120


class Plan:
    """The plan of a JSON file, as all formats must have it."""

    def __init__(self, path):
        self.path = path
        self.json = json.loads(path.read_text("utf-8"))
        self.shots = self.json["shots"]
        self.rate = frames_per_second(self.json)
        self.drop = self.json["rate"].endswith("df")
        self.first = first_frame(self.json)
        self.frames = self.json["frames"]
        self.spans = [(shot["in"], shot["out"]) for shot in self.shots]
        self.codes = expected_timecodes(self.json)
        self.types = [shot["type"] for shot in self.shots]

    def beside(self, ending):
        return self.path.with_name(self.path.name.removesuffix("json") + ending)

    def list_parts(self, ending):
        """The files of a list that goes on after each 999 events, with the places of their shots."""
        name = self.path.name.removesuffix(".json")
        for part, start in enumerate(range(0, len(self.shots), 999)):
            suffix = f"-{part + 1}" if part else ""
            yield self.path.with_name(f"{name}{suffix}.{ending}"), slice(start, start + 999)


def same(found, wanted, what):
    found, wanted = list(found), list(wanted)
    if found != wanted:
        place = next((i for i, pair in enumerate(zip(found, wanted)) if pair[0] != pair[1]), min(len(found), len(wanted)))
        yield f"{what}: {len(found)} for {len(wanted)}, other at {place + 1}: {found[place:place + 1]} for {wanted[place:place + 1]}"


def media_faults(name, music):
    """A name that must lead to a file: a path, or a URL."""
    path = unquote(re.sub(r"^file://(localhost)?", "", name)) if name.startswith("file:") else name
    if music and not Path(path).is_file():
        yield f"the song {path!r} is not there"


def edl(plan, music):
    """Read with pycmx, with timecode arithmetic of the `timecode` package."""
    word = plan.json["rate"].removesuffix("df")

    def frame(text):
        # The package counts frames from 1.
        return Timecode(word, text, force_non_drop_frame=not plan.drop).frames - 1 - plan.first

    for path, places in plan.list_parts("edl"):
        with open(path, encoding="ascii") as file:
            edits = [edit for event in pycmx.parse_cmx3600(file).events for edit in event.edits]
        yield from same([(frame(e.record_in), frame(e.record_out)) for e in edits], plan.spans[places], "record")
        yield from same([(frame(e.source_in), frame(e.source_out)) for e in edits], plan.spans[places], "source")


def markers_edl(plan, music):
    event = re.compile(r"\d{3}  001      V     C        (\S{11}) \S{11} (\S{11}) (\S{11})  ")
    marker = re.compile(r" \|C:ResolveColor\w+ \|M:(\w+) \|D:(\d+)")
    for path, places in plan.list_parts("markers.edl"):
        lines = [line for line in path.read_text("ascii").split("\n")[3:] if line]
        events = [event.fullmatch(line) for line in lines[::2]]
        marks = [marker.fullmatch(line) for line in lines[1::2]]
        if not all(events) or not all(marks):
            yield "a line has another form"
            continue
        yield from same([e[2] for e in events], [start for start, _ in plan.codes[places]], "timecodes")
        yield from same([int(m[2]) for m in marks], [b - a for a, b in plan.spans[places]], "lengths")


def avid(plan, music):
    rows = [line.split("\t") for line in plan.beside("avid.txt").read_text("ascii").splitlines()]
    yield from same([len(row) for row in rows], [6] * len(plan.shots), "columns")
    yield from same([row[1] for row in rows], [start for start, _ in plan.codes], "timecodes")


def otio(plan, music):
    timeline = opentimelineio.adapters.read_from_file(str(plan.beside("otio")))
    if timeline.global_start_time != opentimelineio.opentime.RationalTime(plan.first, float(plan.rate)):
        yield f"starts at {timeline.global_start_time}"
    video, audio = timeline.video_tracks()[0], timeline.audio_tracks()[0]
    clips = list(video.find_clips())
    ranges = [clip.range_in_parent() for clip in clips]
    yield from same([(r.start_time.value, r.end_time_exclusive().value) for r in ranges], plan.spans, "clips")
    sources = [clip.source_range for clip in clips]
    yield from same([s.start_time.value - plan.first for s in sources], [a for a, _ in plan.spans], "sources")
    yield from same([clip.markers[0].name for clip in clips], plan.types, "markers")
    song = audio[0]
    if song.duration().value != plan.frames:
        yield f"the song lasts {song.duration()}"
    yield from media_faults(song.media_reference.target_url, music)


def fcp7(plan, music):
    path = plan.beside("xml")
    sequence = ElementTree.parse(path).getroot().find("sequence")
    rate = Fraction(int(sequence.findtext("rate/timebase")))
    if sequence.findtext("rate/ntsc") == "TRUE":
        rate *= Fraction(1000, 1001)
    if rate != plan.rate or sequence.findtext("timecode/displayformat") != ("DF" if plan.drop else "NDF"):
        yield "has another rate"
    if (sequence.findtext("timecode/string"), sequence.findtext("timecode/frame")) != (plan.json["start"], str(plan.first)):
        yield "starts elsewhere"
    clips = sequence.findall("media/video/track/clipitem")
    for start, end in (("start", "end"), ("in", "out")):
        yield from same([(int(c.findtext(start)), int(c.findtext(end))) for c in clips], plan.spans, start)
    markers = sequence.findall("marker")
    yield from same([(int(m.findtext("in")), int(m.findtext("out"))) for m in markers], plan.spans, "markers")
    yield from same([m.findtext("name") for m in markers], plan.types, "marker names")
    yield from media_faults(sequence.findtext("media/audio/track/clipitem/file/pathurl"), music)
    track = opentimelineio.adapters.read_from_file(str(path), adapter_name="fcp_xml").video_tracks()[0]
    found = [clip.range_in_parent() for clip in track.find_clips()]
    read = [(round(r.start_time.value), round(r.end_time_exclusive().value)) for r in found]
    yield from same(read, plan.spans, "otio-fcp-adapter")


def fcpxml(plan, music):
    path = plan.beside("fcpxml")
    lint = subprocess.run(["xmllint", "--noout", "--dtdvalid", str(DTD), str(path)], capture_output=True, text=True)
    if lint.returncode != 0:
        yield f"xmllint: {lint.stderr[:300]}"
    root = ElementTree.parse(path).getroot()

    def frame(text):
        value = Fraction(text.removesuffix("s")) * plan.rate
        if value.denominator != 1:
            raise ValueError(f"{text} is not a whole number of frames")
        return int(value)

    for element in root.iter():
        for name in ("offset", "start", "duration", "tcStart", "frameDuration"):
            if element.get(name):
                frame(element.get(name))
    if root.find("resources/format").get("frameDuration") != f"{plan.rate.denominator}/{plan.rate.numerator}s":
        yield "has another rate"
    sequence = root.find("library/event/project/sequence")
    if frame(sequence.get("tcStart")) != plan.first or frame(sequence.get("duration")) != plan.frames:
        yield "starts or ends elsewhere"
    items = list(sequence.find("spine"))
    offsets = [frame(item.get("offset")) - plan.first for item in items]
    spans = [(offset, offset + frame(item.get("duration"))) for offset, item in zip(offsets, items)]
    yield from same(spans, plan.spans, "clips")
    yield from same([frame(item.get("start")) - plan.first for item in items], offsets, "sources")
    markers = [item.find("marker") for item in items]
    yield from same([m.get("start") for m in markers], [item.get("start") for item in items], "markers")
    yield from same([m.get("value") for m in markers], plan.types, "marker names")
    yield from media_faults(root.find("resources/asset[@id='song']/media-rep").get("src"), music)


def mlt(plan, music):
    path = plan.beside("mlt")
    root = ElementTree.parse(path).getroot()
    profile = root.find("profile")
    if Fraction(int(profile.get("frame_rate_num")), int(profile.get("frame_rate_den"))) != plan.rate:
        yield "has another rate"
    lengths = [int(e.get("out")) - int(e.get("in")) + 1 for e in root.findall("playlist[@id='pictures']/entry")]
    yield from same(lengths, [b - a for a, b in plan.spans], "clips")
    yield from media_faults(root.findtext("producer[@id='song']/property[@name='resource']"), music)
    played = subprocess.run(["melt", str(path), "-consumer", "xml"], capture_output=True, text=True)
    if played.returncode != 0 or (music and "failed to load" in played.stderr):
        yield f"melt: {played.stderr[:300]}"
        return
    read = ElementTree.fromstring(played.stdout[played.stdout.index("<?xml"):]).find("tractor")
    out = read.get("out")
    if ":" in out:
        hours, minutes, seconds = out.split(":")
        out = round((3600 * int(hours) + 60 * int(minutes) + Fraction(seconds)) * plan.rate)
    if int(out) + 1 != plan.frames:
        yield f"melt reads {int(out) + 1} frames"


def render(plan):
    """Frames that melt plays: counted in the file that it writes, of small pictures, as only their number counts."""
    with tempfile.TemporaryDirectory() as folder:
        small, output = Path(folder, "small.mlt"), f"{folder}/played.mkv"
        tree = ElementTree.parse(plan.beside("mlt"))
        tree.find("profile").attrib.update(width="64", height="36")
        tree.write(small)
        subprocess.run(
            ["melt", str(small), "-consumer", f"avformat:{output}", "vcodec=mpeg2video", "acodec=pcm_s16le",
             "real_time=-1"],
            capture_output=True, check=True)
        probe = subprocess.run(
            ["ffprobe", "-v", "error", "-select_streams", "v:0", "-count_packets", "-show_entries", "stream=nb_read_packets",
             "-of", "csv=p=0", output],
            capture_output=True, text=True, check=True)
    if int(probe.stdout.strip().rstrip(",")) != plan.frames:
        yield f"melt plays {probe.stdout.strip()} frames"


def labels(plan, music):
    rows = [line.split("\t") for line in plan.beside("labels.txt").read_text("utf-8").splitlines()]
    yield from same([(round(Fraction(a) * plan.rate), round(Fraction(b) * plan.rate)) for a, b, _ in rows], plan.spans, "labels")
    yield from same([row[2] for row in rows], plan.types, "names")


def clock(text, rate):
    hours, minutes, seconds = text.split(":")
    return round((3600 * int(hours) + 60 * int(minutes) + Fraction(seconds)) * rate)


def reaper(plan, music):
    with open(plan.beside("reaper.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    yield from same([(clock(r["Start"], plan.rate), clock(r["End"], plan.rate)) for r in rows], plan.spans, "regions")
    yield from same([clock(r["Length"], plan.rate) for r in rows], [b - a for a, b in plan.spans], "lengths")
    yield from same([r["#"] for r in rows], [f"R{n}" for n in range(1, len(rows) + 1)], "numbers")
    yield from same([r["Name"] for r in rows], plan.types, "names")


def vtt(plan, music):
    path = plan.beside("vtt")
    cues = path.read_text("utf-8").split("\n\n")
    if cues[0] != "WEBVTT":
        yield "has another head"
    times = [re.fullmatch(r"(\S+) --> (\S+)", cue.split("\n")[1]).groups() for cue in cues[1:]]
    yield from same([(clock(a, plan.rate), clock(b, plan.rate)) for a, b in times], plan.spans, "cues")
    probe = ["ffprobe", "-v", "error", "-count_packets", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0"]
    read = subprocess.run(probe + ["-f", "webvtt", f"file:{path}"], capture_output=True, text=True).stdout.strip()
    if read != str(len(plan.shots)):
        yield f"ffprobe reads {read} cues"


def guides(plan, music):
    rows = json.loads(plan.beside("guides.json").read_text("utf-8"))
    yield from same([(r["pos"], r["pos"] + r["duration"]) for r in rows], plan.spans, "guides")
    yield from same([r["comment"] for r in rows], plan.types, "names")


READERS = {
    "edl": edl, "markers.edl": markers_edl, "avid.txt": avid, "otio": otio, "xml": fcp7, "fcpxml": fcpxml, "mlt": mlt,
    "labels.txt": labels, "reaper.csv": reaper, "vtt": vtt, "guides.json": guides,
}


def validators(plan, tools):
    """Each validator that reads one of the files, and the words that it is given."""
    rate, count = plan.json["rate"].removesuffix("df"), len(plan.shots)
    whole = ["--frames", plan.frames]
    if len(plan.shots) <= 999:
        yield [tools / "validate_edl.py", plan.beside("markers.edl"), rate, count, *whole, "--kind", "markers"]
    for ending in ("otio", "xml", "fcpxml", "mlt", "labels.txt"):
        yield [tools / "validate_timeline.py", plan.beside(ending), rate, count, *whole]


def faults(plan, options):
    for ending, reader in READERS.items():
        if not plan.beside(ending).exists():
            yield f".{ending}: is not there"
            continue
        try:
            yield from (f".{ending}: {fault}" for fault in reader(plan, options.music))
        except Exception as error:
            yield f".{ending}: cannot be read: {type(error).__name__}: {error}"
    if options.render and plan.json["track"]["seconds"] < LONGEST_RENDER:
        yield from (f".mlt: {fault}" for fault in render(plan))
    for tool, file, *words in validators(plan, options.tools) if options.tools else []:
        code, said = validate(tool, file, *words)
        if code != 0:
            yield f"{file.name}: {said}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--music", type=Path)
    parser.add_argument("--tools", type=Path)
    parser.add_argument("--render", action="store_true")
    parser.add_argument("--count", type=int)
    options = parser.parse_args()
    paths = [path for path in sorted(options.folder.rglob("*.json")) if not path.name.endswith(".guides.json")]
    if not paths or (options.count is not None and len(paths) != options.count):
        print(f"{options.folder}: {len(paths)} plans", file=sys.stderr)
        return 2
    failed = 0
    for path in paths:
        plan = Plan(path)
        found = list(faults(plan, options))
        failed += bool(found)
        name = ascii(str(path.relative_to(options.folder)))
        print(f"FAIL {name}: {'; '.join(found)}" if found else
              f"ok   {name}: {len(plan.shots)} shots, {plan.frames} frames at {plan.json['rate']}, {len(READERS)} formats",
              flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
