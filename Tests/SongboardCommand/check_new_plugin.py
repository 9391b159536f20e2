"""Makes a plugin in each language with `songboard new plugin`, tests it, and compares what it gives with numpy.

    python3 check_new_plugin.py SONGBOARD FOLDER SCRATCH

FOLDER takes all that is made. SCRATCH keeps what the plugin in Swift was built from, for the next time. `python3` must have
numpy.
"""
import os
import subprocess
import sys
from pathlib import Path

import numpy

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Support"))
from running import Checks, make_songs

program, folder, scratch = (Path(argument).resolve() for argument in sys.argv[1:4])
checks = Checks()
# So high that it counts in every row.
FLOOR = 0.01
# Nothing is known of a plugin before, and none is installed.
NEW = dict(os.environ, XDG_CACHE_HOME=str(folder / "cache"), XDG_DATA_HOME=str(folder / "data"))
SWIFT = ["--scratch-path", scratch]
# How the plugin's own tests are run, and the program that has its stage.
WAYS = {
    "python": (["python3", "test_stage.py"], [program]),
    "c": (["make", "test"], [program]),
    "swift": (["swift", "test", *SWIFT], [scratch / "debug/sparkle"]),
}


def call(words, place=folder):
    return subprocess.run([str(word) for word in words], cwd=place, env=NEW, capture_output=True, text=True)


def holds(done, what):
    checks(done.returncode == 0, what)
    if done.returncode:
        print(done.stdout[-2000:] + done.stderr[-2000:])


def deviation(language):
    """The largest relative deviation of the rows from those that numpy makes of the mel bands."""
    rows = numpy.load(folder / f"{language}/out/song 00.npz")["crest"].squeeze()
    power = numpy.maximum(numpy.load(folder / "mel/song 00.npz")["mel"].astype(float), FLOOR)
    wanted = power.max(axis=1) / power.mean(axis=1)
    return abs(rows / wanted - 1).max() if rows.shape == wanted.shape else numpy.inf


def check(language):
    tests, owner = WAYS[language]
    place = folder / language
    new = [program, "new", "plugin", "sparkle", "--language", language, "-o", place]
    holds(call(new), f"{language}: it is made")
    left = [path for path in place.rglob("*") if path.is_file() and "mystage" in path.read_text() + path.name]
    checks(not left, f"{language}: nothing has the template's name")
    checks(call(new).returncode == 64, f"{language}: it is not made over another")
    holds(call(tests, place), f"{language}: its tests pass")
    is_program = language != "swift"
    lint = [*owner, "lint", "pipeline.yaml"]
    if is_program:
        checks("check with --trust" in call(lint, place).stderr, f"{language}: lint does not start what lies beside it")
        holds(call([program, "plugin", "check", "."], place), f"{language}: it does what the protocol asks")
    holds(call(lint + ["--trust"], place), f"{language}: its pipeline is clean")
    holds(call([*owner, "describe", "sparkle"] + ["--plugins", "."] * is_program, place), f"{language}: it is described")
    run = [*owner, "run", "pipeline.yaml", folder / "songs/song 00.wav", "--set", f"crest.floor={FLOOR}"]
    holds(call(run, place), f"{language}: it runs")
    found = deviation(language)
    checks(found < 1e-5, f"{language}: the rows are numpy's; deviation {found:.1e}")


folder.mkdir(parents=True, exist_ok=True)
make_songs(folder / "songs", 1, 5)
(folder / "mel.yaml").write_text("""
version: 1
source: {audio: none.wav}
stages:
  spectrum: {use: spectrum}
  mel: {use: mel}
  arrays: {use: write.npz, in: {frames: [mel]}}
""")
holds(call([program, "run", "mel.yaml", "songs/song 00.wav", "-o", "mel"]), "mel bands for numpy")
for language in WAYS:
    check(language)
sys.exit(checks.end())
