#!/usr/bin/env python3
"""Check the documents of a run: T.json against its schema, and T.csv and T.edl, where they exist, against T.json.

  check_documents.py DIR [--tools FOLDER]

Prints one line per JSON file; exit 1 if any fails, 2 if there is none.
--tools names a folder with validate_edl.py, which reads each EDL with three independent readers.
The timecodes are calculated here once more, by counting, independently of the program.
Samples at all rates: SONGBOARD_SAMPLES=DIR swift test --filter SampleDocuments
Needs: pip install jsonschema
"""
import argparse
import csv
import json
import re
import sys
from fractions import Fraction
from pathlib import Path

import jsonschema

from validators import validate

SCHEMA = Path(__file__).resolve().parents[2] / "plugins/Writers/Schemas/shots.schema.json"
EVENT = re.compile(r"(\d{3})  [A-Z0-9_]{1,8} +V     C        (\S{11}) (\S{11}) (\S{11}) (\S{11})")


def timecode(frame, rate):
    """The SMPTE timecode of a frame: numbers are left out minute by minute."""
    base = round(float(rate.removesuffix("df")))
    drop = base // 15 if rate.endswith("df") else 0
    minute = 0
    while frame >= (length := 60 * base - (drop if minute % 10 else 0)):
        frame, minute = frame - length, minute + 1
    number = frame + (drop if minute % 10 else 0)
    hours, minutes = divmod(minute % 1440, 60)
    separator = ";" if drop else ":"
    return f"{hours:02}:{minutes:02}:{number // base:02}{separator}{number % base:02}"


def first_frame(plan):
    """The frame number of the plan's start: its hours are counted, the rest is searched."""
    base = round(float(plan["rate"].removesuffix("df")))
    hour = 3600 * base - (54 * base // 15 if plan["rate"].endswith("df") else 0)
    first = int(plan["start"][:2]) * hour
    return next(frame for frame in range(first, first + hour) if timecode(frame, plan["rate"]) == plan["start"])


def frames_per_second(plan):
    return Fraction(*plan["framesPerSecond"])


def undocumented(value, schema, path="$"):
    """The keys of a value that the schema does not describe."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key in schema.get("properties", {}):
                yield from undocumented(part, schema["properties"][key], f"{path}.{key}")
            else:
                yield f"{path}.{key}"
    elif isinstance(value, list) and isinstance(schema.get("items"), dict):
        for part in value:
            yield from undocumented(part, schema["items"], f"{path}[]")


def plan_faults(plan, schema):
    for error in jsonschema.Draft202012Validator(schema).iter_errors(plan):
        yield f"schema: {error.json_path}: {error.message}"
    for key in sorted(set(undocumented(plan, schema))):
        yield f"schema: {key} is not described"
    shots, rate = plan["shots"], frames_per_second(plan)
    for shot, expected in zip(shots, [0] + [shot["out"] for shot in shots]):
        if shot["in"] != expected or shot["out"] <= shot["in"]:
            yield f"shot {shot['in']}-{shot['out']} does not follow frame {expected}"
        if (shot["start"], shot["end"]) != (float(shot["in"] / rate), float(shot["out"] / rate)):
            yield f"shot {shot['in']}-{shot['out']} has other seconds than its frames"
        if shot["type"] not in plan["types"]:
            yield f"shot {shot['in']}-{shot['out']} is of an unknown type {shot['type']}"
    if shots[-1]["out"] != plan["frames"]:
        yield f"the last shot ends at {shots[-1]['out']}, the plan at {plan['frames']}"
    # Half a double's last digit is allowed: a length in seconds may be a frame count that was rounded.
    if plan["frames"] > Fraction(plan["track"]["seconds"]) * rate * (1 + Fraction(1, 2**52)):
        yield "the plan runs past the song"


def expected_timecodes(plan):
    first = first_frame(plan)
    return [(timecode(first + s["in"], plan["rate"]), timecode(first + s["out"], plan["rate"])) for s in plan["shots"]]


def csv_faults(path, plan):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    found = [(int(r["in"]), int(r["out"]), r["timecode_in"], r["timecode_out"]) for r in rows]
    wanted = [(s["in"], s["out"], *codes) for s, codes in zip(plan["shots"], expected_timecodes(plan))]
    if found != wanted:
        yield f"{path.name}: other cuts than the JSON"
    for row, shot in zip(rows, plan["shots"]):
        texts = [(row["type"], shot["type"]), (row["runner_up"], shot["runnerUp"] or ""), (row["reason"], shot["reason"])]
        if any(written not in (text, f"'{text}") for written, text in texts):
            yield f"{path.name}: row {row['shot']} has other texts than the JSON"
        if abs(float(row["start"]) - shot["start"]) > 0.000501 or abs(float(row["end"]) - shot["end"]) > 0.000501:
            yield f"{path.name}: row {row['shot']} has other seconds than the JSON"


def edl_faults(first, plan, tools):
    """The faults of T.edl and of T-2.edl, T-3.edl ..., which go on after each 999 events."""
    codes = expected_timecodes(plan)
    for part, start in enumerate(range(0, len(codes), 999)):
        path = first if part == 0 else first.with_name(f"{first.stem}-{part + 1}.edl")
        if not path.exists():
            yield f"{path.name}: is not there"
            continue
        shots = plan["shots"][start : start + 999]
        yield from edl_list_faults(path, codes[start : start + 999], shots[-1]["out"] - shots[0]["in"], plan, tools)


def edl_list_faults(path, codes, frames, plan, tools):
    events = [EVENT.fullmatch(line) for line in path.read_text("ascii").splitlines() if line[:1].isdigit()]
    if not all(events):
        yield f"{path.name}: an event line has other columns"
        return
    wanted = [(f"{n:03}", *span, *span) for n, span in enumerate(codes, 1)]
    if [event.groups() for event in events] != wanted:
        yield f"{path.name}: other cuts than the JSON"
    if tools:
        rate = plan["rate"].removesuffix("df")
        code, said = validate(
            tools / "validate_edl.py", path, rate, len(wanted), "--frames", frames, "--start", codes[0][0])
        if code != 0 or "WARN" in said:
            yield f"{path.name}: {said}"


def faults(path, schema, tools):
    plan = json.loads(path.read_text("utf-8"), parse_constant=lambda word: sys.exit(f"{path}: {word} is not JSON"))
    found = list(plan_faults(plan, schema))
    if found:
        return plan, found
    table, edits = path.with_suffix(".csv"), path.with_suffix(".edl")
    if table.exists():
        found += csv_faults(table, plan)
    if edits.exists():
        found += edl_faults(edits, plan, tools)
    return plan, found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tools", type=Path)
    options = parser.parse_args()
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    paths = sorted(path for path in options.folder.rglob("*.json") if not path.name.endswith(".guides.json"))
    if not paths:
        print(f"{options.folder}: no JSON files", file=sys.stderr)
        return 2
    failed = 0
    for path in paths:
        plan, found = faults(path, schema, options.tools)
        name = path.relative_to(options.folder)
        failed += bool(found)
        print(f"FAIL {name}: {'; '.join(found)}" if found else
              f"ok   {name}: {len(plan['shots'])} shots, {plan['frames']} frames at {plan['rate']}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
