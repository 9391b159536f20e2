#!/usr/bin/env python3
"""Runs a library into a disk that becomes full, at several places, and goes on once there is room.

  check_full_disk.py SONGBOARD PIPELINES

SONGBOARD is the program, PIPELINES the folder with storyboard.yaml. The disk is a small tmpfs, which needs root; where none
can be mounted, the exit code is 77. Checked are: exit code 74, the number of tracks that were not tried, no document that
is not whole, no line of run.jsonl that is not; and with more room, the same bytes as on a disk that never was full.
"""
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "Support"))
from running import Checks, documents, lines, make_songs, own_files, run

SHARES = (0, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95)


def mount(folder, size):
    folder.mkdir()
    return subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], stderr=subprocess.DEVNULL).returncode == 0


def check_size(check, start, disk, size, wanted, own):
    output = disk / "out"
    full = start(output)
    not_tried = re.search(r"gave up, (\d+) tracks not tried", full.stderr)
    check(full.returncode == 74 and not_tried, f"{size >> 10} KiB: exit code {full.returncode}: {full.stderr.strip().splitlines()[-1:]}")
    found = documents(output)
    torn = [path for path, digest in found.items() if wanted.get(path) != digest]
    check(not torn, f"{len(found)} documents, all whole {torn[:5] or ''}")
    try:
        told = lines(output) if (output / "run.jsonl").exists() else []
        tried = f"{len(told)} lines of run.jsonl, {not_tried[1] if not_tried else '?'} tracks not tried"
        check(not_tried and len(told) + int(not_tried[1]) == 12, tried)
    except ValueError as error:
        check(False, f"a line of run.jsonl is broken: {error}")
    drafts = [str(p.relative_to(output)) for name in ("work", "temporary") for p in output.glob(f".songboard/{name}/*")]
    check(not drafts, f"no draft is left {drafts[:5] or ''}")

    subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
    done = start(output)
    check(done.returncode == 0 and documents(output) == wanted, f"with more room: exit code {done.returncode}, the same bytes")
    try:
        other = {report["status"] for report in lines(output)} - {"ok", "cached"}
        check(not other, f"no other status {other or ''}")
    except ValueError as error:
        check(False, f"a line of run.jsonl is still broken: {error}")
    odd = sorted(set(own_files(output)) ^ set(own))
    check(not odd, f".songboard holds the same files {odd[:5] or ''}")


def main():
    program, pipelines = map(Path.absolute, map(Path, sys.argv[1:]))
    check = Checks()
    # Ended from outside, it takes its disk along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        songs, disk = folder / "songs", folder / "disk"
        make_songs(songs, 12, seconds=8)

        def start(output):
            return run(program, pipelines / "storyboard.yaml", songs, output, "--jobs", "2")

        for share in (None, *SHARES):
            if not mount(disk, "64m" if share is None else max(4096, int(share * room))):
                print("no tmpfs can be mounted here: this needs root")
                return 77
            try:
                if share is None:
                    start(disk / "out")
                    wanted, own = documents(disk / "out"), own_files(disk / "out")
                    room = int(subprocess.check_output(["df", "--output=used", "-B1", disk]).split()[-1])
                else:
                    check_size(check, start, disk, max(4096, int(share * room)), wanted, own)
            finally:
                subprocess.run(["umount", disk], check=True)
                disk.rmdir()
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
