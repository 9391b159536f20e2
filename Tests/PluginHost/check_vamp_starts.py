#!/usr/bin/env python3
"""Counts how often songboard-vamp is started, and what is made again when libraries come and change.

    python3 Tests/PluginHost/check_vamp_starts.py SONGBOARD FOLDER SONG

A copy of SONGBOARD in FOLDER has a songboard-vamp beside it that notes each start and then is the real one. VAMP_PATH is a
folder with the SDK's examples alone, at first. Exits with 1 if something is not as it should be.
"""

import os
import pathlib
import shutil
import subprocess
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "Support"))
from running import Checks

EXAMPLES = "/usr/lib/x86_64-linux-gnu/vamp/vamp-example-plugins.so"
PIPELINE = """version: 1
source: {audio: song.ogg}
stages:
  onsets:   {use: vamp:vamp-example-plugins:percussiononsets:onsets}
  centroid: {use: vamp:vamp-example-plugins:spectralcentroid:linearcentroid}
  csv:      {use: write.csv, in: {events: onsets}}
  arrays:   {use: write.npz, in: {frames: centroid}}
"""


def main():
    program, folder, song = (pathlib.Path(each).resolve() for each in sys.argv[1:4])
    check = Checks()
    libraries, notes = folder / "libraries", folder / "starts"
    libraries.mkdir(parents=True)
    found = subprocess.run(["dpkg", "-L", "vamp-examples"], capture_output=True, text=True).stdout.split()
    examples = next((each for each in found if each.endswith(".so")), EXAMPLES)
    shutil.copy(examples, libraries)
    shutil.copy(program, folder / "songboard")
    helper = folder / "songboard-vamp"
    helper.write_text(f'#!/bin/sh\necho "$1" >> "{notes}"\nexec "{program.parent}/songboard-vamp" "$@"\n')
    helper.chmod(0o755)
    shutil.copy(song, folder / "song.ogg")
    (folder / "p.yaml").write_text(PIPELINE)
    environment = os.environ | {"VAMP_PATH": str(libraries), "XDG_CACHE_HOME": str(folder / "cache")}

    def starts(*words):
        """How often the helper is started by a command that must go well, and what that says."""
        notes.write_text("")
        ended = subprocess.run([folder / "songboard", *words], cwd=folder, env=environment, capture_output=True, text=True)
        check(ended.returncode == 0, f"{' '.join(words)}: {ended.stderr.strip().splitlines()[-1:] or 'well'}")
        return len(notes.read_text().split()), ended.stderr + ended.stdout

    check(starts("lint", "p.yaml")[0] > 0, "the first lint asks what the outputs are")
    check(starts("lint", "p.yaml")[0] == 0, "the second lint starts nothing")
    check(starts("run", "p.yaml")[0] > 0, "a run starts what it needs")
    check(starts("run", "p.yaml")[0] == 0, "a second run has all results")
    (libraries / "other.so").write_text("another library")
    (libraries / "other.cat").write_text("and what is in it")
    check(starts("lint", "p.yaml")[0] == 0, "another library is no matter for lint")
    check(starts("run", "p.yaml")[0] == 0, "nor for results")
    with open(libraries / pathlib.Path(examples).name, "ab") as file:
        file.write(b"\0")
    check(starts("run", "p.yaml")[0] > 0, "when the library itself changes, results are made again")
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
