#!/usr/bin/env python3
"""Runs what the README and the manual tell a reader to run, lints their YAML, and follows their links.

  check_manual.py SONGBOARD MUSIC WORK [PAGE...]

MUSIC is a folder of songs, WORK an empty one. Each page has a folder of its own with the songs, clips and labels that its
commands speak of, made of short pieces of MUSIC; its blocks are taken in their order, each in the folder where the one before
it has left the shell. manual.py tells of the comments that say what is special about a block. PAGE is a page's name, such as
Cutting; by default all.
"""
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy
import yaml

from manual import CATALOGUE, ROOT, manual, page_of

LONGEST_README = 120
LARGEST_PICTURE = 200_000
# Lines of the pictures of animatics, so that they take no time.
SMALL = 180
# What the songs of the pages are cut from, and from where, in seconds.
SONGS = {"song.flac": ("sad.ogg", 0, 14), "concert.wav": ("battle-epic.ogg", 0, 24)}
LIBRARY = ["elf-land", "revelation", "victory2", "defeat2", "sad", "love_theme", "main_menu", "underground"]
VOCABULARY = "types: [CU, MCU, MS, MLS, LS, XLS, ADS, MIS]\nscale: [CU, MCU, MS, MLS, LS, XLS]\n"
PERIODS = {"1s": 1, "2s": 2, "4s": 4}
# A file of the repository that a page names, and a command within a line.
FILE = re.compile(r"(?:pipelines|plugins|Sources|Tests|\.ci)/[A-Za-z0-9_./-]*[A-Za-z0-9_]")
VERB = re.compile(r"`songboard ([a-z]+)\b[^`]*`")
# A line of a help that begins with an option, by all of its names; an option among other words.
OPTIONS = re.compile(r"(?m)^  (--?[a-z][a-z-]*(?:, --?[a-z][a-z-]*)*)")
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


