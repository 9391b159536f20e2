#!/usr/bin/env python3
"""Runs pipelines over a corpus of broken and odd files, and checks that each gets the status it should.

  check_odd_files.py SONGBOARD PIPELINES [--hours H]

SONGBOARD is the program, PIPELINES the folder with features.yaml and storyboard.yaml. The corpus is made here, by
soundfile, ffmpeg and by hand: see odd_files.py. Each pipeline sees all files in one run with a time limit; checked are
that no file crashes, hangs or stops the run, the statuses, finite numbers in all arrays, that nothing but the run's own
lines reaches standard error, and what `source.damaged` and `source.decoder` do. With --hours, a song of that length is run
too, and the peak memory printed and held against 150 MB.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Support"))
from odd_files import make_corpus, make_long_song
from running import Checks, reports

LIMIT = 900  # seconds for one run over the corpus
MEMORY = 150  # MB for a long song
STATUSES = ("ok", "cached", "truncated", "unsupported", "empty", "corrupt", "failed")


def run(program, pipeline, songs, output, *settings, jobs="2", limit=LIMIT):
    """The exit code, the reports by file name, standard error, seconds, and peak memory in MB."""
    command = [program, "run", pipeline, songs, "-o", output, "--jobs", jobs]
    for setting in settings:
        command += ["--set", setting]
    start = time.monotonic()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stderr=errors)
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() - start > limit:
                process.kill()
                raise SystemExit(f"FAILED  {pipeline} hangs: {limit} s are over")
            time.sleep(0.05)
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        text = errors.read().decode()
    return process.returncode, reports(output), text, time.monotonic() - start, usage.ru_maxrss / 1024


def foreign_lines(text):
    """Lines of standard error that are not the run's own."""
    own = tuple(status + " " for status in STATUSES) + (" " * 11 + "warning: ",)
    return [line for line in text.splitlines() if not line.startswith(own) and "Documents and run.jsonl" not in line]


def check_arrays(check, folder, reports):
    odd = []
    for report in reports.values():
        for document in report["documents"]:
            with numpy.load(folder / document) as arrays:
                numbers = {name: arrays[name] for name in arrays if arrays[name].dtype.kind in "fiu"}
                odd += [f"{document}: {name}" for name, array in numbers.items() if not numpy.isfinite(array).all()]
    odd = [name for name in odd if not name.startswith("loud-1e30.")]  # its power is beyond 32-bit floats, as in librosa
    check(not odd, f"all numbers are finite {odd or ''}")


def check_statuses(check, cases, reports):
    check(len(reports) == len(cases), f"{len(reports)} of {len(cases)} files have a report")
    for name, wanted in sorted(cases.items()):
        report = reports.get(name, {})
        status = report.get("status")
        told = report.get("reason") or report.get("decoder")
        check(status in wanted and bool(told), f"{status or 'no report':12}{name!r}: {told}")
        if status == "ok":
            check(bool(report["documents"]), f"{name!r} has its documents")


def check_corpus(check, program, pipelines, work):
    songs = work / "songs"
    songs.mkdir()
    cases, likes = make_corpus(songs)
    pattern = songs / "*"
    print(f"{len(cases)} files")
    first = {}
    for name in ("features", "storyboard"):
        code, reports, text, seconds, _ = run(program, pipelines / f"{name}.yaml", pattern, work / name)
        print(f"\n{name}: {seconds:.1f} s")
        check(code == 1, f"exit code 1 (was {code})")
        check(not foreign_lines(text), f"only the run's own lines on standard error {foreign_lines(text)[:5] or ''}")
        if not first:
            check_statuses(check, cases, reports)
            check_arrays(check, work / name, reports)
            other = {t: reports[t].get("seconds") for t in likes if reports[t].get("seconds") != reports[likes[t]]["seconds"]}
            check(not other, f"{len(likes)} odd files are as long as their plain ones {other or ''}")
            first = reports
        else:
            other = {t: r["status"] for t, r in reports.items() if r["status"] != first[t]["status"]}
            # One sample has features, but no frame of film.
            check(other.pop("one-sample.wav", "") == "failed", reports["one-sample.wav"]["reason"])
            check(len(reports) == len(cases) and not other, f"the same statuses {other or ''}")

    print("\nsource.damaged=keep")
    damaged = {t for t, r in first.items() if r["status"] in ("truncated", "corrupt")}
    code, reports, text, _, _ = run(program, pipelines / "features.yaml", pattern, work / "kept", "source.damaged=keep")
    check(code == 1, f"exit code 1 (was {code})")
    check(not foreign_lines(text), f"only the run's own lines on standard error {foreign_lines(text)[:5] or ''}")
    check_arrays(check, work / "kept", reports)
    kept = {t for t in damaged if reports[t]["documents"]}
    check(len(kept) >= len(damaged) // 2, f"{len(kept)} of {len(damaged)} damaged files have documents")
    for track in sorted(damaged - kept):
        print(f"        without: {track!r}: {reports[track]['reason']}")
    statuses = {t: r["status"] for t, r in reports.items()}
    other = {t: s for t, s in statuses.items() if s != first[t]["status"]}
    check(not other, f"the same statuses as when they are refused {other or ''}")
    _, again, _, _, _ = run(program, pipelines / "features.yaml", pattern, work / "kept", "source.damaged=keep")
    other = {t for t, r in again.items() if r["status"] != {"ok": "cached"}.get(statuses[t], statuses[t])}
    check(not other, f"run again: whole ones are up to date, damaged ones are still said to be {other or ''}")

    print("\nsource.decoder")
    for decoder in ("libsndfile", "ffmpeg"):
        _, reports, _, _, _ = run(
            program, pipelines / "features.yaml", pattern, work / decoder, f"source.decoder={decoder}")
        used = {r["decoder"].split(":")[0] for r in reports.values() if r.get("decoder")}
        check(used == {decoder}, f"{decoder} alone is used (were {used})")
        if decoder == "libsndfile":
            check(reports["m4a.m4a"]["status"] == "unsupported", f"m4a: {reports['m4a.m4a']['reason']}")
        else:
            check(reports["wav.wav"]["status"] == "ok", f"wav: {reports['wav.wav']['decoder']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("songboard")
    parser.add_argument("pipelines", type=pathlib.Path)
    parser.add_argument("--hours", type=float, help="also run a song of this length, and measure memory")
    options = parser.parse_args()
    check = Checks()
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        check_corpus(check, options.songboard, options.pipelines, work)
        if options.hours:
            song = make_long_song(work, options.hours)
            code, reports, _, seconds, memory = run(
                options.songboard, options.pipelines / "features.yaml", song, work / "long", jobs="1", limit=LIMIT * options.hours)
            status = [r["status"] for r in reports.values()]
            check(code == 0 and memory <= MEMORY,
                  f"{options.hours:g} h: {status}, {seconds:.0f} s, peak {memory:.0f} MB")
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
