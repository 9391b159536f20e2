#!/usr/bin/env python3
"""Opens songboard's projects in Kdenlive and Shotcut, and holds what the programs save against what was written.

  check_editors.py SONGBOARD PIPELINES SONG [--all] [--pictures FOLDER]

A storyboard and a concert of four cameras, at several rates: no dialog may come, and the program's own save must have the
same clips at the same places with the same names, and the song. melt must play the song of each project, from a folder of
its own and from a copy elsewhere. With --all every kind is opened at every rate; else each kind at two of them.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

from editors import Screen, open_and_save

RATES = {"23.976": "24000/1001", "25": "25", "29.97df": "30000/1001", "50": "50"}
KINDS = ["storyboard", "concert"]
SOME = [("storyboard", "25"), ("storyboard", "29.97df"), ("concert", "23.976"), ("concert", "50")]
PROJECTS = {"kdenlive": "kdenlive", "shotcut": "shotcut.mlt"}
TYPES = [["XLS", "LS", "ADS"], ["MLS", "MS"], ["CU", "MCU", "XCU"], ["MIS", "MS"]]


def cameras(folder, rate, seconds):
    """Four clips in colours of their own, and cameras.yaml."""
    media = folder / "media"
    media.mkdir()
    lines = ["version: 1", "clips:"]
    for number, (colour, types) in enumerate(zip(["maroon", "navy", "olive", "teal"], TYPES), 1):
        clip = media / f"cam {number}.mp4"
        subprocess.run(
            ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"color=c={colour}:s=320x180:r={RATES[rate]}:d={seconds + 5}",
             "-c:v", "libx264", "-preset", "ultrafast", str(clip)], check=True)
        lines.append(
            f"  CAM{number}: {{file: media/cam {number}.mp4, rate: {rate}, offset: {number / 2}, length: {seconds + 4}, "
            f"size: 320x180, types: [{', '.join(types)}], safe: {'true' if number == 1 else 'false'}}}")
    (folder / "cameras.yaml").write_text("\n".join(lines) + "\n")


def frames(text, rate):
    """A frame number, or a clock's time as one."""
    if ":" not in text:
        return int(text)
    hours, minutes, seconds = text.replace(",", ".").split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * rate)


def clips(path):
    """The clips of the longest track, as place, length and name; and the files that sound."""
    root = ElementTree.parse(path).getroot()
    profile = root.find("profile")
    rate = Fraction(int(profile.get("frame_rate_num")), int(profile.get("frame_rate_den")))
    named, sounds = {}, set()
    for producer in root.findall("producer") + root.findall("chain"):
        values = {p.get("name"): p.text for p in producer.findall("property")}
        named[producer.get("id")] = values.get("kdenlive:clipname") or values.get("shotcut:caption") or ""
        if values.get("mlt_service", "").startswith("avformat") and values.get("audio_index") != "-1":
            sounds.add(pathlib.Path(values["resource"]).name)
    tracks = []
    for playlist in root.findall("playlist"):
        if playlist.get("id") in ("main_bin", "main bin"):
            continue
        place, track = 0, []
        for item in playlist:
            if item.tag == "blank":
                place += frames(item.get("length"), rate)
            elif item.tag == "entry":
                length = frames(item.get("out"), rate) - frames(item.get("in", "0"), rate) + 1
                track.append((place, length, named.get(item.get("producer"))))
                place += length
        tracks.append(track)
    return max(tracks, key=len), sounds


def volume(project, folder):
    """The loudest sample that melt plays, in dB."""
    sound = folder / "played.wav"
    words = ["melt", str(project), "-consumer", f"avformat:{sound}", "vn=1", "ac=2", "ar=44100", "acodec=pcm_s16le"]
    for patience in (20, 40, 80):
        # Once in a while melt does not end, whatever it plays.
        try:
            subprocess.run(words, capture_output=True, check=True, timeout=patience)
            break
        except subprocess.TimeoutExpired:
            continue
    said = subprocess.run(
        ["ffmpeg", "-hide_banner", "-i", str(sound), "-af", "volumedetect", "-f", "null", "-"], capture_output=True,
        text=True).stderr
    found = re.search(r"max_volume: (-?[0-9.]+) dB", said)
    return float(found[1]) if found else -200.0


