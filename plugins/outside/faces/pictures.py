"""Pictures of a video, by the ffmpeg program."""

from __future__ import annotations

import subprocess
import tempfile
from typing import List, NamedTuple, Sequence, Tuple

import numpy as np
from songboard_plugin import Failure

WIDTH, HEIGHT = 640, 352
"""What pictures are fitted into, in steps of 32; what is left is black."""


class Span(NamedTuple):
    """A part of a video, in seconds, and how many pictures of it are wanted."""

    start: float
    end: float
    count: int

    def arguments(self, path: str, number: int, folder: str) -> Tuple[List[str], List[str]]:
        """What tells ffmpeg of this part as its input of that number, and of the file that its pictures go to."""
        step = (self.end - self.start) / self.count
        first = self.start + step / 2
        filters = (
            f"setpts=PTS-STARTPTS,fps={1 / step:.9f}:start_time=0:round=up,"
            f"scale={WIDTH}:{HEIGHT}:force_original_aspect_ratio=decrease,pad={WIDTH}:{HEIGHT},setsar=1"
        )
        given = ["-skip_loop_filter", "all", "-threads", "1", "-ss", f"{first:.4f}", "-t", f"{self.end - first:.4f}"]
        given += ["-protocol_whitelist", "file", "-i", f"file:{path}"]
        wanted = ["-map", f"{number}:V:0", "-vf", filters, "-frames:v", str(self.count), "-f", "rawvideo", "-pix_fmt", "rgb24"]
        return given, [*wanted, f"file:{folder}/{number}"]


def of_spans(path: str, spans: Sequence[Span]) -> List[List[np.ndarray]]:
    """Pictures of red, green and blue bytes, at even distances within each part of a video: at most as many as are wanted,
    and one at least unless the video has none there. One ffmpeg serves a few parts: to start takes it as long as to decode a
    second."""
    with tempfile.TemporaryDirectory() as folder:
        told = [span.arguments(path, number, folder) for number, span in enumerate(spans)]
        command = ["ffmpeg", "-nostdin", "-v", "error"]
        command += [word for given, _ in told for word in given] + [word for _, wanted in told for word in wanted]
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
        except FileNotFoundError:
            raise Failure("there is no ffmpeg program", "apt-get install ffmpeg") from None
        if done.returncode:
            words = done.stderr.decode(errors="replace").strip().splitlines()
            raise Failure(f"ffmpeg cannot read the video: {words[-1] if words else 'it does not say why'}")
        return [list(np.fromfile(f"{folder}/{number}", np.uint8).reshape(-1, HEIGHT, WIDTH, 3)) for number in range(len(spans))]
