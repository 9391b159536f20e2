#!/usr/bin/env python3
"""Runs the storyboard over a library of 40 files, four of them bad, and checks that nothing else suffers.

  check_library.py SONGBOARD PIPELINE MUSIC

SONGBOARD is the program, PIPELINE the storyboard pipeline, MUSIC a folder with at least 36 songs. Excerpts of the songs
are encoded as FLAC, WAV, Ogg Vorbis and MP3 (by the ffmpeg program). Checked are: the exit code, the status and reason of
each bad file, all documents of the others, the same bytes in a second run, with one job and with two, nothing half
written after a kill, and a run that goes on where the killed one ended.
"""
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Support"))
from running import Checks, command, documents, killed, reports, run

CODECS = {"flac": [], "wav": [], "ogg": ["-c:a", "libvorbis"], "mp3": ["-c:a", "libmp3lame"]}
BAD = {"truncated.ogg": "truncated", "empty.wav": "empty", "text.mp3": "unsupported", "unreadable.flac": "failed"}
DOCUMENTS = ("json", "csv", "edl", "html")


def make_library(music, folder, seconds):
    songs = sorted(p for p in pathlib.Path(music).rglob("*") if p.suffix in (".ogg", ".opus", ".mp3", ".flac"))
    assert len(songs) >= 36, f"{music} has only {len(songs)} songs"
    for index, song in enumerate(songs[:36]):
        ending = list(CODECS)[index % len(CODECS)]
        target = folder / f"disc{index % 3}" / f"{song.stem}.{ending}"
        target.parent.mkdir(exist_ok=True)
        subprocess.run(
            ["ffmpeg", "-v", "error", "-nostdin", "-t", str(seconds), "-i", song, "-map", "0:a",
             "-map_metadata", "-1", *CODECS[ending], target], check=True)
    whole = next(folder.glob("disc*/*.ogg")).read_bytes()
    (folder / "truncated.ogg").write_bytes(whole[: len(whole) * 2 // 3])
    (folder / "empty.wav").write_bytes(b"")
    (folder / "text.mp3").write_text("This is a text, not a song.\n" * 100)
    (folder / "unreadable.flac").symlink_to("nowhere.flac")


def main():
    program, pipeline, music = sys.argv[1:]
    check = Checks()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        library = folder / "library"
        library.mkdir()
        make_library(music, library, seconds=30)

        def start(output, *options):
            return run(program, pipeline, library, folder / output, *options)

        first = start("first", "--jobs", "2")
        found = reports(folder / "first")
        complete = [t for t, r in found.items() if r["status"] == "ok"]
        check(first.returncode == 1, f"exit code 1 (was {first.returncode})")
        check(len(found) == 40 and len(complete) == 36, f"36 of 40 complete (were {len(complete)} of {len(found)})")
        for track, status in BAD.items():
            report = found.get(track, {})
            check(report.get("status") == status, f"{track} is {report.get('status')}: {report.get('reason')}")
        made = documents(folder / "first")
        wanted = {t.rsplit(".", 1)[0] + "." + d for t in complete for d in DOCUMENTS}
        check(set(made) == wanted, f"{len(wanted)} documents, nothing else")

        start("second", "--jobs", "1")
        check(documents(folder / "second") == made, "the same bytes with one job as with two")
        again = start("first", "--jobs", "2")
        check(again.returncode == 1 and documents(folder / "first") == made, "the same bytes when run again")
        cached = sum(report["status"] == "cached" for report in reports(folder / "first").values())
        check(cached == 36, f"36 tracks were up to date (were {cached})")

        for moment in (0.2, 0.7, 1.5):
            killed(command(program, pipeline, library, folder / "killed"), moment)
            partial = documents(folder / "killed")
            check(all(made.get(path) == digest for path, digest in partial.items()),
                  f"killed after {moment} s: {len(partial)} documents, all whole")
        start("killed")
        check(documents(folder / "killed") == made, "run again after the kills: the same bytes")
        check(not any((folder / "killed/.songboard/work").iterdir()), "no temporary file is left")

        process = subprocess.Popen(
            command(program, pipeline, library, folder / "interrupted", "--jobs", "1"), stderr=subprocess.DEVNULL)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        check(process.wait(timeout=20) == 75, f"exit code 75 after an interruption (was {process.returncode})")
        partial = documents(folder / "interrupted")
        check(all(made.get(path) == digest for path, digest in partial.items()),
              f"interrupted: {len(partial)} documents, all whole")
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
