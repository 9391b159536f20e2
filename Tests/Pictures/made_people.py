"""Made videos of one person in known sizes: a photograph that scikit-image carries, before a place that scikit-learn carries."""

import os
import subprocess
from typing import List, NamedTuple

import cv2
import numpy as np
import skimage
import sklearn

RATE = 25
WIDTH, HEIGHT = 640, 360
FACE_TOP, FACE_BOTTOM, FACE_MIDDLE = 91, 208, 222
"""Where the face is in the photograph of 512 x 512: from the brow, where the network's box begins, to the chin; by eye. So
sizes are told at scales that are known, of a face whose height is as the network means it."""
RANGES = {"CU": (0.9, 1.15), "MCU": (0.44, 0.62), "MS": (0.20, 0.33), "MLS": (0.12, 0.165), "LS": (0.066, 0.1), "XLS": (0.03, 0.05)}
"""The height of the face over the picture's in each size. The network's boxes are smaller than faces that fill the picture (0.7
of them at a height of 0.8), so that close-ups and medium ones are told by what it would say of them."""


class Shot(NamedTuple):
    start: float
    end: float
    type: str
    ratio: float


def frame(person: np.ndarray, place: np.ndarray, ratio: float, x: float) -> np.ndarray:
    """The place with the person before it, the face at a height and a share of the width."""
    picture = cv2.resize(place, (WIDTH, HEIGHT)) // 3
    scale = ratio * HEIGHT / (FACE_BOTTOM - FACE_TOP)
    size = max(8, int(round(person.shape[0] * scale)))
    small = cv2.resize(person, (size, size), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    # The middle of the face is at a third of the height, or as far down as a large one needs to be whole.
    middle = max(HEIGHT / 3, min(HEIGHT / 2, 0.55 * ratio * HEIGHT))
    top = int(middle - (FACE_TOP + FACE_BOTTOM) / 2 * scale)
    if size < HEIGHT:
        top = max(top, 0)
    left = int(x * WIDTH - FACE_MIDDLE * scale)
    y0, y1, x0, x1 = max(0, top), min(HEIGHT, top + size), max(0, left), min(WIDTH, left + size)
    picture[y0:y1, x0:x1] = small[y0 - top : y1 - top, x0 - left : x1 - left]
    return picture


def make(path: str, seed: int, shots: int) -> List[Shot]:
    """Writes a video with a tone, and tells its shots."""
    random = np.random.default_rng(seed)
    person = cv2.imread(os.path.join(os.path.dirname(skimage.__file__), "data", "astronaut.png"))
    place = cv2.imread(os.path.join(os.path.dirname(sklearn.__file__), "datasets", "images", "china.jpg"))
    if person is None or place is None:
        raise SystemExit("the photographs are not there: install scikit-image and scikit-learn")
    truth, at = [], 0
    frames: List[np.ndarray] = []
    types = list(RANGES)
    last = ""
    for _ in range(shots):
        kind = str(random.choice([each for each in types if each != last]))
        last = kind
        low, high = RANGES[kind]
        ratio = float(np.exp(random.uniform(np.log(low), np.log(high))))
        length = int(random.uniform(0.6, 2.5) * RATE)
        x, light, flip = random.uniform(0.4, 0.6), random.uniform(0.5, 1.1, 3), bool(random.random() < 0.5)
        for number in range(length):
            image = frame(person, place, ratio, x + 0.01 * np.sin(number / 9)).astype(np.float32) * light
            image = image + random.normal(0, 3, (HEIGHT, WIDTH, 1))
            image = np.clip(image, 0, 255).astype(np.uint8)
            frames.append(image[:, ::-1] if flip else image)
        truth.append(Shot(at / RATE, (at + length) / RATE, kind, ratio))
        at += length
    command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgr24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE), "-i", "-"]
    command += ["-f", "lavfi", "-i", f"sine=220:duration={at / RATE}", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
    subprocess.run(command + ["-c:a", "aac", "-shortest", path], input=np.stack(frames).tobytes(), check=True)
    return truth
