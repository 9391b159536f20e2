#!/usr/bin/env python3
"""Builds a probe on the C kit with sanitizers and gives it what a host may send, sound and odd.

    python3 Tests/PluginHost/check_c_kit.py FOLDER

FOLDER takes the program. Prints what was checked; exits with 1 at the first fault.
"""
import json
import pathlib
import struct
import subprocess
import sys

import numpy as np

from protocol import Failed, Plugin, frame

HERE = pathlib.Path(__file__).parent
KIT = HERE.parents[1] / "plugins/outside/c"
SUMS = {"mode": "add", "gain": None, "word": "x"}
ROWS = {"quantity": "mel power", "width": 3, "rate": 43.06640625, "sampleRate": 22050, "columns": ["a", "b", "ü"]}


def build(folder):
    program = folder / "probe"
    checks = ["-g", "-O1", "-Wall", "-Wextra", "-Werror", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
    sources = [KIT / "songboard_plugin.c", HERE / "probe.c"]
    subprocess.run(["cc", "-std=c11", *checks, f"-I{KIT}", *sources, "-o", program, "-lm"], check=True)
    return [str(program)]


def expect(holds, what):
    if not holds:
        sys.exit(f"FAILS: {what}")
    print(f"  {what}")


def failure(action):
    """The text and remedy of the failure that an action must end with."""
    try:
        action()
    except Failed as failed:
        return failed.args
    return (None, None)


def check_describe(program):
    described = json.loads(subprocess.run([*program, "describe"], check=True, capture_output=True).stdout)
    sums = described["stages"][0]
    expect([stage["id"] for stage in described["stages"]] == ["probe.sums", "probe.join", "probe.echo"], "describe")
    expect(sums["parameters"][1]["minimum"] == -2 and sums["parameters"][1]["default"] == "none", "a range, a default")
    expect(sums["parameters"][0]["choices"] == ["add", "refuse", "silent"], "choices")
    expect(subprocess.run(program, capture_output=True).returncode == 64, "no verb is usage")


def check_frames(program):
    rows = np.random.default_rng(1).standard_normal((1000, 3)).astype(np.float32)
    with Plugin(program) as plugin:
        formats = plugin.open("probe.sums", SUMS, {"rows": ROWS})
        expect(formats == {"sums": ROWS | {"quantity": "sums"}}, "a format goes round whole")
        results = []
        for block in (1, 7, 64, 1000):
            sums, outputs, buffers = plugin.track({"rows": rows}, block, "sums", 3, {"name": "söng", "seed": 2**64 - 1})
            expect(outputs["count"] == {"buffer": "count"} and buffers["count"] == 1000, f"a number, blocks of {block}")
            results.append(sums)
        expect(all(np.array_equal(result, results[0]) for result in results), "any block size gives the same rows")
        expect(np.allclose(results[0], np.cumsum(rows.astype(float), 0)), "the rows are right")
        expect(plugin.warnings == ["1000 rows"] * 4, "warnings")
        expect(len(plugin.track({"rows": rows[:0]}, 1, "sums", 3)[0]) == 0, "an empty track")
        bad = rows.copy()
        bad[500, 2] = np.nan
        told = failure(lambda: plugin.track({"rows": bad}, 64, "sums", 3))
        expect(told[0] == "sums: column 2 of a row is no number", "no number where it may not be; the rest is dropped")
        expect(np.array_equal(plugin.track({"rows": rows}, 64, "sums", 3)[0], results[0]), "the next track is sound")
        plugin.open("probe.echo", {}, {"frames": ROWS})
        plugin.open("probe.sums", SUMS, {"rows": ROWS})
        again = plugin.track({"rows": rows}, 64, "sums", 3)[0]
        expect(np.array_equal(again, results[0]), "after another stage has had its turn")
        big = np.zeros((3_000_000, 3), np.float32)
        expect(len(plugin.track({"rows": big}, 3_000_000, "sums", 3)[0]) == 3_000_000, "36 MB in one block")
        wide = failure(lambda: plugin.track({"rows": np.zeros((5, 4), np.float32)}, 5, "sums", 3))
        expect(wide[0] == "a block has no buffer rows of 3 wide f32", "rows of another width")
        double = failure(lambda: plugin.track({"rows": rows.astype(float)}, 5, "sums", 3))
        expect(double[0] == "a block has no buffer rows of 3 wide f32", "numbers of another type")
        plugin.send({"type": "bye"})
    expect("söng begins, seed 18446744073709551615".encode() in plugin.log, "what is printed is in the log; a whole seed")
    expect(plugin.process.returncode == 0, "bye")


def check_lists(program):
    rows = np.arange(20, dtype=np.float32).reshape(10, 2)
    rows[3, 0] = np.nan
    parts = [{"width": 2, "rate": 1.5}, {"width": 1, "rate": 1.5}]
    with Plugin(program) as plugin:
        formats = plugin.open("probe.join", {}, {"parts": parts})
        expect(formats == {"rows": {"width": 3, "rate": 1.5}}, "the formats of a list")
        joined = plugin.track({"parts/0": rows, "parts/1": rows[:, :1]}, 3, "rows", 3)[0]
        expect(np.array_equal(joined, np.concatenate([rows, rows[:, :1]], 1), equal_nan=True), "a list of streams; nan")
        plugin.send({"type": "track", "info": {}})
        plugin.send({"type": "block"}, {"parts/0": rows, "parts/1": rows[:5, :1]})
        told = failure(lambda: plugin.ask({"type": "end"}))
        expect(told[0] == "a block has another count of rows for parts/1", "unequal counts of rows")
    expect(plugin.process.returncode == 0, "the end of the input ends it")


def check_tracks(program):
    rows = np.arange(6, dtype=np.float32).reshape(2, 3)
    frames = {"buffer": "f", "format": ROWS, "name": "mel"}
    with Plugin(program) as plugin:
        formats = plugin.open("probe.echo", {}, {"frames": ROWS})
        expect(formats == {"frames": ROWS}, "a track stage's formats")
        events = [{"start": 2.5}, {"start": 0.1, "end": 0.3, "label": "a\"\\\n\u0001é😀", "group": "B"}, {"start": 2.5, "label": "c"}]
        plan = {"version": 1, "shots": [{"in": 0, "type": "X\"}]LS"}], "rate": "25"}
        inputs = {
            "frames": frames, "events": {"value": events, "name": "beats"}, "number": {"buffer": "n"},
            "shots": {"value": plan}, "text": {"buffer": "t"}, "model": {"buffer": "m", "metadata": {"a": [1, None]}},
        }
        blob = np.frombuffer(bytes(range(256)), np.uint8)
        sent = {"f": rows, "n": np.float64(120.1), "t": blob, "m": blob[:0]}
        outputs, buffers = plugin.run(inputs, sent)
        full = [{"end": e["start"], "label": "", "group": ""} | e for e in (events[1], events[0], events[2])]
        expect(outputs["events"]["value"] == full, "events, sorted, with any letters")
        expect(outputs["shots"]["value"] == plan and outputs["model"]["metadata"] == {"a": [1, None]}, "plans and metadata")
        expect(outputs["frames"]["format"] == ROWS and np.array_equal(buffers["frames"], rows), "frames")
        expect(buffers["number"] == 120.1 and buffers["number"].shape == (), "a number")
        expect(np.array_equal(buffers["document"], blob) and len(buffers["model"]) == 0, "bytes, and none")
        outputs, buffers = plugin.run({"frames": frames, "text": {"value": None}}, {"f": rows[:0]})
        expect(set(outputs) == {"frames"} and buffers["frames"].shape == (0, 3), "an empty track without optional inputs")
        told = failure(lambda: plugin.run({"frames": frames, "events": {"value": [{"end": 1}]}}, {"f": rows}))
        expect(told[0] == "input events has not the form of events", "events without starts")
        told = failure(lambda: plugin.run({"frames": frames, "number": {"buffer": "n"}}, {"f": rows, "n": np.float64("nan")}))
        expect(told[0] == "number: the number is none", "a number that is none")
        told = failure(lambda: plugin.run({"frames": frames | {"buffer": "g"}}, {"f": rows}))
        expect(told[0] == "input frames has not the form of frames", "a buffer that is not there")
    expect(plugin.process.returncode == 0, "nothing is left in memory")


def check_refusals(program):
    with Plugin(program) as plugin:
        ask = lambda stage, settings: lambda: plugin.open(stage, settings, {"rows": ROWS})
        told = failure(ask("probe.sums", SUMS | {"mode": "refuse"}))
        expect(told == ('mode refuse was asked for, \ufffd "x"', "choose mode add"), "a failure with a remedy")
        expect("gave no reason" in failure(ask("probe.sums", SUMS | {"mode": "silent"}))[0], "a failure without a reason")
        expect(failure(ask("probe.none", {}))[0] == "probe has no stage probe.none", "an unknown stage")
        expect(failure(ask("probe.sums", {}))[0] == "no value for parameter mode was sent", "settings that are not there")
        told = failure(ask("probe.sums", SUMS | {"gain": "x"}))
        expect(told == ("parameter gain is no number or none", "give it a value such as none, its default"), "a wrong type")
        told = failure(lambda: plugin.open("probe.sums", SUMS, {"rows": ROWS | {"width": -1}}))
        expect(told[0] == "input rows has not the form of frames", "a width below 0")
        expect(plugin.open("probe.sums", SUMS, {"rows": ROWS})["sums"]["width"] == 3, "then it opens")
        answer = plugin.ask({"type": "hello", "protocol": 2, "new": {"a": [1e300]}})[0]
        expect(answer["protocol"] == 1, "another protocol is told ours; unknown fields are ignored")
    expect(plugin.process.returncode == 0, "nothing is left in memory")


def check_broken_frames(program):
    """Input after which no frame can be found ends the program with a message, and nothing on standard output."""
    header = lambda text: struct.pack("<I", len(text)) + text
    buffers = lambda *shape, kind="f32": frame({"type": "block", "buffers": [{"name": "x", "dtype": kind, "shape": shape}]})
    whole = frame({"type": "hello", "protocol": 1})
    byte = {"name": "x", "dtype": "u8", "shape": [1]}
    cases = {
        "": (b"", 0),
        "the input ends within a frame's length": (b"\x10\x00", 2),
        "the input ends within a header of 64 bytes": (b"\x40\x00\x00\x00{", 2),
        "a header of 4294967295 bytes": (b"\xff\xff\xff\xff", 2),
        "an early end at byte 0": (header(b""), 2),
        "a member without a name": (header(b'{"type": "a",}'), 2),
        "more after its end": (header(b'{"type": "a"} {}'), 2),
        "too deep": (header(b"[" * 100000), 2),
        "a text without end": (header(b'{"type": "a'), 2),
        "an unknown escape at": (header(b'{"type": "\\'), 2),
        "a control character": (header(b'{"type": "a\nb"}'), 2),
        "an escape that is no character": (header(b'{"type": "\\ud800"}'), 2),
        "an unknown escape": (header(b'{"type": "\\x"}'), 2),
        "a number that is none": (header(b'{"type": 01}'), 2),
        "a number that is none at": (header(b'{"a": -}'), 2),
        "an unknown word": (header(b'{"a": NaN}'), 2),
        "a header has no type": (header(b"[1]"), 2),
        "of the unknown type \x1b?": (frame({"type": "\x1b?"}), 2),
        "track before open": (frame({"type": "track", "info": {}}), 2),
        "buffers is no list": (frame({"type": "block", "buffers": 1}), 2),
        "no dtype that there is": (buffers(1, kind="f16"), 2),
        "buffer x: no shape": (buffers(1, 1, 1, 1, 1), 2),
        "buffer x: a shape that cannot be": (buffers(-1), 2),
        "x: a shape that cannot be": (buffers(0.5), 2),
        "buffer x: more than 2 GiB": (buffers(2**31, 2**31, 2**31, 2**31), 2),
        "x: more than 2 GiB": (buffers(2**29 + 1), 2),
        "the input ends within buffer x of 400 bytes": (buffers(100), 2),
        "a frame have more than 2 GiB": (frame({"type": "a", "buffers": [byte | {"shape": [2**31]}, byte]}), 2),
    }
    for message, (bytes, status) in cases.items():
        ended = subprocess.run([*program, "serve"], input=whole + bytes, capture_output=True, timeout=60)
        expect(ended.returncode == status and message in ended.stderr.decode(), f"broken: {message or 'nothing'}")
        expect(b"Sanitizer" not in ended.stderr and b"runtime error" not in ended.stderr, "    memory is sound")
    for cut in range(len(whole)):
        ended = subprocess.run([*program, "serve"], input=whole[:cut], capture_output=True, timeout=60)
        expect(ended.returncode == (0 if cut == 0 else 2) and ended.stdout == b"", f"cut after {cut} bytes")


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
program = build(folder)
for check in (check_describe, check_frames, check_lists, check_tracks, check_refusals, check_broken_frames):
    print(check.__name__)
    check(program)
