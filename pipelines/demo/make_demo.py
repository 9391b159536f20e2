"""Writes the demo song, 48 s of synthetic music: python3 make_demo.py (needs numpy and soundfile).

Deterministic: noise comes from a seeded generator, all else is arithmetic.
"""

from pathlib import Path

import numpy as np
import soundfile

RATE = 32_000
BEAT = 0.5  # seconds: 120 beats a minute
BAR = 4 * BEAT

# Sections: name, bars, chords (one a bar, repeated), loudness. MIDI numbers of chord roots; m marks minor.
VERSE = ["A2m", "F2", "C3", "G2"]
CHORUS = ["F2", "G2", "A2m", "C3"]
SONG = [
    ("intro", 4, ["A2m", "F2"], 0.45),
    ("verse", 4, VERSE, 0.6),
    ("chorus", 4, CHORUS, 1.0),
    ("verse", 4, VERSE, 0.65),
    ("chorus", 4, CHORUS, 1.0),
    ("outro", 4, ["F2", "C3", "G2", "A2m"], 0.35),
]
ROOTS = {"C3": 48, "F2": 41, "G2": 43, "A2": 45}
# The tune, as (beats, steps of the A minor pentatonic scale above A4); None rests. One phrase is two bars.
TUNES = {
    "verse": [(1, 2), (0.5, 1), (1.5, 0), (1, None), (1, 3), (0.5, 2), (1.5, 1), (1, None)],
    "chorus": [(1.5, 4), (0.5, 5), (1, 4), (1, 3), (1.5, 5), (0.5, 4), (1.5, 2), (0.5, None)],
}
PENTATONIC = [0, 3, 5, 7, 10, 12]

random = np.random.default_rng(120)


def hertz(midi):
    return 440.0 * 2.0 ** ((midi - 69) / 12)


def seconds(length):
    return np.arange(round(length * RATE)) / RATE


def fade(t, length, attack, release):
    """A trapezoid of 0 to 1 to 0."""
    return np.clip(np.minimum(t / attack, (length - t) / release), 0, 1)


def add(track, start, sound, left=1.0, right=1.0):
    begin = round(start * RATE)
    sound = sound[: len(track) - begin]
    track[begin : begin + len(sound)] += sound[:, None] * [left, right]


def saw(frequency, t, harmonics, slope=1.0):
    """A sum of harmonics below 12 kHz with amplitudes 1/n^slope."""
    n = np.arange(1, min(harmonics, int(12_000 / frequency)) + 1)
    return np.sin(2 * np.pi * frequency * n * t[:, None]) @ (1.0 / n**slope)


def kick():
    t = seconds(0.3)
    return np.sin(2 * np.pi * (48 * t + 110 * 0.03 * (1 - np.exp(-t / 0.03)))) * np.exp(-t / 0.09)


def snare():
    t = seconds(0.22)
    return (0.5 * random.standard_normal(len(t)) + 0.5 * np.sin(2 * np.pi * 185 * t)) * np.exp(-t / 0.06)


def hat():
    t = seconds(0.06)
    return np.diff(random.standard_normal(len(t) + 1)) * np.exp(-t / 0.015)


def bass(midi, length):
    t = seconds(length)
    return saw(hertz(midi), t, 6, 1.4) * fade(t, length, 0.005, 0.05) * np.exp(-t / 0.8)


def chord(midi, minor, length, harmonics):
    """A triad in the octave above middle C, each voice doubled a few cents apart."""
    t = seconds(length)
    notes = [midi % 12 + step + 60 for step in (0, 3 if minor else 4, 7)]
    voices = [saw(hertz(note + cents), t, harmonics, 1.2) for note in notes for cents in (-0.04, 0.04)]
    return sum(voices) / len(voices) * fade(t, length, 0.02, 0.15)


