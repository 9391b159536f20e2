"""Asks ffprobe about animatics, and looks into them.

    check_animatic.py SONGBOARD PLAN SONG DIR [RATE...]

For each rate, the plan (as write.json writes it) is made anew by scaling its frames, an animatic of it goes to DIR, and
must have the plan's frames, rate and timecode, the song's sound, and the right colour on both sides of each cut.
"""

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

RATES = {
    "23.976": (24000, 1001), "24": (24, 1), "25": (25, 1), "29.97": (30000, 1001), "29.97df": (30000, 1001), "30": (30, 1),
    "50": (50, 1), "59.94": (60000, 1001), "59.94df": (60000, 1001), "60": (60, 1),
}


def replanned(plan, name):
    """The plan at another rate: each cut at the nearest frame, the end floored."""
    rate, old = Fraction(*RATES[name]), Fraction(*plan["framesPerSecond"])
    cuts = [int(Fraction(shot["in"]) / old * rate + Fraction(1, 2)) for shot in plan["shots"]]
    ends = cuts[1:] + [int(plan["frames"] / old * rate)]
    shots = [
        {**shot, "in": first, "out": end, "start": float(first / rate), "end": float(end / rate)}
        for shot, first, end in zip(plan["shots"], cuts, ends)
    ]
    start = "01:00:00" + (";" if name.endswith("df") else ":") + "00"
    return {**plan, "rate": name, "framesPerSecond": list(RATES[name]), "start": start, "frames": ends[-1], "shots": shots}


def probe(path):
    """What ffprobe says of each stream; how many frames a video has, the decoded pictures tell."""
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", str(path)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["streams"]


def corners(path):
    """The colour of the upper left corner of all frames, as (red, green, blue)."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-fps_mode", "passthrough", "-vf", "crop=8:8:0:0,scale=1:1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    data = subprocess.run(command, capture_output=True, check=True).stdout
    return [tuple(data[3 * n : 3 * n + 3]) for n in range(len(data) // 3)]


def faults(path, plan):
    streams = {stream["codec_type"]: stream for stream in probe(path)}
    rate = Fraction(*plan["framesPerSecond"])
    if set(streams) != {"video", "audio", "data"}:
        yield f"has the streams {sorted(streams)}"
        return
    video = streams["video"]
    colours = corners(path)
    if len(colours) != plan["frames"]:
        yield f"has {len(colours)} frames, the plan {plan['frames']}"
        return
    if Fraction(video["r_frame_rate"]) != rate:
        yield f"runs at {video['r_frame_rate']}, not {rate}"
    if streams["data"]["tags"].get("timecode") != plan["start"]:
        yield f"starts at {streams['data']['tags'].get('timecode')}, not {plan['start']}"
    if abs(Fraction(streams["audio"]["duration"]) - plan["frames"] / rate) > Fraction(1, 40):
        yield f"has {streams['audio']['duration']} s of sound for {float(plan['frames'] / rate)} s"
    of_type = {}
    for number, shot in enumerate(plan["shots"], 1):
        for frame in (shot["in"], (shot["in"] + shot["out"]) // 2, shot["out"] - 1):
            known = of_type.setdefault(shot["type"], colours[frame])
            if any(abs(a - b) > 12 for a, b in zip(known, colours[frame])):
                yield f"shot {number} ({shot['type']}) has another colour at frame {frame}: {colours[frame]}, not {known}"
    if len({tuple(part // 16 for part in colour) for colour in of_type.values()}) < len(of_type):
        yield "shows two types in one colour"


def main():
    songboard, plan_path, song, folder = sys.argv[1:5]
    plan = json.loads(Path(plan_path).read_text("utf-8"))
    failed = 0
    for name in sys.argv[5:] or list(RATES):
        changed = replanned(plan, name)
        file = Path(folder) / f"{name}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(changed), "utf-8")
        subprocess.run([songboard, "animatic", str(file), "--song", song, "--height", "360"], check=True)
        found = list(faults(file.with_suffix(".mp4"), changed))
        failed += bool(found)
        print(f"FAIL {name}: {'; '.join(found)}" if found else f"ok   {name}: {changed['frames']} frames from {changed['start']}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