class Check:
    def __init__(self, songboard, music, work):
        self.music, self.work = music, work
        self.files = work / "files"
        self.environment = {
            **os.environ, "PATH": f"{songboard.parent}:{Path(sys.executable).parent}:{os.environ['PATH']}"}
        self.songboard = songboard
        self.failed, self.counts = 0, {}

    def fail(self, place, *what):
        self.failed += 1
        print(f"FAIL {place}: " + "\n     ".join(str(part).strip() for part in what), flush=True)

    def count(self, name):
        self.counts[name] = self.counts.get(name, 0) + 1

    # Files that pages speak of

    def cut(self, source, start, seconds, target, *options):
        target.parent.mkdir(exist_ok=True)
        subprocess.run(
            ["ffmpeg", "-v", "error", *options, "-i", self.music / source, "-af", f"atrim={start}:{start + seconds}", "-ac", "1",
             *(["-c:v", "mjpeg", "-t", str(seconds)] if options else []), target], check=True)

    def make_files(self):
        """The songs and clips, labels of the songs, and arrays with labels."""
        self.files.mkdir()
        jobs = [(source, start, seconds, self.files / name) for name, (source, start, seconds) in SONGS.items()]
        jobs += [(f"{song}.ogg", 0, 20, self.files / f"songs/{letter}.flac") for letter, song in zip("abcdefgh", LIBRARY)]
        source, start, seconds = SONGS["concert.wav"]
        for late, clip in ((0, "media/left.mov"), (4, "media/right.mov"), (0, "concert.mp4")):
            picture = ["-f", "lavfi", "-i", "color=c=navy:s=160x90:r=25"]
            jobs.append((source, start + late, seconds - late, self.files / clip, *picture))
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda job: self.cut(*job), jobs))
        (self.files / "concert").mkdir()
        shutil.copy(self.files / "song.flac", self.files / "concert")
        (self.files / "concert.yaml").write_text(VOCABULARY)
        labels = self.work / "labels"
        self.run(["run", "storyboard", self.files / "songs", "-o", labels, "--set", "cuts.mode=best"])
        for table in labels.glob("*.csv"):
            shutil.copy(table, self.files / "songs" / f"{table.stem}.shots.csv")
        random = numpy.random.default_rng(1)
        for part, count in {"train": 3, "validation": 1, "test": 1}.items():
            folder = self.files / "corpus" / part
            folder.mkdir(parents=True)
            for number in range(count):
                for view, period in PERIODS.items():
                    frames = random.standard_normal((40 // period, 40)).astype(numpy.float32)
                    numpy.save(folder / f"{number}.{view}.npy", frames)
                (folder / f"{number}.shots.csv").write_text("start,end,type\n0,12,CU\n12,25,LS\n25,40,MS\n")

    def run(self, words, folder=None):
        done = subprocess.run([self.songboard, *words], cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{words}: {done.returncode}\n{done.stderr}")

    # Blocks

    def page(self, page):
        """Takes the blocks of a page in their order, as one shell would that begins in a folder of the page's own."""
        folder = self.work / page.name.replace("/", "-")
        shutil.copytree(self.files, folder, copy_function=os.link)
        last = ""
        for block in page.blocks():
            place = f"{page.name}:{block.line}"
            if "file" in block.notes:
                (folder / block.notes["file"]).write_text(last)
            if block.language == "yaml":
                last = block.text
                self.count("pieces of YAML linted")
                self.lint(place, block, folder)
            elif block.language == "sh":
                folder = self.shell(place, block, folder)
            elif block.language == "python" and "not run" not in block.notes:
                self.count("pieces of Python run")
                self.execute(place, [sys.executable, "-c", block.text], folder)

    def shell(self, place, block, folder):
        """Runs commands in a folder; gives the one that they end in."""
        commands = block.text.replace("\\\n", " ")
        number = len([line for line in commands.splitlines() if line.strip() and not line.startswith("#")])
        if "not run" in block.notes:
            self.counts["commands not run"] = self.counts.get("commands not run", 0) + number
            return folder
        commands = commands.replace("songboard animatic ", f"songboard animatic --height {SMALL} ")
        if "run with" in block.notes:
            commands = commands.replace("songboard run ", f"songboard run {block.notes['run with']} ")
        self.counts["commands run"] = self.counts.get("commands run", 0) + number
        with tempfile.NamedTemporaryFile("r", dir=self.work) as end:
            leaves = f"trap 'pwd >{end.name}' EXIT"
            self.execute(place, ["bash", "-euo", "pipefail", "-c", f"{leaves}\n{commands}"], folder)
            return Path(end.read().rstrip("\n") or folder)

    def execute(self, place, words, folder):
        began = time.monotonic()
        with tempfile.TemporaryFile("w+") as said:
            # With all that it starts, and into a file: who waits for a pipe's end waits for whatever holds it.
            process = subprocess.Popen(
                words, cwd=folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True)
            try:
                code = process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                code = "none within 60 s"
            said.seek(0)
            if code != 0:
                self.fail(place, words[-1], f"exit code {code}", said.read()[-2400:])
        if "-v" in os.environ.get("CHECK_MANUAL", ""):
            print(f"{time.monotonic() - began:5.1f} s {place}", flush=True)

    def lint(self, place, block, folder):
        kind, _, base = block.notes.get("lint as", "pipeline").partition(" ")
        if "same as" in block.notes and block.text != (ROOT / block.notes["same as"]).read_text():
            self.fail(place, f"is not {block.notes['same as']}")
        given = yaml.safe_load(block.text)
        # What a command below it reads is judged by that command.
        if kind == "file":
            return
        if kind in ("brief", "cameras", "vocabulary"):
            (folder / f"given.{kind}.yaml").write_text(block.text)
            name, stage, parameter = {
                "brief": ("storyboard", "cuts", "brief"), "cameras": ("multicam", "cams", "file"),
                "vocabulary": ("language", "truth", "vocabulary")}[kind]
            pipeline = self.ready(name)
            pipeline["stages"][stage].setdefault("with", {})[parameter] = f"given.{kind}.yaml"
        elif kind in ("stages", "source"):
            pipeline = self.ready(base.removeprefix("of ") or "storyboard")
            if kind == "source":
                pipeline["source"] |= given["source"]
            pipeline["stages"] |= given["stages"] if "stages" in given else {} if kind == "source" else given
        else:
            pipeline = given
        file = folder / "linted.yaml"
        file.write_text(yaml.safe_dump(pipeline, sort_keys=False) if pipeline is not given else block.text)
        trust = ["--trust"] if kind == "plugin" else []
        self.execute(place, [self.songboard, "lint", *trust, file], folder)

    def ready(self, name):
        return yaml.safe_load((ROOT / "pipelines" / f"{name}.yaml").read_text())

    # Links

    def links(self, pages):
        headings = {page.path: page.headings() for page in pages}
        for page in pages:
            for link in page.links():
                if link.is_outside:
                    continue
                self.count("links followed")
                place, anchor = link.place(page)
                where = f"{page.name}:{link.line}"
                if not place.exists():
                    self.fail(where, f"{link.target} is not there")
                elif link.is_picture and place.stat().st_size > LARGEST_PICTURE:
                    self.fail(where, f"{link.target} has more than {LARGEST_PICTURE} bytes")
                elif anchor and anchor not in headings.get(page_of(place), {}):
                    self.fail(where, f"{link.target}: no heading with this anchor")

    def words(self, pages):
        """Files of the repository that are named must be there, and verbs of commands within a line be songboard's."""
        verbs = self.verbs()
        for page in pages:
            for match in FILE.finditer(page.text):
                self.count("files named")
                self.missing(page, match, (ROOT / match[0]).exists(), "is not there")
            for match in VERB.finditer(page.without_blocks):
                self.missing(page, match, match[1] in verbs, f"songboard has no verb {match[1]}")

    def help(self, *words):
        return subprocess.run([self.songboard, *words, "--help"], capture_output=True, text=True).stdout

    def verbs(self, *words):
        """The verbs that the program has, or those below one of them."""
        _, _, said = self.help(*words).partition("SUBCOMMANDS")
        return set(re.findall(r"(?m)^  ([a-z]+) ", said))

    def leaves(self, *words):
        """All verbs that do something, each with those above it: `run`, `new pipeline`."""
        below = sorted(self.verbs(*words))
        return [leaf for word in below for leaf in self.leaves(*words, word)] if below else [" ".join(words)]

    def command(self, page):
        """The page of the command has each verb with all of its options, and no others: in the verb's own lines of the table, or,
        where several verbs share one, in a paragraph that names them. One of an option's names will do."""
        table = next(block.text for block in page.blocks() if block.text.startswith("songboard "))
        uses = re.findall(r"(?s)songboard (.+?)(?=(?:\n|  +)songboard |\Z)", table)
        paragraphs = page.without_blocks.split("\n\n")
        for verb in self.leaves():
            own = [use for use in uses if re.match(rf"{verb}\b", use)]
            if not own:
                self.fail(page.name, f"songboard {verb} is not there")
            there = [names.split(", ") for names in OPTIONS.findall(self.help(*verb.split()))]
            known = {name for names in there for name in names}
            said = set(OPTION.findall(" ".join(own)))
            for option in sorted(said - known):
                self.fail(page.name, f"songboard {verb} has no {option}")
            said |= {option for text in paragraphs if f"`{verb}`" in text for option in OPTION.findall(text)}
            for names in there:
                self.count("options looked for")
                if not said.intersection(names) and not {"--help", "--version"}.intersection(names):
                    self.fail(page.name, f"songboard {verb}: {names[-1]} is not there")

    def missing(self, page, match, is_there, what):
        """Fails for what is not there."""
        if not is_there:
            self.fail(f"{page.name}:{page.line(match.start())}", f"{match[0]}: {what}")

    def end(self):
        for name, number in sorted(self.counts.items()):
            print(f"{number:5} {name}")
        print(f"{self.failed} failed" if self.failed else "all hold")
        return 1 if self.failed else 0


def main():
    songboard, music, work = (Path(word).resolve() for word in sys.argv[1:4])
    check = Check(songboard, music, work)
    pages = manual()
    check.links(pages)
    # Pages outside the catalogue have checks of their own: of plugins, recipes, rules.
    own = [page for page in pages if page.name == "README.md" or ".docc/" in page.name]
    chosen = [page for page in own if page.path.stem in sys.argv[4:] or not sys.argv[4:]]
    check.words(own)
    check.command(next(page for page in pages if page.path == CATALOGUE / "Command.md"))
    readme = len((ROOT / "README.md").read_text().splitlines())
    if readme > LONGEST_README:
        check.fail("README.md", f"{readme} lines, of at most {LONGEST_README}")
    check.make_files()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(check.page, chosen))
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
