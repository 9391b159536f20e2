"""Writes the demo song, 60 s of synthetic music: python3 make_demo.py (needs numpy and soundfile).

Deterministic: noise comes from a seeded generator, all else is arithmetic.
"""

from pathlib import Path

import numpy as np
import soundfile

RATE = 32_000
BEAT = 60 / 136  # seconds: 136 beats a minute
BAR = 4 * BEAT

# Sections: name, chords (one a bar), loudness. A small m marks a minor triad.
VERSE = "Am F Am F Am F"
CHORUS = "Am D G D G D"
SONG = [
    ("intro", "Am F Am F E", 0.65),
    ("verse", VERSE, 0.6),
    ("chorus", CHORUS, 1.0),
    ("verse", VERSE, 0.6),
    ("chorus", CHORUS, 1.0),
    ("outro", "Am F Am E Am", 0.6),
]
ROOTS = {"D": 38, "E": 40, "F": 41, "G": 43, "A": 45}  # bass notes as MIDI numbers
# The tunes, bar by bar, as (beats, MIDI number).
TUNES = {
    "verse": [
        *[(1, 64), (0.5, 64), (1.5, 60), (1, 57)],
        *[(1, 60), (0.5, 60), (2.5, 57)],
        *[(1, 64), (0.5, 64), (1.5, 60), (1, 57)],
        *[(1, 60), (0.5, 60), (2.5, 65)],
        *[(1, 64), (0.5, 64), (1.5, 60), (1, 57)],
        *[(1, 60), (0.5, 64), (2.5, 60)],
    ],
    "chorus": [
        *[(1.5, 72), (0.5, 74), (2, 76)],
        *[(1, 78), (1.5, 76), (1.5, 74)],
        *[(1.5, 74), (0.5, 76), (2, 79)],
        *[(1, 81), (1.5, 78), (1.5, 74)],
        *[(1.5, 74), (0.5, 76), (2, 79)],
        *[(1, 78), (1, 76), (2, 74)],
    ],
}

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


def crash():
    t = seconds(1.6)
    return np.diff(random.standard_normal(len(t) + 1)) * np.exp(-t / 0.5)


def bass(midi, length):
    t = seconds(length)
    return saw(hertz(midi), t, 6, 1.4) * fade(t, length, 0.005, 0.05) * np.exp(-t / 0.8)


def triad(name, lowest):
    """The notes of a chord from a MIDI number up."""
    root = ROOTS[name[0]]
    return sorted(lowest + (root + step - lowest) % 12 for step in (0, 3 if name.endswith("m") else 4, 7))


def chord(notes, length, harmonics):
    """Held notes, each doubled a few cents apart."""
    t = seconds(length)
    voices = [saw(hertz(note + cents), t, harmonics, 1.2) for note in notes for cents in (-0.04, 0.04)]
    return sum(voices) / len(voices) * fade(t, length, 0.02, 0.15)


def pluck(midi):
    """A plucked string, whose high harmonics die first."""
    t = seconds(0.5)
    n = np.arange(1, 11)
    strings = np.sin(2 * np.pi * hertz(midi) * n * t[:, None]) * np.exp(-t[:, None] * (3 + 2 * n)) / n
    return strings.sum(axis=1) * fade(t, 0.5, 0.003, 0.05)


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


def sing(track, start, tune, octaves):
    """A tune, also in lower octaves."""
    for beats, note in tune:
        for octave in range(octaves):
            add(track, start, 0.4 * voice(note - 12 * octave, beats * BEAT * 0.95) / octaves**0.5)
        start += beats * BEAT


def play_guitar(track, start, name):
    """A picked guitar, a bass note on each beat, a hi-hat."""
    notes = triad(name, 57)
    for eighth in range(8):
        add(track, start + eighth * BEAT / 2, 0.3 * pluck([*notes, notes[1]][eighth % 4]), 1.0, 0.7)
    for beat in range(4):
        add(track, start + beat * BEAT, 0.4 * bass(ROOTS[name[0]], BEAT))
        add(track, start + beat * BEAT, 0.16 * hat(), 0.6, 1.0)


def play_verse(track, start, name):
    """The same and drums."""
    play_guitar(track, start, name)
    for beat in range(4):
        add(track, start + beat * BEAT, 0.42 * snare() if beat % 2 else 0.85 * kick())


def play_chorus(track, start, name):
    """Bright chords on each beat, bass in eighths, drums in full."""
    for beat in range(4):
        at = start + beat * BEAT
        add(track, at, 0.5 * chord(triad(name, 67), BEAT, 24), 0.8, 1.0)
        add(track, at, 0.85 * kick())
        if beat % 2:
            add(track, at, 0.42 * snare(), 0.9, 1.0)
        for eighth in (0, 1):
            add(track, at + eighth * BEAT / 2, 0.4 * bass(ROOTS[name[0]], BEAT / 2))
            add(track, at + eighth * BEAT / 2, 0.4 * hat(), 1.0, 0.6)


PLAYERS = {"intro": play_guitar, "verse": play_verse, "chorus": play_chorus, "outro": play_guitar}


def song():
    length = sum(len(chords.split()) for _, chords, _ in SONG) * BAR
    track = np.zeros((round(length * RATE), 2))
    start = 0.0
    for name, chords, loudness in SONG:
        section = np.zeros_like(track)
        for bar, chord_name in enumerate(chords.split()):
            PLAYERS[name](section, start + bar * BAR, chord_name)
        if name in TUNES:
            sing(section, start, TUNES[name], 2 if name == "chorus" else 1)
        if name == "chorus":
            add(section, start, 0.3 * crash())
        track += loudness * section
        start += len(chords.split()) * BAR
    t = np.arange(len(track)) / RATE
    track *= fade(t, length, BAR / 2, 2 * BAR)[:, None] ** 0.5
    return 0.89 * track / np.abs(track).max()


if __name__ == "__main__":
    target = Path(__file__).with_name("demo.ogg")
    samples = song()
    # In blocks: libsndfile's Vorbis encoder takes no long one.
    with soundfile.SoundFile(target, "w", RATE, 2, format="OGG", subtype="VORBIS") as file:
        for i in range(0, len(samples), RATE):
            file.write(samples[i : i + RATE])
    print(f"{target.name}: {len(samples) / RATE:.1f} s, {target.stat().st_size} bytes")
