#!/usr/bin/env python3
"""Check that shipped pipelines are known by name wherever the program lies and wherever it is started.

  check_names.py SONGBOARD FOLDER

The program is tried where it was built, and as a copy in PREFIX/bin beside PREFIX/share/songboard, as packages install it.
"""
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(program, folder):
    failures = []

    def check(holds, what):
        print(f"{'ok    ' if holds else 'WRONG '} {what}")
        if not holds:
            failures.append(what)

    prefix, here = folder / "prefix with space", folder / "here"
    (prefix / "bin").mkdir(parents=True)
    here.mkdir()
    installed = prefix / "bin/songboard"
    shutil.copy2(program, installed)
    shutil.copytree(ROOT / "pipelines", prefix / "share/songboard/pipelines")
    shutil.copy(ROOT / "pipelines/demo/demo.ogg", here / "song.ogg")
    # The folder of another run's documents is in nobody's way.
    (here / "export").mkdir()
    (here / "storyboard").mkdir()

    def run(place, *words, **more):
        return subprocess.run([place, *words], cwd=here, capture_output=True, text=True, **more)

    built, shipped = Path(program).resolve(), sorted(file.stem for file in (ROOT / "pipelines").glob("*.yaml"))
    for name, place in [("built", built), ("installed", installed)]:
        listed = run(place, "list", "pipelines")
        check([line.split()[0] for line in listed.stdout.splitlines()] == shipped, f"{name}: the pipelines are listed")
        check(all(line.endswith(".") for line in listed.stdout.splitlines()), f"{name}: each with a sentence on one line")
        done = run(place, "run", "storyboard", "song.ogg", "-o", f"{name} run")
        check(done.returncode == 0 and (here / f"{name} run/song.edl").exists(), f"{name}: run storyboard song.ogg")
        alone = run(place, "-o", f"{name} alone", "song.ogg", "--set", "cuts.seed=none")
        check(alone.returncode == 0, f"{name}: a song alone")
        for ending in ["edl", "csv", "html"]:
            pair = [here / f"{name} {way}/song.{ending}" for way in ["run", "alone"]]
            check(pair[0].read_bytes() == pair[1].read_bytes(), f"{name}: the same song.{ending}")
        again = run(place, "run", "export", f"{name} run/song.json", "-o", "export")
        check(again.returncode == 0, f"{name}: run export beside a folder export")
        made = run(place, "new", "pipeline", f"mine-{name}")
        lint = run(place, "lint", f"mine-{name}.yaml", "storyboard")
        demo = run(place, "run", f"mine-{name}.yaml", "-o", f"{name} mine")
        faults = "".join(each.stderr for each in [made, lint, demo] if each.returncode)
        check(not faults, f"{name}: new pipeline, lint, run {faults}".strip())
        check((here / f"{name} mine/demo.edl").exists(), f"{name}: the demo is found from the new place")
        wrong = run(place, "lnt", "storyboard")
        check(wrong.returncode == 64 and "did you mean 'lint'?" in wrong.stderr, f"{name}: a misspelt verb is corrected")
    # The version of a run's plan has nothing of the commit.
    version = run(built, "--version").stdout
    check(re.fullmatch(r"songboard \d+\.\d+\.\d+( \([0-9a-f]{7,}\+?\))?\n", version), f"the version: {version.strip()}")
    made = re.search(r'"songboard": "([^"]*)"', (here / "built run/song.json").read_text()).group(1)
    check(version.split()[1] == made, f"documents name {made}")

    for columns in [60, 80, 120]:
        told = run(built, "describe", "cuts", env=dict(os.environ, COLUMNS=str(columns))).stdout.splitlines()
        check(columns - 15 < max(map(len, told)) <= columns, f"describe fits {columns} columns")
    plain = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    told = run(built, "describe", "cuts", env=plain).stdout.splitlines()
    check(65 < max(map(len, told)) <= 80, "and 80 where there is no terminal")
    check(max(map(len, run(built, "list", env=plain).stdout.splitlines())) > 100, "list has a line to a stage there")
    check(on_terminal([built, "describe", "cuts"], 50, plain) <= 50, "a terminal's own width counts")

    print(f"{len(failures)} failures")
    return 1 if failures else 0


def on_terminal(words, columns, environment):
    """The longest line that a command writes to a terminal of so many columns."""
    import fcntl
    import struct
    import termios

    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        os.execve(words[0], [str(word) for word in words], environment)
    text = b""
    try:
        while block := os.read(terminal, 65536):
            text += block
    except OSError:
        pass
    os.waitpid(pid, 0)
    return max(len(line.rstrip("\r")) for line in text.decode().split("\n"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
