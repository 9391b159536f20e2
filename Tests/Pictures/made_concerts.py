"""Made concerts: videos whose cuts, shot types and lights are known, from pictures that Python packages carry.

A shot is a window that moves over a picture: still, by hand, panning or zooming. Lights lie over all shots of a concert, and
cuts are hard or dissolves. The same seed gives the same concert.
"""

import math
import os
import subprocess
from typing import List, NamedTuple, Tuple

import cv2
import numpy as np
import skimage
import sklearn

RATE = 25
WIDTH, HEIGHT = 320, 180
LIGHTS = ("none", "steps", "beams", "strobe", "flashes")
"""What the light does: nothing much; jumps in strength and colour; beams that sweep; a strobe; white flashes."""


class Cut(NamedTuple):
    """A border of two shots: the frames from the first that is not the old shot alone to the first of the new alone."""

    first: int
    last: int

    @property
    def is_hard(self) -> bool:
        return self.first == self.last


def pictures() -> List[np.ndarray]:
    """Photographs of the packages, by name: people, animals, things and places."""
    names = ["astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg", "motorcycle_left.png", "hubble_deep_field.jpg"]
    found = [os.path.join(os.path.dirname(skimage.__file__), "data", name) for name in names]
    found += [os.path.join(os.path.dirname(sklearn.__file__), "datasets", "images", name) for name in ("china.jpg", "flower.jpg")]
    loaded = [cv2.imread(path, cv2.IMREAD_COLOR) for path in found if os.path.exists(path)]
    if len(loaded) < 6:
        raise SystemExit(f"only {len(loaded)} pictures are there: install scikit-image and scikit-learn")
    return loaded


class Window:
    """A part of a picture, and how it moves: centre and width as shares of the picture."""

    def __init__(self, random: np.random.Generator, picture: np.ndarray) -> None:
        height, width = picture.shape[:2]
        self.picture = picture
        most = min(1.0, height / width * WIDTH / HEIGHT)
        self.size = most * float(random.uniform(0.3, 0.95))
        self.centre = self._inside(random.random(2))
        self.move = str(random.choice(["still", "hand", "pan", "zoom"], p=[0.3, 0.3, 0.25, 0.15]))
        angle = random.uniform(0, 2 * math.pi)
        self.speed = random.uniform(0.05, 0.3) * self.size / RATE * np.array([math.cos(angle), math.sin(angle)])
        self.growth = float(random.choice([-1, 1])) * float(random.uniform(0.05, 0.2)) / RATE
        self.phase = random.uniform(0, 6, 4)

    def _inside(self, centre: np.ndarray) -> np.ndarray:
        height, width = self.picture.shape[:2]
        half = np.array([self.size / 2, self.size / 2 * width / height * HEIGHT / WIDTH])
        return half + centre * np.maximum(0, 1 - 2 * half)

    def frame(self, number: int) -> np.ndarray:
        height, width = self.picture.shape[:2]
        size, centre = self.size, self.centre.copy()
        if self.move == "pan":
            centre = centre + self.speed * number
        if self.move == "zoom":
            size = size * math.exp(self.growth * number)
        if self.move == "hand":
            sway = np.sin(number / RATE * np.array([3.1, 2.3]) + self.phase[:2]) + 0.4 * np.sin(number / RATE * np.array([9.7, 8.1]) + self.phase[2:])
            centre = centre + 0.012 * size * sway
        scale = WIDTH / (size * width)
        shift = np.array([WIDTH, HEIGHT]) / 2 - centre * np.array([width, height]) * scale
        matrix = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
        return cv2.warpAffine(self.picture, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)


