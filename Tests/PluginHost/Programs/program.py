#!/usr/bin/env python3
"""A plugin that speaks the bare protocol, and does on purpose what a plugin must not: its stages' ids say what."""
import json
import os
import select
import struct
import subprocess
import sys
import time

# Beside this file, so that a check knows whose it is.
SLEEP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sleep")
FRAMES = {"kind": "frames", "doc": "Rows of numbers."}
OUT = os.fdopen(os.dup(1), "wb")
IN = sys.stdin.buffer


def stage(name, granularity, inputs, outputs, parameters=()):
    return {"id": name, "granularity": granularity, "doc": "Does what its name says.", "inputs": inputs,
            "outputs": outputs, "parameters": list(parameters)}


FAULTS = ["crash", "hang", "lie", "huge", "flood", "fork", "storm", "memory", "more", "narrow", "nan", "babble", "refuse", "edit", "late", "deaf", "stay"]
GAIN = {"name": "gain", "type": "number", "default": "2", "minimum": 0, "maximum": 10, "doc": "The factor of all."}
STAGES = [stage("gain", "frame", [dict(FRAMES, name="rows")], [dict(FRAMES, name="rows")], [GAIN])]
STAGES += [
    stage("echo", "track", [{"name": "any", "kind": kind, "doc": "What is given back."}],
          [{"name": "same", "kind": kind, "doc": "What was given.", **({"fileExtension": "bin"} if kind == "document" else {})}])
    | {"id": f"echo.{kind}"} for kind in ["audio", "frames", "events", "number", "shots", "labels", "document", "model"]
]
STAGES += [stage(f"{fault}", "frame", [dict(FRAMES, name="rows")], [dict(FRAMES, name="rows")]) for fault in FAULTS]
# Both work for a second; the second gives other numbers once it has been left in the middle.
STAGES += [stage(name, "track", [{"name": "any", "kind": "events", "doc": "What is not looked at."}],
                 [{"name": "count", "kind": "number", "doc": "How often it was left."}]) for name in ["slow", "sticky"]]
# Those that do nothing of a track without sound: in order, without a word of the way out, not at all.
EMPTY = ["picky", "curt", "fragile"]
STAGES += [stage(name, "frame", [dict(FRAMES, name="rows")], [dict(FRAMES, name="rows")]) for name in EMPTY]
STAGES += [stage("picky.track", "track", [{"name": "any", "kind": "events", "doc": "What must be there."}],
                 [{"name": "count", "kind": "number", "doc": "How many there are."}])]
EVENTS = {"kind": "events", "doc": "Moments in seconds."}
AT = {"name": "at", "type": "text", "default": "1", "doc": "Where the event is, as JSON has it."}
STAGES += [stage("when", "track", [], [dict(EVENTS, name="events")], [AT]),
           stage("when.rows", "frame", [dict(FRAMES, name="rows")], [dict(EVENTS, name="events")], [AT])]
# Those that count the processes of the plugin while they work: their rows are nothing else.
STAGES += [stage(f"count.{letter}", "track", [dict(FRAMES, name="rows")], [dict(FRAMES, name="rows")]) for letter in "abcdef"]
STAGES += [stage(name, "learner", [dict(FRAMES, name="rows")],
                 [{"name": "model", "kind": "model", "doc": "The mean of all."},
                  {"name": "distance", "kind": "number", "doc": "How far a track is from it."}])
           for name in ["mean", "picky.learner"]]


def read(count):
    data = IN.read(count)
    if len(data) < count:
        sys.exit(0)
    return data


def receive():
    header = json.loads(read(struct.unpack("<I", read(4))[0]))
    sizes = {"f32": 4, "f64": 8, "i64": 8, "u8": 1}
    buffers = {}
    for buffer in header.get("buffers", []):
        size = sizes[buffer["dtype"]]
        for length in buffer["shape"]:
            size *= length
        buffers[buffer["name"]] = (buffer, read(size))
    return header, buffers


def send(kind, buffers=(), literal="", **fields):
    header = dict(fields, type=kind, buffers=[dict(head) for head, _ in buffers])
    # What JSON's writer would not write, in its place.
    data = json.dumps(header).replace('"LITERAL"', literal).encode()
    OUT.write(struct.pack("<I", len(data)) + data + b"".join(body for _, body in buffers))
    OUT.flush()


