#!/usr/bin/env python3
"""Makes the golden song and librosa 0.11.0's features of it, beside this file.

    python3 make_golden.py

song.wav      10 s at 22,050 Hz, 16 bits, mono: chords of harmonic notes, 17 cents sharp, a bass, drums, silence at the end
mel.f32       431 x 128 power, little-endian float32
chroma.f32    431 x 12
onset.f32     431
mfcc.f32 and others: librosa.feature's of the same names with their defaults; the tempogram with 96 lags
golden.json   tuning in semitones, tempo in bpm, onsets and beats in seconds
"""
import json
import pathlib
import wave

import librosa
import numpy as np

RATE = 22050
SECONDS = 10
BPM = 112.0
SHARP = 2 ** (17 / 1200)


def note(pitch, seconds, partials):
    """A decaying harmonic tone of a MIDI pitch."""
    t = np.arange(int(seconds * RATE)) / RATE
    frequency = 440 * SHARP * 2 ** ((pitch - 69) / 12)
    tone = sum(np.sin(2 * np.pi * k * frequency * t) / k**1.5 for k in range(1, partials + 1))
    return tone * np.exp(-3 * t / seconds) * np.minimum(1, t / 0.01)


def song():
    chance = np.random.default_rng(20240611)
    y = np.zeros(SECONDS * RATE)

    def add(sound, start, gain):
        first = int(start * RATE)
        part = sound[: max(0, len(y) - first)]
        y[first : first + len(part)] += gain * part

    beat = 60 / BPM
    chords = [(57, 60, 64), (53, 57, 60), (48, 52, 55), (55, 59, 62)]
    for index in range(int((SECONDS - 1.5) / beat)):
        start = 0.3 + index * beat
        chord = chords[index // 4 % 4]
        for pitch in chord:
            add(note(pitch, beat, 6), start, 0.08)
        add(note(chord[0] + 12 + int(chance.integers(0, 8)), beat / 2, 4), start + beat / 2, 0.07)
        add(note(chord[0] - 24, beat, 3), start, 0.15)
        if index % 4 in (0, 2):
            t = np.arange(int(0.15 * RATE)) / RATE
            add(np.sin(2 * np.pi * (50 * t + 3 * (1 - np.exp(-30 * t)))) * np.exp(-20 * t), start, 0.4)
        else:
            burst = chance.normal(size=int(0.12 * RATE))
            add(burst * np.exp(-30 * np.arange(len(burst)) / RATE), start, 0.12)
        hat = chance.normal(size=int(0.03 * RATE))
        add(hat * np.exp(-120 * np.arange(len(hat)) / RATE), start + beat / 2, 0.05)
    y[int((SECONDS - 1) * RATE) :] = 0
    return np.round(np.clip(y, -1, 1) * 32767).astype("<i2")


def main():
    assert librosa.__version__ == "0.11.0", librosa.__version__
    folder = pathlib.Path(__file__).parent
    samples = song()
    with wave.open(str(folder / "song.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    y = (samples / 32768).astype(np.float32)
    power = np.abs(librosa.stft(y)) ** 2
    arrays = {
        "mel": librosa.feature.melspectrogram(y=y, sr=RATE).T,
        "chroma": librosa.feature.chroma_stft(y=y, sr=RATE).T,
        "onset": librosa.onset.onset_strength(y=y, sr=RATE),
    }
    magnitude = np.sqrt(power)
    arrays |= {
        "mfcc": librosa.feature.mfcc(y=y, sr=RATE).T,
        "centroid": librosa.feature.spectral_centroid(S=magnitude, sr=RATE).T,
        "bandwidth": librosa.feature.spectral_bandwidth(S=magnitude, sr=RATE).T,
        "rolloff": librosa.feature.spectral_rolloff(S=magnitude, sr=RATE).T,
        "flatness": librosa.feature.spectral_flatness(S=magnitude).T,
        "contrast": librosa.feature.spectral_contrast(S=magnitude, sr=RATE).T,
        "rms": librosa.feature.rms(y=y).T,
        "zcr": librosa.feature.zero_crossing_rate(y).T,
        "tonnetz": librosa.feature.tonnetz(chroma=arrays["chroma"].T).T,
        "tempogram": librosa.feature.tempogram(onset_envelope=arrays["onset"], sr=RATE, win_length=96).T,
    }
    for name, array in arrays.items():
        array.astype("<f4").tofile(folder / f"{name}.f32")
    tempo, beats = librosa.beat.beat_track(y=y, sr=RATE, units="time")
    golden = {
        "tuning": float(librosa.estimate_tuning(S=power, sr=RATE, bins_per_octave=12)),
        "tempo": float(np.atleast_1d(tempo)[0]),
        "onsets": librosa.onset.onset_detect(y=y, sr=RATE, units="time").tolist(),
        "beats": beats.tolist(),
    }
    (folder / "golden.json").write_text(json.dumps(golden, indent=2) + "\n")


if __name__ == "__main__":
    main()