class Light:
    """What the light of a concert does to each of its frames."""

    def __init__(self, kind: str, random: np.random.Generator, frames: int) -> None:
        self.kind, self.random = kind, random
        self.across = np.linspace(-1, 1, WIDTH, dtype=np.float32)[None, :, None]
        self.colour = np.ones(3, dtype=np.float32)
        self.slope, self.next_step = 0.0, 0
        self.strobes = self._spans(frames, every=5.0, least=0.8, most=2.0)
        self.flashes = {int(start) + each for start in random.choice(frames, max(1, frames // 40), replace=False) for each in range(int(random.integers(1, 4)))}
        count = int(random.integers(2, 5))
        self.beams = [(random.uniform(0, 1), random.uniform(0.15, 0.8), random.uniform(0, 6), random.uniform(0.05, 0.16), random.uniform(0.3, 0.9, 3)) for _ in range(count)]
        self.x, self.y = np.meshgrid(np.linspace(0, 1, WIDTH, dtype=np.float32), np.linspace(0, 1, HEIGHT, dtype=np.float32))

    def _spans(self, frames: int, every: float, least: float, most: float) -> List[Tuple[int, int]]:
        spans, at = [], 0.0
        while at < frames:
            at += self.random.uniform(0.3, 1.7) * every * RATE
            end = at + self.random.uniform(least, most) * RATE
            spans.append((int(at), int(end)))
            at = end
        return spans

    def on(self, frame: np.ndarray, number: int) -> np.ndarray:
        lit = frame.astype(np.float32)
        if self.kind == "none":
            lit *= 1 + 0.03 * math.sin(number / 7)
        if self.kind == "steps":
            if number >= self.next_step:
                self.colour = self.random.uniform(0.15, 1.3, 3).astype(np.float32)
                self.slope = float(self.random.uniform(-0.6, 0.6))
                self.next_step = number + int(self.random.uniform(0.25, 1.2) * RATE)
            lit *= self.colour * (1 + self.slope * self.across)
        if self.kind == "beams":
            lit *= 0.6
            for origin, speed, phase, width, colour in self.beams:
                angle = 0.9 * math.sin(speed * 2 * math.pi * number / RATE + phase)
                distance = np.abs(self.x - origin - angle * self.y) / (width * (0.3 + self.y))
                lit += (150 * np.clip(1.2 - distance, 0, 1))[:, :, None] * colour.astype(np.float32)
        if self.kind == "strobe" and any(start <= number < end for start, end in self.strobes):
            lit *= 1.4 if number // 2 % 2 else 0.12
        if self.kind == "flashes" and number in self.flashes:
            lit = 0.1 * lit + 0.9 * 255
        lit += self.random.normal(0, 2.5, (HEIGHT, WIDTH, 1)).astype(np.float32)
        return np.clip(lit, 0, 255).astype(np.uint8)


def edit(random: np.random.Generator, frames: int) -> List[Cut]:
    """The cuts of an edit: shots of a median length of two seconds, the shortest of eight frames."""
    cuts, at = [], 0
    while True:
        at += max(8, int(random.lognormal(math.log(2.0), 0.6) * RATE))
        length = int(random.integers(8, 25)) if random.random() < 0.12 else 0
        if at + length + 8 >= frames:
            return cuts
        cuts.append(Cut(at, at + length))
        at += length


def make(path: str, light: str, seed: int, seconds: float, bars: int = 0) -> List[Cut]:
    """Writes a concert with a tone as its sound, and tells its cuts.

    `bars` is the height of a black bar at the top and the bottom, in pixels.
    """
    random = np.random.default_rng([seed, LIGHTS.index(light)])
    frames = int(seconds * RATE)
    cuts = edit(random, frames)
    photographs = pictures()
    windows, last = [], -1
    for _ in range(len(cuts) + 1):
        choice = int(random.integers(len(photographs)))
        # A cut is to be seen: another photograph, or at times another window of the same.
        if choice == last and random.random() < 0.7:
            choice = (choice + 1) % len(photographs)
        window = Window(random, photographs[choice])
        while choice == last and np.abs(window.centre - windows[-1].centre).max() < 0.25:
            window = Window(random, photographs[choice := (choice + 1) % len(photographs)])
        windows.append(window)
        last = choice
    lamp = Light(light, random, frames)
    writer = subprocess.Popen(
        ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgr24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE), "-i", "-",
         "-f", "lavfi", "-i", f"sine=220:duration={seconds}", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "23", "-pix_fmt", "yuv420p",
         "-c:a", "aac", "-shortest", path], stdin=subprocess.PIPE)
    starts = [0] + [cut.first for cut in cuts]
    for number in range(frames):
        shot = sum(cut.last <= number for cut in cuts)
        frame = windows[shot].frame(number - starts[shot])
        if shot < len(cuts) and cuts[shot].first <= number:
            share = (number + 1 - cuts[shot].first) / (cuts[shot].last - cuts[shot].first + 1)
            other = windows[shot + 1].frame(number - starts[shot + 1])
            frame = cv2.addWeighted(frame, 1 - share, other, share, 0)
        lit = lamp.on(frame, number)
        if bars:
            lit[:bars] = lit[-bars:] = 0
        writer.stdin.write(lit.tobytes())
    writer.stdin.close()
    if writer.wait():
        raise SystemExit(f"ffmpeg cannot write {path}")
    return cuts
