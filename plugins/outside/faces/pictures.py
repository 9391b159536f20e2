"""Pictures of a video, by the ffmpeg program."""

from __future__ import annotations

import subprocess
from typing import List

import numpy as np
from songboard_plugin import Failure

WIDTH, HEIGHT = 640, 352
"""What pictures are fitted into, in steps of 32; what is left is black."""


def of_span(path: str, start: float, end: float, count: int) -> List[np.ndarray]:
    """Pictures of red, green and blue bytes, at even distances within a span in seconds: at most `count`, and one at least
    unless the video has none there."""
    step = (end - start) / count
    filters = (
        f"setpts=PTS-STARTPTS,fps={1 / step:.9f}:start_time=0:round=up,"
        f"scale={WIDTH}:{HEIGHT}:force_original_aspect_ratio=decrease,pad={WIDTH}:{HEIGHT},setsar=1"
    )
    command = ["ffmpeg", "-nostdin", "-v", "error", "-skip_loop_filter", "all", "-threads", "1"]
    command += ["-ss", f"{start + step / 2:.4f}", "-t", f"{end - start - step / 2:.4f}", "-protocol_whitelist", "file"]
    command += ["-i", f"file:{path}", "-map", "0:V:0", "-vf", filters, "-frames:v", str(count)]
    command += ["-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    except FileNotFoundError:
        raise Failure("there is no ffmpeg program", "apt-get install ffmpeg") from None
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip().splitlines()
        raise Failure(f"ffmpeg cannot read the video: {words[-1] if words else 'it does not say why'}")
    size = WIDTH * HEIGHT * 3
    return [
        np.frombuffer(done.stdout, np.uint8, size, place * size).reshape(HEIGHT, WIDTH, 3)
        for place in range(len(done.stdout) // size)
    ]
