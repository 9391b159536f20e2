#!/usr/bin/env python3
"""Compare songboard's drop-frame timecode with the `timecode` package's, over 24 hours.

  check_timecodes.py SONGBOARD

For 29.97 and 59.94 drop-frame a plan of 24 hours is exported whose shots start around each minute's edge, where numbers are
left out, and at a step through the whole day. Each shot's timecode in the CSV must be the package's for that frame.
Prints a line per rate; exit 1 if any timecode differs.
Needs: pip install timecode
"""
import csv
import json
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

from timecode import Timecode

# Of no common factor with the ten minutes that drop-frame repeats after.
STEP = 997
PIPELINE = "version: 1\nsource: {plans: []}\nstages:\n  csv: {use: write.csv}\n"


def starts(fps, frames):
    minute = Fraction(60 * fps * 1000, 1001)
    edges = {round(number * minute) + near for number in range(1440) for near in range(-4, 5)}
    return sorted({0} | {frame for frame in edges if 0 < frame < frames} | set(range(0, frames, STEP)) | {frames - 1})


def plan(rate, fps, frames):
    borders = starts(fps, frames)
    shots = [
        {"in": first, "out": last, "start": first * 1001 / (1000 * fps), "end": last * 1001 / (1000 * fps), "type": "LS",
         "probability": 1, "runnerUp": None, "reason": "", "locked": False}
        for first, last in zip(borders, borders[1:] + [frames])]
    return {
        "version": 1, "track": {"path": "day.wav", "seconds": frames * 1001 / (1000 * fps), "hash": "00"}, "rate": rate,
        "framesPerSecond": [1000 * fps, 1001], "start": "00:00:00;00", "frames": frames, "types": ["LS"], "tempo": None,
        "sections": [], "shots": shots, "made": {"songboard": "0", "pipeline": "00"}}


def main():
    songboard = Path(sys.argv[1]).resolve()
    agrees = True
    for word, fps in (("29.97", 30), ("59.94", 60)):
        # Of each ten minutes, nine leave out a fifteenth of a second's numbers.
        frames = 144 * (600 * fps - 9 * fps // 15)
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            (work / "export.yaml").write_text(PIPELINE)
            (work / "day.json").write_text(json.dumps(plan(f"{word}df", fps, frames)))
            subprocess.run(
                [songboard, "run", "export.yaml", "day.json", "-o", "out"], cwd=work, check=True, stdout=subprocess.DEVNULL)
            with open(work / "out/day.csv", encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
        wrong = []
        for frame, row in zip(starts(fps, frames), rows, strict=True):
            # The package counts frames from 1.
            expected = str(Timecode(word, frames=frame + 1))
            if row["timecode_in"] != expected:
                wrong.append(f"frame {frame} is {row['timecode']}, not {expected}")
        for fault in wrong[:5]:
            print(fault)
        print(f"{word} drop-frame: {len(rows)} timecodes of 24 hours, {len(wrong)} wrong")
        agrees = agrees and not wrong
    sys.exit(0 if agrees else 1)


if __name__ == "__main__":
    main()
