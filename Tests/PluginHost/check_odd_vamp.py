#!/usr/bin/env python3
"""Gives songboard-vamp plugins that do what few do, and libraries that are none.

    python3 Tests/PluginHost/check_odd_vamp.py PROGRAM FOLDER

FOLDER takes the libraries. Prints what was checked; exits with 1 at the first fault.
"""

import json
import os
import pathlib
import subprocess
import sys

import numpy as np

from protocol import Failed, Plugin

HERE = pathlib.Path(__file__).parent
program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
(folder / "later").mkdir(parents=True, exist_ok=True)
environment = os.environ | {"VAMP_PATH": f"{folder}:{folder}/later:{folder}/none"}
SIZES = {"block_size": None, "step_size": None}


def build(name, *options):
    command = ["c++", "-std=c++17", "-shared", "-fPIC", *options, HERE / "odd_vamp.cpp", "-o", folder / name]
    subprocess.run([*command, "-lvamp-sdk"], check=True)


def expect(holds, what):
    if not holds:
        sys.exit(f"FAILS: {what}")
    print(f"  {what}")


def described(*arguments):
    return subprocess.run([program, "describe", *arguments], env=environment, capture_output=True, timeout=60)


def opened(plugin, name, settings=SIZES, rate=44100):
    audio = {"quantity": "samples", "width": 1, "rate": rate, "sampleRate": rate}
    return plugin.open(f"vamp:odd:{name}:out", settings, {"audio": audio}).get("out")


def rows(name, samples, settings=SIZES):
    """The format, the rows and the warnings of a stage of frames; the same for blocks of any size."""
    with Plugin([program], env=environment) as plugin:
        form = opened(plugin, name, settings)
        results = [plugin.track({"audio": samples}, block, "out", form["width"])[0] for block in (1000, 1, 7, 4096)]
        expect(all(np.array_equal(one, results[0], equal_nan=True) for one in results), f"{name}: any block size")
        empty = plugin.track({"audio": samples[:0]}, 1, "out", form["width"])[0]
        expect(len(empty) < len(results[0]) or name == "late", f"{name}: an empty track")
    return form, results[0], plugin.warnings


def failure(name, settings=SIZES, rate=44100):
    try:
        with Plugin([program], env=environment) as plugin:
            opened(plugin, name, settings, rate)
            plugin.track({"audio": np.zeros(5000, np.float32)}, 1000, "out", 1)
    except Failed as failed:
        return failed.args
    except EOFError:
        return ("ended", plugin.process.wait())
    return (None, None)


def check_describe():
    ended = described()
    stages = {stage["id"].split(":")[2]: stage for stage in json.loads(ended.stdout)["stages"]}
    expect(
        set(stages) == {"kept", "gaps", "spans", "starts", "programs", "choosy", "late", "crash", "liar"}, "describe"
    )
    log = ended.stderr.decode()
    expect("bad.so is left out: it crashes" in log, "a library that crashes is named")
    expect("text.so" in log and "none.so" in log, "files that are no libraries are named")
    expect(all(stage["revision"] == 3 for stage in stages.values()), "the version is the revision")
    expect(
        stages["kept"]["doc"].startswith("Odd kept: does what few do, and says so with \ufffd."), "letters are mended"
    )
    kinds = {name: stage["outputs"][0]["kind"] for name, stage in stages.items()}
    expect([name for name, kind in kinds.items() if kind == "events"] == ["spans", "starts"], "frames and events")
    parameters = {one["name"]: one for one in stages["programs"]["parameters"]}
    expect(list(parameters) == ["maxLevel", "on", "step_size", "program", "block_size"], "names as they are")
    level, program = parameters["maxLevel"], parameters["program"]
    expect((level["type"], level["default"], "unit" in level) == ("number or none", "none", False), "what programs set")
    expect(parameters["on"]["type"] == "boolean or none", "a switch")
    expect(parameters["step_size"]["choices"] == ["three", 'four: "4"', "five"], "named values")
    expect((program["choices"], program["default"]) == (["soft", "loud"], "soft"), "programs")
    expect(len(described("--list").stdout.splitlines()) == 9, "of two libraries with one name the first counts")
    one = json.loads(described("vamp:odd:late:out").stdout)
    expect(one == stages["late"], "one of them")
    expect(described("vamp:odd:late:none").returncode == 1 and described("--what").returncode == 1, "what is not there")


