#!/usr/bin/env python3
"""Runs the commands and the Python of Research.md, and puts what they print below them.

    python3 run_page.py SONGBOARD FOLDER_OF_MUSIC            writes Research.md and research.png again
    python3 run_page.py SONGBOARD FOLDER_OF_MUSIC --check    exit 1 if something else is printed than the page says

FOLDER_OF_MUSIC is that of Debian's wesnoth-1.16-music. A block of `yaml` is written to the file that its first line names;
`sh` and `python` are run one after the other, in a folder that vanishes, where `songs` has the songs of the page; `text`
is what the block before it prints. Needs the packages of Tests/requirements.txt.
"""

import contextlib
import difflib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE, PICTURE = HERE / "Research.md", HERE / "research.png"
DEMO = HERE.parents[2] / "pipelines/demo/demo.ogg"
SONGS = ["love_theme.ogg", "sad.ogg"]
BLOCK = re.compile(r"```(yaml|sh|python)\n(.*?)```\n(\n```text\n.*?```\n)?", re.DOTALL)


def output(language: str, code: str, names: dict) -> str:
    """What a block prints; fails where it fails."""
    if language == "yaml":
        Path(code.splitlines()[0].removeprefix("# ")).write_text(code)
        return ""
    if language == "sh":
        done = subprocess.run(["bash", "-ec", code], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{code}{done.stdout}{done.stderr}")
        return done.stdout
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "Research.md", "exec"), names)
    except Exception:
        sys.exit(f"{code}{traceback.format_exc()}")
    return printed.getvalue()


def run(text: str) -> str:
    """The page with what its blocks print now."""
    names: dict = {}

    def block(match: "re.Match[str]") -> str:
        language, code, _ = match.groups()
        lines = "".join(f"{line.rstrip()}\n" for line in output(language, code, names).splitlines())
        return f"```{language}\n{code}```\n" + (f"\n```text\n{lines}```\n" if lines else "")

    return BLOCK.sub(block, text)


def main(songboard: str, music: str, check: bool) -> None:
    text = PAGE.read_text()
    os.environ.update(PATH=f"{Path(songboard).resolve().parent}:{os.environ['PATH']}", MPLBACKEND="Agg")
    sys.path.insert(0, str(HERE))
    files = [DEMO, *(Path(music).resolve() / name for name in SONGS)]
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.mkdir("songs")
        for file in files:
            shutil.copy(file, "songs")
        made = run(text)
        if not Path(PICTURE.name).stat().st_size:
            sys.exit(f"{PICTURE.name} is empty")
        if not check:
            PAGE.write_text(made)
            shutil.copy(PICTURE.name, PICTURE)
        os.chdir(before)
    if check and made != text:
        sys.exit("".join(difflib.unified_diff(text.splitlines(True), made.splitlines(True), "Research.md", "run")))
    print("Research.md says what its commands print" if check else "Research.md is written")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4) or sys.argv[3:] not in ([], ["--check"]):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], len(sys.argv) == 4)
