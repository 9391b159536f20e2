"""Looks into animatics of camera plans: that each frame on screen is the clip's frame that the plan names.

    check_cameras.py SONGBOARD PLAN SONG DIR

Clips are videos whose pictures hold their own number as black and white fields, and the clip's colour. The plan (as
write.json writes it) gets three of them in turn, from drawn frames on, and every fifth shot stays a card.
"""

import json
import random
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np

from check_animatic import probe, replanned

WIDTH, HEIGHT, BITS = 320, 180, 12
# Of each clip: several of the longest group of pictures.
FRAMES = 1500
COLOURS = {"LEFT": (200, 40, 40), "RIGHT": (40, 180, 40), "WIDE": (60, 60, 220)}
FORMS = {"LEFT": ["mov", "-bf", "2", "-g", "250"], "RIGHT": ["mkv", "-bf", "3", "-g", "48"], "WIDE": ["mp4", "-g", "1"]}


def clip(name, rate, frames, folder):
    """A video of numbered frames, upper half the number, lower half the colour."""
    ending, *coding = FORMS[name]
    path = folder / f"{name.lower()} cam.{ending}"
    command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}"]
    command += ["-r", str(rate), "-i", "-", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", *coding, str(path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE)
    for number in range(frames):
        picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
        for bit in range(BITS):
            left = WIDTH * bit // BITS
            picture[: HEIGHT // 2, left : WIDTH * (bit + 1) // BITS] = 255 * (number >> bit & 1)
        picture[HEIGHT // 2 :] = COLOURS[name]
        process.stdin.write(picture.tobytes())
    process.stdin.close()
    assert process.wait() == 0
    return path


def shown(path):
    """Each frame's number and the colour of its lower left, from the animatic at 360 lines."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-fps_mode", "passthrough", "-vf", "scale=320:180:flags=area", "-f", "rawvideo"]
    data = subprocess.run([*command, "-pix_fmt", "rgb24", "-"], capture_output=True, check=True).stdout
    frames = np.frombuffer(data, np.uint8).reshape(-1, HEIGHT, WIDTH, 3)
    centres = [WIDTH * (2 * bit + 1) // (2 * BITS) for bit in range(BITS)]
    numbers = ((frames[:, 40, centres, 1] > 128) << np.arange(BITS)).sum(axis=1)
    return numbers, frames[:, 110, 30].astype(int)


def faults(songboard, plan, name, song, folder):
    rate = Fraction(*plan["framesPerSecond"])
    draw = random.Random(name)
    clips = {camera: clip(camera, rate, FRAMES, folder) for camera in COLOURS}
    for number, shot in enumerate(plan["shots"]):
        camera = list(COLOURS)[number % 3]
        start = "01:00:00;00" if name.endswith("df") else "01:00:00:00"
        source = {"name": camera, "reel": camera, "rate": name, "start": start, "in": draw.randrange(FRAMES - 400), "frames": FRAMES}
        # One by its path from the plan's folder, the others by their whole path.
        path = clips[camera].name if camera == "LEFT" else str(clips[camera].resolve())
        shot.pop("source", None)
        if number % 5 != 4:
            shot["source"] = {**source, "file": path}
    file = folder / f"{name}.json"
    file.write_text(json.dumps(plan), "utf-8")
    subprocess.run([songboard, "animatic", str(file), "--song", song], check=True)
    streams = {stream["codec_type"]: stream for stream in probe(file.with_suffix(".mp4"))}
    video = streams["video"]
    numbers, colours = shown(file.with_suffix(".mp4"))
    if (len(numbers), Fraction(video["r_frame_rate"]), video["height"]) != (plan["frames"], rate, 360):
        yield f"has {len(numbers)} frames at {video['r_frame_rate']}, {video['height']} lines"
        return
    for number, shot in enumerate(plan["shots"]):
        if "source" not in shot:
            continue
        source = shot["source"]
        wanted = source["in"] + np.arange(shot["out"] - shot["in"])
        found = numbers[shot["in"] : shot["out"]]
        if not np.array_equal(found, np.minimum(wanted, FRAMES - 1)):
            place = int(np.argmax(found != wanted))
            yield f"shot {number} ({source['name']}) shows frame {found[place]}, not {wanted[place]}, at its frame {place}"
        spread = np.abs(colours[shot["in"] : shot["out"]] - COLOURS[source["name"]]).max()
        if spread > 40:
            yield f"shot {number} does not show {source['name']}: {colours[shot['in']]}"
    clips["RIGHT"].rename(folder / "away.mkv")
    lost = subprocess.run([songboard, "animatic", str(file), "--song", song], capture_output=True, text=True)
    if lost.returncode != 1 or "clip 'RIGHT' of shots[1]: there is no file" not in lost.stderr:
        yield f"a clip that is missing: {lost.stderr}"


def main():
    songboard, plan_path, song, folder = sys.argv[1:5]
    plan = json.loads(Path(plan_path).read_text("utf-8"))
    failed = 0
    for name in ["25", "29.97df"]:
        place = Path(folder) / name
        place.mkdir(parents=True, exist_ok=True)
        found = list(faults(songboard, replanned(plan, name), name, song, place))
        failed += bool(found)
        print(f"FAIL {name}: {'; '.join(found)}" if found else f"ok   {name}: each frame is the one that the plan names")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
