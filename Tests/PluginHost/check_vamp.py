#!/usr/bin/env python3
"""Compares songboard-vamp with vamp-simple-host, number by number, on every output of every installed plugin.

    python3 Tests/PluginHost/check_vamp.py SONGBOARD FOLDER [--seconds S] SONG...

songboard-vamp lies beside SONGBOARD. What songboard itself gives of the same songs by stages of these outputs must be the same
numbers again. --seconds takes only the songs' starts. FOLDER takes the songs as WAV at 44.1 kHz in one channel, which ffmpeg decodes. vamp-simple-host counts the blocks of
plugins in the frequency domain from their starts; songboard-vamp, as sonic-annotator, from their middles: so the
reference hears such songs after half a block of silence, and its times are taken back by as much. All songs end with a
second of silence: where blocks overlap by more than half, vamp-simple-host leaves old samples after the last. It
writes six digits of each number; these must be the same. Exits with 1 if one is not. VAMP_PATH may name other
folders than Debian's.
"""

import argparse
import csv
import json
import os
import pathlib
import re
import subprocess
import sys

import numpy as np
import soundfile

from protocol import Plugin

RATE = 44100
FOLDERS = ["/usr/lib/vamp", "/usr/lib/x86_64-linux-gnu/vamp"]
SDK = {"VAMP_PATH": ":".join(FOLDERS)} | os.environ
FORMAT = {"quantity": "samples", "width": 1, "rate": RATE, "sampleRate": RATE}


class Direct:
    """The results of stages from the program itself."""

    def __init__(self, program):
        self.program = program

    def stages(self):
        """Each stage's declaration."""
        ended = subprocess.run([self.program, "describe"], env=SDK, check=True, capture_output=True)
        return json.loads(ended.stdout)["stages"]

    def results(self, stage, samples):
        """The rows and the rate of a stage of frames, or the events, with all settings at their defaults."""
        port = stage["outputs"][0]["name"]
        with Plugin([self.program], env=SDK) as plugin:
            formats = plugin.open(stage["id"], self.defaults(stage), {"audio": FORMAT})
            if stage["granularity"] == "frame":
                width, rate = formats[port]["width"], formats[port]["rate"]
                rows = [plugin.track({"audio": samples}, block, port, width)[0] for block in (4099, len(samples) + 1)]
                if not np.array_equal(*rows, equal_nan=True):
                    sys.exit(f"FAILS: {stage['id']}: the rows depend on the blocks")
                return rows[0], rate
            inputs = {"audio": {"buffer": "audio", "format": FORMAT, "name": "audio"}}
            return plugin.run(inputs, {"audio": samples})[0][port]["value"]

    @staticmethod
    def defaults(stage):
        """Each parameter's default as a value."""
        values = {}
        for one in stage["parameters"]:
            text, kind = one["default"], one["type"].split()[0]
            read = {"number": float, "integer": int, "boolean": lambda text: text == "true"}.get(kind, str)
            values[one["name"]] = None if text == "none" and one["type"].endswith(" or none") else read(text)
        return values


def listed():
    """The plugins in the frequency domain, as `library:plugin`, and the outputs of fixed rates with their rates."""
    listing = subprocess.run(["vamp-simple-host", "--list-full"], env=SDK, check=True, capture_output=True, text=True)
    spectral, rates, plugin = set(), {}, ""
    for field, value in re.findall(r"^ - ([\w ]+): +(.*)$", listing.stdout, re.MULTILINE):
        if field == "Identifier" and ":" in value:
            plugin = value
        elif field == "Identifier":
            output = f"{plugin}:{value}"
        elif field == "Input Domain" and value.startswith("Frequency"):
            spectral.add(plugin)
        elif field == "Sample Type":
            is_fixed = value.startswith("Fixed")
        elif field == "Default Rate" and is_fixed:
            # The listing is for samples at 48 kHz.
            rates[output] = float(value) * RATE / 48000
    return spectral, rates


def reference(key, wav):
    """Lines of vamp-simple-host: the time, the duration or None, and the rest; and its block size."""
    ended = subprocess.run(["vamp-simple-host", key, wav], env=SDK, check=True, capture_output=True, text=True)
    lines = []
    for line in ended.stdout.splitlines():
        time, rest = line.split(":", 1)
        time, _, duration = time.strip().partition(",")
        lines.append((float(time), float(duration) if duration else None, rest))
    return lines, int(re.search(r"Using block size = (\d+)", ended.stderr)[1])


def compare_rows(rows, rate, lines, tolerance):
    """What is wrong with rows; None if nothing is. Lines without values are rows that are no numbers."""
    numbers = [row for row in range(len(rows)) if not np.isnan(rows[row]).all()]
    lines = [(time, rest.split()[: rows.shape[1]]) for time, _, rest in lines if rest.strip()]
    if len(numbers) != len(lines):
        return f"{len(numbers)} rows, not {len(lines)}"
    for row, (time, wanted) in zip(numbers, lines):
        ours = ["%g" % value for value in rows[row]]
        if abs(row / rate - time) > tolerance or ours != wanted:
            return f"row {row} is {ours} at {row / rate} s, not {wanted} at {time} s"
    return None