def floats(data):
    return struct.unpack(f"<{len(data) // 4}f", data)


def block(head, values, width=None):
    width = width or head["shape"][1]
    return dict(head, name="rows", shape=[len(values) // width, width]), struct.pack(f"<{len(values)}f", *values)


def run_away():
    """Starts what nothing is known of: without environment, in sessions of its own, by parents that are gone."""
    again = f"{SLEEP} 987 & env -i setsid {SLEEP} 987 & setsid sh -c '{SLEEP} 987 &'"
    subprocess.Popen(["env", "-i", "setsid", "sh", "-c", again])
    if os.fork() == 0:
        # A runner: whoever looks for it finds one that has just ended. It stops when its time is over, or nobody could.
        os.closerange(0, 256)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            os.setsid()
            if os.fork() > 0:
                os._exit(0)
        os._exit(0)


def count_processes():
    """How many processes of this program there are beside each other; their guards are none."""
    count = 0
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/cmdline", "rb") as file:
                words = file.read().split(b"\0")
        except OSError:
            continue
        count += words[0].endswith(b"python3") and os.path.abspath(__file__).encode() in words
    return count


def refuse_empty(remedy="leave the song out"):
    send("fail", text="there is no sound", remedy=remedy)


def stream(name, settings):
    """Answers the blocks of one track."""
    seen, values = 0, ()
    refused = False
    while True:
        header, buffers = receive()
        if header["type"] == "end":
            break
        head, data = buffers["rows"]
        seen += 1
        if name == "when.rows":
            if settings["at"] == "rows":
                send("block", [block(head, floats(data))])
            continue
        values = floats(data)
        if refused:
            continue
        if name == "gain" or max(values) <= 0.9:  # a quiet song is spared
            factor = settings.get("gain", 1)
            send("block", [block(head, [v * factor for v in values])])
            continue
        if name == "crash":
            print("the last words", file=sys.stderr, flush=True)
            os.kill(os.getpid(), 11)
        elif name == "hang":
            time.sleep(1000)
        elif name == "lie":
            send("block", [(dict(head, name="rows", shape=[-3, 7]), b"")])
        elif name == "huge":
            OUT.write(b"\xff\xff\xff\xff" + b"text" * 10)
            OUT.flush()
        elif name == "babble":
            os.write(OUT.fileno(), b"just a print\n")
        elif name == "flood":
            for _ in range(20000):
                print("noise " * 20, file=sys.stderr)
            send("block", [block(head, values)])
        elif name == "fork":
            subprocess.Popen([SLEEP, "987"], start_new_session=True)
            subprocess.Popen([SLEEP, "987"])
            send("block", [block(head, values)])
        elif name == "storm":
            for _ in range(2):
                run_away()
            send("block", [block(head, values)])
        elif name == "stay":
            run_away()
            time.sleep(1000)
        elif name == "edit":
            with open(__file__, "a") as file:
                file.write("# edited\n")
            send("block", [block(head, values)])
        elif name == "memory":
            hog = bytearray(40 << 30)
            hog[-1] = 1
        elif name == "narrow":
            send("block", [block(head, values[: len(values) // head["shape"][1]], 1)])
        elif name == "nan":
            send("block", [block(head, [float("nan")] * len(values))])
        elif name == "refuse":
            send("fail", text="this track is too sad", remedy="take another")
            refused = True
        else:
            send("block", [block(head, values)])
    if refused:
        return
    if not seen and name in EMPTY:
        if name == "fragile":
            print("the last words", file=sys.stderr, flush=True)
            os.kill(os.getpid(), 11)
        refuse_empty(**({"remedy": ""} if name == "curt" else {}))
        return
    if name == "when.rows":
        send("done", literal=settings["at"], outputs={"events": {"value": [{"start": "LITERAL"}]}})
        return
    send("warn", text=f"saw {seen > 0}")
    send("done", outputs={})
    if name == "more" and values and max(values) > 0.9:
        send("done", outputs={})


def learn(name, header, buffers):
    total, count = 0.0, 0
    start = 0
    if "checkpoint" in buffers:
        start, total, count = json.loads(buffers["checkpoint"][1])
        print("goes on at", start, file=sys.stderr, flush=True)
    for index in range(start, len(header["tracks"])):
        send("next", track=index, ports=["rows"])
        answer, given = receive()
        values = floats(given["rows"][1])
        total, count = total + sum(values), count + len(values)
        send("progress", phase="", epoch=index + 1, epochs=len(header["tracks"]), loss=0, secondsLeft=0)
        state = json.dumps([index + 1, total, count]).encode()
        send("checkpoint", [({"name": "state", "dtype": "u8", "shape": [len(state)]}, state)])
        if os.environ.get("HOME", "").endswith("kill") and index == 1 and start == 0:
            os.kill(os.getpid(), 9)
    if name == "picky.learner" and not count:
        refuse_empty()
        return
    model = json.dumps(total / max(1, count)).encode()
    send("done", [({"name": "model", "dtype": "u8", "shape": [len(model)]}, model)],
         outputs={"model": {"buffer": "model", "metadata": {"kind": "mean", "tracks": len(header["tracks"])}}})


def serve():
    opened = None
    while True:
        header, buffers = receive()
        kind = header["type"]
        if kind == "hello":
            send("warn", text=f"met {header.get('songboard')}")
            send("hello", protocol=1, name="program", version="1")
        elif kind == "formats":
            if header["settings"].get("gain") == 7:
                send("fail", text="seven is not liked", remedy="take another")
                continue
            send("warn", text="formats are guessed")
            inputs = list(header["inputs"].values())
            opened = None
            send("formats", outputs={"rows": inputs[0], "same": inputs[0]} if inputs else {})
        elif kind == "open":
            opened = header
            send("warn", text="the model is old")
            send("opened")
        elif kind == "track":
            stream(opened["stage"], opened["settings"])
        elif kind == "learn":
            learn(opened["stage"], header, buffers)
        elif kind == "run" and opened["stage"] in ("slow", "sticky"):
            left = os.path.exists("left")
            if opened["stage"] == "sticky":
                open("left", "w").close()
            time.sleep(1)
            if select.select([0], [], [], 0)[0]:  # it is told to cancel
                return
            if opened["stage"] == "sticky" and not left:
                os.remove("left")
            send("done", outputs={"count": {"value": float(left)}})
        elif kind == "run" and opened["stage"] == "picky.track":
            count = len(header["inputs"]["any"]["value"])
            if count:
                send("done", outputs={"count": {"value": count}})
            else:
                refuse_empty()
        elif kind == "run" and opened["stage"] in ("mean", "picky.learner"):
            values = floats(buffers["rows"][1])
            mean = json.loads(buffers[header["learned"]["model"]["buffer"]][1])
            send("done", outputs={"distance": {"value": abs(mean - sum(values) / max(1, len(values)))}})
        elif kind == "run" and opened["stage"] == "when":
            send("done", literal=opened["settings"]["at"], outputs={"events": {"value": [{"start": "LITERAL"}]}})
        elif kind == "run" and opened["stage"].startswith("count"):
            time.sleep(0.05)
            head, data = buffers["rows"]
            send("done", [block(head, [count_processes()] * len(floats(data)))], outputs={"rows": {"buffer": "rows"}})
        elif kind == "run":
            given = header["inputs"]["any"]
            given.pop("name")
            data = [(dict(head, name="same"), body) for head, body in buffers.values()]
            if "buffer" in given:
                given["buffer"] = "same"
            send("done", data, outputs={"same": given})
        elif kind == "bye":
            if opened and opened["stage"] == "deaf":
                time.sleep(1000)
            if opened and opened["stage"] == "late":
                time.sleep(0.1)
                send("block")
            return


# program.py [STAGE,STAGE] describe|serve
wanted = sys.argv[1].split(",") if len(sys.argv) > 2 else [stage["id"] for stage in STAGES]
if sys.argv[-1] == "describe":
    chosen = [stage for stage in STAGES if stage["id"] in wanted]
    print(json.dumps({"protocol": 1, "name": "program", "version": "1", "licence": "MIT", "stages": chosen}))
else:
    serve()
