#!/usr/bin/env python3
"""Cut a made-up concert of four cameras, let melt play it, and read from its pictures which camera is on screen and when.

  check_multicam.py SONGBOARD SONG [WORK]

Each camera's clip has a colour of its own and, as eight black or white bars, the number of each frame in binary. The clips
start at other times, are of other lengths and, one of them, carry another timecode. pipelines/multicam.yaml chooses among
them and writes an MLT project; melt renders it without sound or scaling; ffmpeg hands over the pictures. Each picture must
have the colour of the shot's camera and the number of the frame that was on that camera at that time of the song.
Prints a line; exit 1 if a picture is another one, or if fewer than three cameras are used.
Needs: apt-get install melt ffmpeg
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

RATE = 25
WIDTH, HEIGHT = 320, 180
BITS = 12
SAMPLES_EACH = 7

# Where the song starts in the clip in seconds, the clip's length in seconds, colour, types, timecode of its first frame.
CAMERAS = {
    "WIDE": (12.48, 80.0, (40, 90, 200), {"XLS": 1, "LS": 0.9, "MLS": 0.5}, "00:00:00:00"),
    "LEFT": (-6.2, 60.0, (200, 60, 40), {"CU": 0.9, "MCU": 1, "MS": 0.8}, "10:00:00:00"),
    "RIGHT": (3.0, 40.52, (40, 170, 60), {"CU": 0.8, "MS": 1, "MIS": 0.9, "MLS": 0.7}, "00:00:00:00"),
    "HALL": (0.44, 24.6, (190, 170, 40), {"ADS": 1, "LS": 0.7, "XLS": 0.6}, "01:00:00:00"),
}


def make_clip(path, seconds, colour):
    """A lossless clip: the camera's colour above, the bars of the frame's number below, the highest bit first."""
    bar = WIDTH // BITS
    head = bytes(colour) * WIDTH * (HEIGHT // 2)
    command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE),
               "-i", "-", "-c:v", "ffv1", "-pix_fmt", "bgr0", str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        for number in range(round(seconds * RATE)):
            bars = b"".join((b"\xff" if number >> (BITS - 1 - bit) & 1 else b"\0") * 3 * bar for bit in range(BITS))
            row = bars + bytes(3 * (WIDTH - BITS * bar))
            encoder.stdin.write(head + row * (HEIGHT - HEIGHT // 2))
        encoder.stdin.close()
    if encoder.returncode != 0:
        raise SystemExit(f"ffmpeg failed on {path}")


def read_picture(picture):
    """The camera whose colour is nearest to a picture's upper half, and the number in its lower half."""
    def pixel(x, y):
        place = 3 * (y * WIDTH + x)
        return picture[place:place + 3]

    colour = pixel(WIDTH // 2, HEIGHT // 4)
    name, distance = min(
        ((name, sum(abs(a - b) for a, b in zip(colour, camera[2]))) for name, camera in CAMERAS.items()),
        key=lambda pair: pair[1])
    bar = WIDTH // BITS
    bits = [pixel(bar * bit + bar // 2, 3 * HEIGHT // 4)[1] > 127 for bit in range(BITS)]
    return (name if distance < 60 else None), sum(bit << (BITS - 1 - place) for place, bit in enumerate(bits))


def pictures(video):
    command = ["ffmpeg", "-v", "error", "-i", str(video), "-map", "0:v", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    size = 3 * WIDTH * HEIGHT
    with subprocess.Popen(command, stdout=subprocess.PIPE) as decoder:
        while len(picture := decoder.stdout.read(size)) == size:
            yield picture


def main():
    songboard, song = sys.argv[1], Path(sys.argv[2])
    work = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(tempfile.mkdtemp())
    work.mkdir(parents=True, exist_ok=True)
    work = work.resolve()
    lines = ["version: 1", "clips:"]
    for name, (offset, seconds, colour, types, start) in CAMERAS.items():
        make_clip(work / f"{name}.mkv", seconds, colour)
        listed = ", ".join(f"{kind}: {quality}" for kind, quality in types.items())
        safe = ", safe: true" if name == "WIDE" else ""
        lines.append(
            f"  {name}: {{file: {json.dumps(str(work / (name + '.mkv')))}, offset: {offset}, length: {seconds}, "
            f"start: \"{start}\", types: {{{listed}}}{safe}}}")
    cameras = work / "cameras.yaml"
    cameras.write_text("\n".join(lines) + "\n")

    here = Path(__file__).resolve().parents[2]
    subprocess.run(
        [songboard, "run", str(here / "pipelines/multicam.yaml"), str(song), "-o", str(work / "out"),
         "--set", f"cams.file={cameras}", "--set", f"mlt.songs={song.resolve().parent}", "--verify"],
        check=True, stdout=subprocess.DEVNULL)
    plan = json.loads((work / "out" / f"{song.stem}.json").read_text("utf-8"))
    if plan["rate"] != str(RATE):
        raise SystemExit(f"the plan is at {plan['rate']}")
    video = work / "cut.mkv"
    subprocess.run(
        ["melt", str(work / "out" / f"{song.stem}.mlt"), "-consumer", f"avformat:{video}", "vcodec=ffv1", "pix_fmt=yuv444p",
         f"s={WIDTH}x{HEIGHT}", "an=1", "real_time=-1", "rescale=nearest"],
        check=True, capture_output=True)

    wanted = {}
    for shot in plan["shots"]:
        length = shot["out"] - shot["in"]
        steps = {0, 1, length - 2, length - 1} | {round(i * (length - 1) / (SAMPLES_EACH - 1)) for i in range(SAMPLES_EACH)}
        name = shot["source"]["name"]
        # From the sync alone, not from what the plan says of it.
        first = round((shot["in"] / RATE + CAMERAS[name][0]) * RATE)
        for step in steps:
            if 0 <= step < length:
                wanted[shot["in"] + step] = (name, first + step)

    count, faults = 0, []
    for frame, picture in enumerate(pictures(video)):
        count += 1
        if frame in wanted and (found := read_picture(picture)) != wanted[frame]:
            faults.append(f"frame {frame} shows {found}, not {wanted[frame]}")
    if count != plan["frames"]:
        faults.append(f"melt plays {count} frames of {plan['frames']}")
    used = sorted({shot["source"]["name"] for shot in plan["shots"]})
    if len(used) < 3:
        faults.append(f"only {', '.join(used)} are used")
    for fault in faults[:10]:
        print(fault)
    print(f"{len(plan['shots'])} shots on {', '.join(used)}: {len(wanted)} of {count} pictures read, {len(faults)} wrong")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