def voice(midi, length):
    """A sung "ah": harmonics under three formants, vibrato of 5.5 Hz, and loudness that swells with it."""
    t = seconds(length)
    frequency = hertz(midi)
    vibrato = 0.02 * np.sin(2 * np.pi * 5.5 * t) * np.clip(t / 0.25, 0, 1)
    phase = 2 * np.pi * np.cumsum(frequency * (1 + vibrato)) / RATE
    sound = np.zeros_like(t)
    for n in range(1, int(3400 / frequency) + 1):
        f = n * frequency
        formants = ((700, 110, 1.0), (1220, 130, 0.6), (2600, 170, 0.35))
        gain = sum(a / (1 + ((f - centre) / width) ** 2) for centre, width, a in formants)
        sound += (0.06 + gain) * np.sin(n * phase) / n**0.3
    swell = 1 + 0.35 * np.sin(2 * np.pi * 5.5 * t - 1)
    return sound * swell * fade(t, length, 0.04, 0.09)


def sing(track, name, start, beats, loudness):
    tune, beat, step = TUNES[name], 0.0, 0
    while beat < beats:
        length, note = tune[step % len(tune)]
        length = min(length, beats - beat)
        if note is not None:
            add(track, start + beat * BEAT, 0.3 * loudness * voice(69 + PENTATONIC[note], length * BEAT * 0.95))
        beat, step = beat + length, step + 1


def play_bar(track, name, start, chord_name, loudness, last):
    full = name == "chorus"
    minor, midi = chord_name.endswith("m"), ROOTS[chord_name.removesuffix("m")]
    if full:
        for beat in range(4):
            sound = 0.34 * loudness * chord(midi, minor, BEAT, 24)
            add(track, start + beat * BEAT, sound, 1.0, 0.7)
    else:
        add(track, start, 0.28 * loudness * chord(midi, minor, BAR, 4 if name in ("intro", "outro") else 8), 0.8, 1.0)
    if name in ("verse", "chorus"):
        for eighth in range(8 if full else 4):
            spacing = BEAT / 2 if full else BEAT
            add(track, start + eighth * spacing, 0.4 * loudness * bass(midi, spacing))
    else:
        add(track, start, 0.3 * loudness * bass(midi, BAR))
    for beat in range(4):
        at = start + beat * BEAT
        if name in ("verse", "chorus") and (full or beat % 2 == 0):
            add(track, at, 0.85 * loudness * kick())
        if name in ("verse", "chorus") and beat % 2 == 1:
            add(track, at, 0.42 * loudness * snare(), 0.9, 1.0)
        if name != "outro":
            add(track, at, 0.16 * loudness * hat(), 0.6, 1.0)
        if full:
            add(track, at + BEAT / 2, 0.2 * loudness * hat(), 1.0, 0.6)
    if last and name in ("intro", "verse"):
        for sixteenth in range(8):
            add(track, start + 2 * BEAT + sixteenth * BEAT / 4, (0.12 + 0.03 * sixteenth) * loudness * snare())


def song():
    length = sum(bars for _, bars, _, _ in SONG) * BAR
    track = np.zeros((round(length * RATE), 2))
    start = 0.0
    for name, bars, chords, loudness in SONG:
        for bar in range(bars):
            play_bar(track, name, start + bar * BAR, chords[bar % len(chords)], loudness, bar == bars - 1)
        if name in TUNES:
            sing(track, name, start, bars * 4, loudness)
        start += bars * BAR
    t = np.arange(len(track)) / RATE
    track *= np.clip((length - t) / (2 * BAR), 0, 1)[:, None] ** 0.5
    return 0.89 * track / np.abs(track).max()


if __name__ == "__main__":
    target = Path(__file__).with_name("demo.ogg")
    samples = song()
    # In blocks: libsndfile's Vorbis encoder takes no long one.
    with soundfile.SoundFile(target, "w", RATE, 2, format="OGG", subtype="VORBIS") as file:
        for i in range(0, len(samples), RATE):
            file.write(samples[i : i + RATE])
    print(f"{target.name}: {len(samples) / RATE:.1f} s, {target.stat().st_size} bytes")