class Check:
    """Each program has a screen of its own, as the two are open at once."""

    def __init__(self, given, screens):
        self.given = given
        self.screens = screens
        self.failed = 0

    def say(self, name, problems):
        self.failed += bool(problems)
        print(f"{'FAIL' if problems else 'ok  '} {name}" + (f": {'; '.join(problems)}" if problems else ""), flush=True)

    def run(self, kind, rate, folder):
        song = folder / "songs" / self.given.song.name
        song.parent.mkdir()
        shutil.copy(self.given.song, song)
        pipeline, settings = "everything.yaml", []
        if kind == "concert":
            seconds = float(subprocess.run(
                ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(song)],
                capture_output=True, text=True, check=True).stdout)
            cameras(folder, rate, int(seconds) + 1)
            pipeline, settings = "multicam.yaml", ["--set", f"cams.file={folder / 'cameras.yaml'}"]
        out = folder / "out"
        done = subprocess.run(
            [self.given.songboard, "run", self.given.pipelines / pipeline, song, "-o", out, "--set", f"cuts.rate={rate}",
             *settings], capture_output=True, text=True)
        if done.returncode != 0 or "editors will ask" in done.stderr:
            return self.say(f"{kind} at {rate}", [done.stderr.strip()])
        projects = {program: out / f"{song.stem}.{ending}" for program, ending in PROJECTS.items()}
        silent = {program: self.silent(project, folder / f"elsewhere.{program}.mlt") for program, project in projects.items()}
        with ThreadPoolExecutor() as pool:
            opened = pool.map(lambda program: self.opened(f"{kind}-at-{rate}", program, projects[program], song), PROJECTS)
            for program, problems in zip(PROJECTS, opened):
                self.say(f"{kind} at {rate} in {program}", silent[program] + problems)

    def silent(self, project, elsewhere):
        """Where melt plays no song."""
        shutil.copy(project, elsewhere)
        played = {"in its folder": volume(project, elsewhere.parent), "elsewhere": volume(elsewhere, elsewhere.parent)}
        return [f"melt plays the song at {level} dB {where}" for where, level in played.items() if level < -40]

    def opened(self, name, program, project, song):
        """What is seen of a project that its program opens and saves."""
        written, _ = clips(project)
        picture = self.given.pictures / f"{name}-in-{program}.png"
        problems = open_and_save(self.screens[program], program, project, picture)
        if not problems:
            saved, sounds = clips(project)
            if len(saved) != len(written):
                problems.append(f"{len(saved)} clips, not {len(written)}")
            problems += [f"{a} became {b}" for a, b in zip(written, saved) if a != b][:3]
            if song.name not in sounds:
                problems.append(f"the song is not among {sorted(sounds)}")
        return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("songboard", type=pathlib.Path)
    parser.add_argument("pipelines", type=pathlib.Path)
    parser.add_argument("song", type=pathlib.Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--pictures", type=pathlib.Path)
    given = parser.parse_args()
    given.songboard = given.songboard.resolve()
    with tempfile.TemporaryDirectory() as scratch:
        given.pictures = given.pictures or pathlib.Path(scratch)
        given.pictures.mkdir(exist_ok=True)
        screens = {program: Screen() for program in PROJECTS}
        check = Check(given, screens)
        try:
            for kind, rate in [(kind, rate) for kind in KINDS for rate in RATES] if given.all else SOME:
                folder = pathlib.Path(scratch) / f"{kind} {rate}"
                folder.mkdir()
                check.run(kind, rate, folder)
        finally:
            for screen in screens.values():
                screen.close()
    sys.exit(1 if check.failed else 0)


if __name__ == "__main__":
    main()
