#!/usr/bin/env python3
"""Runs two songboards at once on one output folder, and on one store.

  check_together.py SONGBOARD PIPELINES

SONGBOARD is the program, PIPELINES the folder with storyboard.yaml. Two runs that want the same both end well. Of two that
want other bytes, each track has the documents of one, and the other says so, then or when it is asked again. Two outputs
that share a store decode each song once.
"""
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "Support"))
from running import Checks, command, documents, lines, make_songs, run

OTHER = ("--set", "cuts.seed=1")


def together(*commands):
    """The exit codes of commands that start at once, and what they said."""
    processes = [subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for words in commands]
    said = [process.communicate()[1] for process in processes]
    return [process.returncode for process in processes], said


def by_track(documents):
    """Documents of one track together."""
    tracks = {}
    for path, digest in documents.items():
        tracks.setdefault(Path(path).stem, {})[path] = digest
    return tracks


def check_same(check, folder, start, wanted):
    for round in range(3):
        output = folder / f"same{round}"
        codes, said = together(start(output), start(output))
        check(codes == [0, 0], f"the same at once, {round + 1}: exit codes {codes} {'' if codes == [0, 0] else said}")
        check(documents(output) == wanted, "all documents are whole")
        told = lines(output)
        statuses = {report["status"] for report in told}
        check(len(told) == 24 and len({r["run"] for r in told}) == 2 and statuses <= {"ok", "cached"},
              f"{len(told)} lines of two runs: {statuses}")
        check(not any(output.glob(".songboard/work/*")), "no draft is left")


def check_other(check, folder, start, wanted, other):
    for round in range(3):
        output = folder / f"other{round}"
        codes, said = together(start(output), start(output, *OTHER))
        check(set(codes) <= {0, 1}, f"other settings at once, {round + 1}: exit codes {codes}")
        found = by_track(documents(output))
        mixed = [track for track in by_track(wanted) if found.get(track) not in (by_track(wanted)[track], by_track(other)[track])]
        check(not mixed, f"each track has the documents of one run {mixed[:5] or ''}")
        told = sum("another run has written it meanwhile" in text for text in said)
        unsaid = []
        for options, mine in (((), wanted), (OTHER, other)):
            again = subprocess.run(start(output, *options, "--dry-run"), capture_output=True, text=True).stdout
            stale = {path for path, digest in documents(output).items() if mine[path] != digest}
            unsaid += [path for path in stale if f"{path}: " not in again or "made from another input" not in again]
        check(not unsaid, f"whoever does not have its documents is told ({told} were at once) {unsaid[:5] or ''}")
        done = subprocess.run(start(output), capture_output=True, text=True)
        check(done.returncode == 0 and documents(output) == wanted, "run again alone: its own bytes")


def check_store(check, folder, start, wanted):
    store = ("--store", folder / "store")
    codes, said = together(start(folder / "a", *store), start(folder / "b", *store))
    check(codes == [0, 0] and documents(folder / "a") == documents(folder / "b") == wanted,
          f"two outputs at once on one store: exit codes {codes}")
    done = subprocess.run(start(folder / "c", *store), capture_output=True, text=True)
    steps = {timing["step"] for report in lines(folder / "c") for timing in report["timings"]}
    check(done.returncode == 0 and documents(folder / "c") == wanted, "a third output on that store has the same bytes")
    check("frames" not in steps, f"and decodes nothing: {sorted(steps)}")
    left = [path for path in (folder / "store/temporary").rglob("*") if path.is_file()]
    check(not left, f"no temporary file is left in the store {left[:3] or ''}")


def main():
    program, pipelines = map(Path.absolute, map(Path, sys.argv[1:]))
    check = Checks()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        songs, pipeline = folder / "songs", pipelines / "storyboard.yaml"
        make_songs(songs, 12, seconds=8)

        def start(output, *options):
            return command(program, pipeline, songs, output, *options)

        run(program, pipeline, songs, folder / "whole")
        run(program, pipeline, songs, folder / "whole1", *OTHER)
        wanted, other = documents(folder / "whole"), documents(folder / "whole1")
        check(len(wanted) == 48 and wanted.keys() == other.keys() and wanted != other, "48 documents, other ones with other settings")
        check_same(check, folder, start, wanted)
        check_other(check, folder, start, wanted, other)
        check_store(check, folder, start, wanted)
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