def compare_events(events, lines):
    """What is wrong with events; None if nothing is."""
    if len(events) != len(lines):
        return f"{len(events)} events, not {len(lines)}"
    for event, (time, duration, rest) in zip(events, sorted(lines, key=lambda line: line[0])):
        if abs(event["start"] - time) > 1e-6 or abs(event["end"] - time - (duration or 0)) > 1e-6:
            return f"{event} at {time} s for {duration} s"
        values = rest.removesuffix(event["label"] or "nothing").split()
        if rest.endswith(" "):
            # There is no label: ours is the values.
            if ["%g" % np.float32(value) for value in event["label"].split(",") if value] != rest.split():
                return f"{event['label']} is not {rest}"
        elif not rest.endswith(f" {event['label']}") or not all(map(is_number, values)):
            return f"{event['label']} is not {rest}"
    return None


def is_number(text):
    return re.fullmatch(r"-?(\d+(\.\d+)?(e[+-]\d+)?|inf|nan)", text) is not None


def through_songboard(program, stages, wav, folder):
    """What songboard gives of a song by a stage for each output: rows, or the start and end of each event."""
    lines = ["version: 1", f"source: {{audio: {json.dumps(str(wav))}, rate: own}}", "stages:"]
    frames = []
    for number, stage in enumerate(stages):
        lines.append(f"  s{number}: {{use: {json.dumps(stage['id'])}}}")
        if stage["granularity"] == "frame":
            frames.append(f"s{number}")
        else:
            lines.append(f"  c{number}: {{use: write.csv, in: {{events: s{number}}}, to: '{{track}}.{number}.csv'}}")
    lines.append(f"  npz: {{use: write.npz, in: {{frames: [{', '.join(frames)}]}}}}")
    (folder / "vamp.yaml").write_text("\n".join(lines) + "\n")
    output = folder / f"out {wav.stem}"
    subprocess.run(
        [program, "run", folder / "vamp.yaml", "-o", output], env=SDK, check=True, stderr=subprocess.DEVNULL)
    arrays = np.load(output / f"{wav.stem}.npz")
    results = {}
    for number, stage in enumerate(stages):
        if stage["granularity"] == "frame":
            results[stage["id"]] = arrays[f"s{number}"]
        else:
            with open(output / f"{wav.stem}.{number}.csv", newline="") as file:
                results[stage["id"]] = [(float(row["start"]), float(row["end"])) for row in csv.DictReader(file)]
    return results


def check_song(song, source, program, folder, seconds):
    """How many of the outputs are wrong, and how many numbers were compared."""
    wav = folder / f"{song.stem}.wav"
    decode = ["ffmpeg", "-v", "error", "-y", "-i", song, "-ac", "1", "-ar", str(RATE), "-c:a", "pcm_f32le", wav]
    subprocess.run(decode, check=True)
    samples = soundfile.read(wav, dtype="float32")[0]
    samples = np.concatenate([samples[: int(seconds * RATE)] if seconds else samples, np.zeros(RATE, np.float32)])
    soundfile.write(wav, samples, RATE, "FLOAT")
    faults = numbers = 0
    whole = through_songboard(program, source.stages(), wav, folder)
    spectral, rates = listed()
    for stage in source.stages():
        key = stage["id"].removeprefix("vamp:")
        lines, block = reference(key, wav)
        if key.rsplit(":", 1)[0] in spectral:
            padded, shift = folder / f"{song.stem}-{block}.wav", block / 2 / RATE
            soundfile.write(padded, np.concatenate([np.zeros(block // 2, np.float32), samples]), RATE, "FLOAT")
            lines = [(time - shift, duration, rest) for time, duration, rest in reference(key, padded)[0]]
        results = source.results(stage, samples)
        is_frames = stage["granularity"] == "frame"
        # vamp-simple-host rounds the times of fixed rates to the rate that a plugin names before it has started.
        tolerance = 1e-6 + (0.5 / rates[key] if key in rates else 0)
        fault = compare_rows(*results, lines, tolerance) if is_frames else compare_events(results, lines)
        ours = whole[stage["id"]]
        if is_frames and not np.array_equal(ours.reshape(results[0].shape), results[0], equal_nan=True):
            fault = "songboard gives other rows"
        if not is_frames and ours != [(event["start"], event["end"]) for event in results]:
            fault = "songboard gives other events"
        numbers += sum(len(rest.split()) for _, _, rest in lines)
        faults += fault is not None
        print(f"{song.stem} {key}: {len(lines)} lines, {fault or 'the same'}", flush=True)
    return faults, numbers


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("songboard", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("songs", type=pathlib.Path, nargs="+")
    parser.add_argument("--seconds", type=float)
    arguments = parser.parse_args()
    program = arguments.songboard.resolve()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    source = Direct(program.parent / "songboard-vamp")
    outcomes = [check_song(song, source, program, arguments.folder, arguments.seconds) for song in arguments.songs]
    print(f"{sum(numbers for _, numbers in outcomes)} numbers and labels")
    return any(faults for faults, _ in outcomes)


if __name__ == "__main__":
    sys.exit(main())
