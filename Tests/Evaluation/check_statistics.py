#!/usr/bin/env python3
"""Runs songboard over songs and checks the plans by the statistics that need no labels.

    check_statistics.py [--songboard PROGRAM] [--keep FOLDER] SONGS...

SONGS are files and folders, at least 20 songs for all checks. Three runs of pipelines/statistics.yaml:
the plans themselves, whose table is printed; the same again with one job, which must give the same bytes; and one with
another seed, in which at least half of all frames must show another type. Exits 1 if a check fails; one that stays open,
since no song has what it looks at (a solo, say), is told.
"""
import argparse
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

PIPELINE = pathlib.Path(__file__).resolve().parents[2] / "pipelines" / "statistics.yaml"


def run(program, songs, folder, *options):
    """Runs the pipeline; a track that cannot be decoded is said and passed over."""
    command = [program, "run", str(PIPELINE), *songs, "-o", str(folder), *options]
    status = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if status.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}\n{status.stderr}")
    for line in (folder / "run.jsonl").read_text().splitlines():
        record = json.loads(line)
        if record.get("status") not in ("ok", "cached"):
            print(f"{folder.name}: {record.get('track')}: {record.get('status')}: {record.get('reason')}")


def documents(folder):
    """The bytes of all published documents by path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".json", ".csv") and ".songboard" not in path.parts
    }


def types_by_frame(plan):
    return [shot["type"] for shot in plan["shots"] for _ in range(shot["in"], shot["out"])]


def differing_share(first, second):
    """The share of all frames of all tracks that show another type."""
    frames = differing = 0
    for name in first.keys() & second.keys():
        if name.endswith(".json"):
            pairs = list(zip(types_by_frame(json.loads(first[name])), types_by_frame(json.loads(second[name]))))
            frames += len(pairs)
            differing += sum(a != b for a, b in pairs)
    return differing / frames if frames else 0.0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--songboard", default="songboard", help="the program to run")
    parser.add_argument("--keep", type=pathlib.Path, help="keep the three runs in this folder")
    parser.add_argument("songs", nargs="+")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or pathlib.Path(temporary)
        # What is heard in the songs is no seed's: the last run has it from the first. The second must find all anew.
        stored = ["--store", str(folder / "store")]
        run(arguments.songboard, arguments.songs, folder / "plans", *stored)
        run(arguments.songboard, arguments.songs, folder / "again", "--jobs", "1")
        run(
            arguments.songboard, arguments.songs, folder / "other-seed", *stored,
            "--set", "types.seed=20", "--set", "cuts.seed=20",
        )
        plans, again, other = (documents(folder / name) for name in ("plans", "again", "other-seed"))
        rows = list(csv.DictReader((folder / "plans" / "statistics.csv").open(newline="")))

    def verdict(passes):
        return "pass" if passes else "fail"

    share = differing_share(plans, other)
    tracks = rows[0]["tracks"] if rows else "0"
    for check, value, limit, passes in [
        ("same seed, same bytes: documents", len(plans), "all equal", plans == again),
        ("other seed: frames that differ", round(share, 3), ">= 0.5", share >= 0.5),
    ]:
        rows.append(
            {"group": "all", "tracks": tracks, "check": check, "value": value, "limit": limit,
             "verdict": verdict(passes)})

    for row in rows:
        print(f"{row['group']:<13} {row['tracks']:>4}  {row['check']:<44} {row['value']!s:>8}  "
              f"{row['limit']:<22} {row['verdict']}")
    # Groups by tempo are for reading: many are too small to judge.
    judged = [row for row in rows if row["group"] == "all"]
    bad, still_open = ([row for row in judged if row["verdict"] == verdict] for verdict in ("fail", "open"))
    print("FAIL" if bad else "PASS", f"({len(bad)} of {len(judged)} checks fail, {len(still_open)} are open)")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