def check_rows():
    samples = np.arange(5000, dtype=np.float32)
    form, kept, _ = rows("kept", samples)
    expect(form["columns"] == ["a", "\ufffd", '"c"'] and form["quantity"] == "out in dB", "bins and units")
    expect(form["transformLength"] == 512 and form["rate"] == 44100 / 128, "the rate of its steps")
    expect(
        np.array_equal(kept[:, 0], np.arange(len(kept))) and len(kept) >= 5000 // 128 + 1,
        "rows of the end, at their times",
    )
    _, gaps, _ = rows("gaps", samples)
    expect(np.array_equal(gaps[:, 0], [0, np.nan, np.nan, 3072], equal_nan=True), "rows that are left out")
    _, gaps, _ = rows("gaps", samples, {"block_size": 512, "step_size": 256})
    numbers = np.flatnonzero(~np.isnan(gaps[:, 0]))
    expect(
        list(numbers) == [0, 3, 9, 12, 15, 18] and np.array_equal(gaps[numbers, 0], numbers * 256), "sizes; no values"
    )
    form, late, warnings = rows("late", samples)
    expect(form["rate"] == 10 and np.array_equal(late[:, 0], [np.nan, 1, np.nan, 3, 4], equal_nan=True), "a fixed rate")
    expect(warnings[0].startswith("2 rows are left out"), "rows that come late are told")
    form, choosy, _ = rows("choosy", samples)
    expect((choosy == 1024).all(), "one channel is given twice to who needs two")


def check_settings():
    own = {"maxLevel": None, "on": None, "step_size": None, "program": "soft", "block_size": None}
    given = lambda **settings: list(rows("programs", np.zeros(5000, np.float32), own | settings)[1][0])
    expect(given() == [2, 0, 4], "settings are left to the plugin")
    expect(given(program="loud", on=True) == [8, 1, 4], "a program")
    expect(given(program="loud", maxLevel=4.9, step_size="five") == [4, 0, 5], "values over a program, in steps")


def check_events():
    with Plugin([program], env=environment) as plugin:
        opened(plugin, "spans", SIZES | {"sections": False})
        inputs = {"audio": {"buffer": "a", "format": {"width": 1, "rate": 44100}}}
        for samples in (np.zeros(50000, np.float32), np.zeros(0, np.float32)):
            events = plugin.run(inputs, {"a": samples})[0]["out"]["value"]
            wanted = [(0, 2, "A", "A"), (2, 3, "B", "B"), (3, 3, "0.1,440", "")]
            expect([tuple(event.values()) for event in events] == wanted, f"spans of {len(samples)} samples")
        opened(plugin, "starts", SIZES | {"sections": True})
        events = plugin.run(inputs, {"a": np.zeros(44100, np.float32)})[0]["out"]["value"]
        wanted = [(0, 0.25, "A", "A"), (0.25, 0.5, "B", "B"), (0.5, 1, "A", "A")]
        expect([tuple(event.values()) for event in events] == wanted, "starts of sections become sections")
        opened(plugin, "spans", SIZES | {"sections": True})
        events = plugin.run(inputs, {"a": np.zeros(441000, np.float32)})[0]["out"]["value"]
        expect([(event["end"], event["label"]) for event in events] == [(2, "A"), (3, "B"), (10, "C")], "letters")


def check_failures():
    expect(
        "does not start with blocks of 1024 samples, 1024 apart, at 22050 Hz" in failure("choosy", rate=22050)[0],
        "a rate",
    )
    expect("44.1 kHz" in failure("choosy", rate=22050)[1], "what to do about it")
    expect("no Vamp plugin nothing in a library odd" in failure("nothing")[0], "a plugin that is not there")
    expect(
        "step_size 64 is longer" in failure("gaps", {"block_size": 32, "step_size": 64})[0], "sizes that lose samples"
    )
    expect(failure("liar")[0] == "the plugin gave 2 values where it describes 1", "rows of another width")
    expect(failure("crash") == ("ended", -11), "a crash ends the process, and only that")


build("Odd.so")
build("later/odd.so")
build("bad.so", "-DCRASHES_WHEN_LOADED")
(folder / "text.so").write_text("no library\n")
subprocess.run(["cc", "-shared", "-x", "c", "/dev/null", "-o", folder / "none.so"], check=True)
for check in (check_describe, check_rows, check_settings, check_events, check_failures):
    print(check.__name__)
    check()
