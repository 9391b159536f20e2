#!/usr/bin/env python3
"""Runs plugins that do what a plugin must not over a library, and checks what it costs: one track, and no process.

  check_plugins.py SONGBOARD

SONGBOARD is the program. Each kind of fault comes with one loud song among quiet ones. Checked are that this one is named with
a reason, that all others are complete and have the same documents as without the fault, that nothing that a plugin started
is left, also when the run is interrupted or killed; and that a plugin that a pipeline names is checked only when it is
trusted, and asked only once.
"""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import numpy
import soundfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "Support"))
from running import RATE, Checks, command, documents, make_songs, reports, run

PIPELINE = """version: 1
plugins: [{plugin}]
source: {{audio: []}}
stages:
  rms: {{use: rms}}
  {stage}: {{use: {stage}, in: {{rows: rms}}}}
  csv: {{use: write.csv, in: {{frames: {stage}}}}}
"""
FAULTS = {
    "crash": "ended with signal 11",
    "hang": "gave nothing for 2 s",
    "lie": "which cannot be",
    "huge": "sent a header of 4294967295 bytes",
    "babble": "wrote text to its standard output",
    "memory": "MemoryError",
    "nan": "is nan",
    "refuse": "this track is too sad; take another",
    "more": "wrote something, after `done`",
}
SPARED = ["flood", "fork", "storm", "late"]


def processes(work):
    """The processes that a plugin of this check has started, and the plugin's own: all of them name a file of it."""
    found = []
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if any(word.startswith(bytes(work)) and word.endswith((b"/program.py", b"/sleep")) for word in words):
                found.append(b" ".join(words).decode())
    return found


def make_plugin(folder):
    folder.mkdir()
    shutil.copy(HERE / "Programs/program.py", folder)
    # What it starts lies beside it, so that it is found again, whatever its environment is.
    (folder / "sleep").symlink_to(shutil.which("sleep"))
    (folder / "plugin.yaml").write_text("run: [python3, program.py]\nname: program\ntimeout: 2 s\n")


def check_faults(check, program, work, songs):
    expected = {}
    for stage in ["gain", *FAULTS, *SPARED]:
        pipeline = work / f"{stage}.yaml"
        pipeline.write_text(PIPELINE.format(plugin=work / "plugin", stage=stage))
        output = work / f"out {stage}"
        done = run(program, pipeline, songs, output, "--jobs", "2")
        told = reports(output)
        good = {name for name, report in told.items() if report["status"] == "ok"}
        written = {name: digest for name, digest in documents(output).items() if "loud" not in name}
        if stage == "gain":
            check(done.returncode == 0 and len(good) == len(told) == 5, "without a fault all is well")
            continue
        expected = expected or written
        check(written == expected, f"{stage}: the quiet songs have what they have with any other")
        if stage in SPARED:
            reasons = [report["reason"] for report in told.values() if report.get("reason")]
            check(done.returncode == 0 and len(good) == 5, f"{stage}: all songs are complete {reasons or ''}")
            is_told = "warning: the plugin 'program' wrote something after `bye`" in done.stderr
            check(is_told == (stage == "late"), f"{stage}: what is written after `bye` is told if there is any")
        else:
            loud = told["loud.wav"]
            reason = loud.get("reason", "")
            check(done.returncode == 1 and len(good) == 4, f"{stage}: one song fails, four are complete")
            check(FAULTS[stage] in reason and stage in reason, f"{stage}: {reason}")
        left = processes(work)
        check(not left, f"{stage}: no process is left {left or ''}")


def check_edits(check, program, work, songs):
    """A plugin that is another one after a track: what it gives is kept under neither."""
    make_plugin(work / "edited")
    pipeline = work / "edit.yaml"
    pipeline.write_text(PIPELINE.format(plugin=work / "edited", stage="edit"))
    output = work / "out edit"
    done = run(program, pipeline, songs, output, "--jobs", "1")
    failed = {name: report.get("reason", "") for name, report in reports(output).items() if report["status"] != "ok"}
    check(done.returncode == 1 and "loud.wav" in failed, "a plugin that changes during the run fails the song")
    wanted = ["the plugin 'program' changed during the run", "; run again"]
    check(all(text in reason for reason in failed.values() for text in wanted), f"and those after it: {failed}")
    # As it is now, it is known by its own content.
    pipeline.write_text(PIPELINE.format(plugin=work / "edited", stage="gain"))
    again = run(program, pipeline, songs, output, "--jobs", "1")
    check(again.returncode == 0, "the next run takes it as it is")


