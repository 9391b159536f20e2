"""Writes Golden.swift: what librosa 0.11 (soxr HQ) makes of short sounds.

Run in .venv: python3 make_golden.py && swift format -i Golden.swift
"""

from pathlib import Path

import librosa
import numpy as np

CASES = [(44_100, 22_050, 1), (48_000, 22_050, 2), (8_000, 22_050, 1), (192_000, 22_050, 8), (22_050, 22_050, 3)]


def source(rate, channels, frames=400):
    """Integers of a linear congruential generator as 16-bit samples: the test makes the same."""
    state, values = 12345 + rate, []
    for _ in range(frames * channels):
        state = (state * 1_103_515_245 + 12_345) % 2**31
        values.append((state >> 8) % 20_000 - 10_000)
    return (np.array(values, np.int16) / np.float32(32_768)).astype(np.float32).reshape(frames, channels).T


lines = [
    "// Written by make_golden.py.",
    "",
    "/// What librosa makes of 400 frames of the test's noise: bits of the float samples at some places.",
    "enum Golden {",
    "  static let cases: [(rate: Int, target: Double, channels: Int, length: Int, samples: [Int: UInt32])] = [",
]
for rate, target, channels in CASES:
    mono = librosa.to_mono(source(rate, channels))
    out = librosa.resample(mono, orig_sr=rate, target_sr=target)
    places = sorted({0, 1, 2, len(out) // 3, len(out) // 2, len(out) - 2, len(out) - 1})
    samples = ", ".join(f"{i}: {out[i].view(np.uint32):#010x}" for i in places)
    lines += [f"    ({rate}, {target}, {channels}, {len(out)},", f"      [{samples}]),"]
lines += ["  ]", "}", ""]
Path(__file__).with_name("Golden.swift").write_text("\n".join(lines))