def check_warnings(check, program, work, songs):
    """What is said when no track is at work stands once on standard error, with the version that it was told."""
    make_plugin(work / "talking")
    pipeline = work / "talk.yaml"
    pipeline.write_text(PIPELINE.format(plugin=work / "talking", stage="gain"))
    version = subprocess.run([program, "--version"], capture_output=True, text=True).stdout.split()[1]
    environment = dict(os.environ, XDG_CACHE_HOME=str(work / "cache of talks"))
    lint = subprocess.run([program, "lint", pipeline, "--trust"], capture_output=True, text=True, env=environment)
    said = [f"warning: the plugin 'program': {text}" for text in (f"met {version}", "formats are guessed", "the model is old")]
    check(lint.returncode == 0 and all(lint.stderr.count(text) == 1 for text in said[:2]), "lint tells what plugins warn of")
    done = run(program, pipeline, songs, work / "out talk", "--jobs", "2")
    check(all(done.stderr.count(text) == 1 for text in (said[0], said[2])), "and so does a run, once")


def check_interruptions(check, program, work, songs):
    pipeline = work / "stay.yaml"
    pipeline.write_text(PIPELINE.format(plugin=work / "plugin", stage="stay"))
    (work / "plugin/plugin.yaml").write_text("run: [python3, program.py]\nname: program\ntimeout: 5 min\n")
    for number, name in [(signal.SIGINT, "interrupted"), (signal.SIGKILL, "killed")]:
        output = work / f"out {name}"
        process = subprocess.Popen(
            command(program, pipeline, songs, output), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(4)
        was_there = len(processes(work)) > 3
        start = time.monotonic()
        process.send_signal(number)
        process.communicate()
        seconds = time.monotonic() - start
        time.sleep(0.5)
        check(was_there and seconds < 6 and not processes(work), f"a run that is {name} leaves no process ({seconds:.1f} s)")
        if number == signal.SIGINT:
            check(process.returncode == 75, f"its exit code is {process.returncode}")


def check_trust(check, program, work, songs):
    own = work / "own"
    own.mkdir()
    make_plugin(own / "mine")
    (own / "p.yaml").write_text(PIPELINE.format(plugin="mine", stage="gain"))
    environment = dict(os.environ, XDG_CACHE_HOME=str(work / "cache"))

    def lint(*options):
        return subprocess.run([program, "lint", own / "p.yaml", *options], capture_output=True, text=True, env=environment)

    stranger = lint()
    check(
        stranger.returncode == 2 and "p.yaml:2:11: error" in stranger.stderr and "--trust" in stranger.stderr,
        f"a stranger's plugin is not started: {stranger.stderr.splitlines()[0]}")
    check(lint("--trust").returncode == 0, "with --trust it is")
    (own / "mine/program.py").chmod(0)
    os.rename(own / "mine/program.py", own / "program.py")
    gone = lint()
    check("there is no" in gone.stderr or gone.returncode == 2, "a changed plugin is another one")
    os.rename(own / "program.py", own / "mine/program.py")
    (own / "mine/program.py").chmod(0o644)
    # What would start it again cannot: there is no python3 in the path.
    environment["PATH"] = "/nonexistent"
    check(lint().returncode == 0, "what is known of a plugin needs no second start")


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    check = Checks()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        songs = work / "songs"
        make_songs(songs, 4, 6)
        noise = numpy.sign(numpy.random.default_rng(9).standard_normal(6 * RATE)) * 0.99
        soundfile.write(songs / "loud.wav", noise, RATE, subtype="PCM_16")
        make_plugin(work / "plugin")
        check_faults(check, program, work, songs)
        check_edits(check, program, work, songs)
        check_warnings(check, program, work, songs)
        check_interruptions(check, program, work, songs)
        check_trust(check, program, work, songs)
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
