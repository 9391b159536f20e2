"""Made songs with known tempo and metre: MIDI of a band by chance and rule, rendered by fluidsynth.

A song is a row of bars. Its style says what drums, bass and chords do on the beats of a bar; chance picks tempo, chords,
instruments, fills, and what is left out for some bars. Times sway by a few milliseconds, the tempo by a few parts in a
thousand, so that no song is a machine's. Styles are either written, in STYLES, or made by chance, by `any_style`. `strokes`
are a machine's songs, without fluidsynth: clicks, or a low stroke and soft chords.
"""
import dataclasses

import mido
import numpy as np
import soundfile

KICK, SNARE, RIM, HAT, OPEN, RIDE, CRASH, SHAKER = 36, 38, 37, 42, 46, 51, 49, 70
SECONDS = 45.0
SCALES = {"major": [0, 2, 4, 5, 7, 9, 11], "minor": [0, 2, 3, 5, 7, 8, 10]}
PROGRESSIONS = [[0, 4, 5, 3], [5, 3, 0, 4], [0, 3, 4, 3], [0, 5, 3, 4], [0, 5, 1, 4], [0, 3, 0, 4], [0, 6, 5, 4]]


@dataclasses.dataclass
class Style:
    """Beats in a bar, lowest and highest tempo, and what plays: positions in beats from a bar's start."""

    meter: int
    slowest: float
    fastest: float
    kick: list = ()
    snare: list = ()
    hat: float = 0  # beats from hat to hat; 0 is none
    bass: list = ()
    chords: list = ()  # strokes of chords
    arpeggio: float = 0  # beats from note to note; 0 is none
    swing: float = 0.5  # where in a beat its second eighth stands
    bars_per_chord: tuple = (1, 1, 1, 2)
    pad: bool = False
    hemiola: bool = False  # whether every fourth pair of bars has its strokes on every second beat
    chords_per_bar: int = 1
    rests: float = 0  # the share of bars in which the drums are silent

    def halves_are_alike(self):
        """Whether the second half of a bar is played as the first."""
        half = self.meter // 2
        return self.meter % 2 == 0 and all(
            {(beat + half) % self.meter for beat in part} == set(part)
            for part in (self.kick, self.snare, self.bass, self.chords))


def every(step, meter):
    return list(np.arange(0, meter, step))


# The names before the colon are the kinds that scores are told of.
STYLES = {
    "four: rock": Style(4, 95, 160, [0, 2], [1, 3], 0.5, every(0.5, 4), [0, 1, 2, 3]),
    "four: syncopated": Style(4, 85, 130, [0, 1.5, 2.5], [1, 3], 0.5, [0, 1.5, 2, 3.5], [0, 1.5, 3]),
    "four: floor": Style(4, 110, 140, [0, 1, 2, 3], [1, 3], 0.5, [0.5, 1.5, 2.5, 3.5], [0, 1.5, 3]),
    "four: fast": Style(4, 150, 180, [0, 2, 2.5], [1, 3], 1, [0, 1, 2, 3], [0, 2]),
    "four: half-time": Style(4, 120, 150, [0, 1.5], [2], 0.5, [0, 2.5], [0, 2]),
    "four: piano": Style(4, 70, 120, bass=[0, 2], arpeggio=0.5),
    "four: shuffle": Style(4, 90, 140, [0, 2], [1, 3], 0.5, [0, 1, 2, 3], [0.5, 1.5, 2.5, 3.5], swing=0.67),
    "four: folk": Style(4, 80, 130, bass=[0, 2], chords=[0, 1, 1.5, 2, 3, 3.5]),
    "slow: ballad": Style(4, 60, 85, [0, 2], [1, 3], 0.5, [0, 2], [0, 1, 2, 3], pad=True),
    "slow: sixteenths": Style(4, 60, 80, [0, 1.75, 2], [1, 3], 0.25, [0, 1.5, 2], [0, 2], arpeggio=0.5),
    "slow: piano": Style(4, 60, 80, bass=[0, 2], arpeggio=0.5, pad=True),
    "slow: kick on eighths": Style(4, 65, 85, [0, 0.5, 2, 2.5], [1, 3], 0.5, every(0.5, 4), [0, 2]),
    "slow: strummed": Style(4, 62, 85, [0, 2.5], [1, 3], 0.5, [0, 2.5], every(0.5, 4)),
    "two: march": Style(2, 95, 130, [0], [1], 0.5, [0], [1], bars_per_chord=(1, 1, 2)),
    "two: polka": Style(2, 90, 125, bass=[0, 1], chords=[0.5, 1.5], bars_per_chord=(1, 1, 2)),
    "three: waltz": Style(3, 100, 180, [0], [1, 2], 0, [0], [1, 2]),
    "three: band": Style(3, 85, 150, [0], [2], 0.5, [0, 2], [0, 1, 2]),
    "three: guitar": Style(3, 80, 140, bass=[0], arpeggio=0.5),
    "three: slow": Style(3, 65, 95, [0], [1, 2], 0.5, [0], [0, 1, 2], pad=True),
    "five: three and two": Style(5, 100, 175, [0, 3], [2, 4], 0.5, [0, 3], [1, 2, 4]),
    "five: piano": Style(5, 90, 160, bass=[0, 3], chords=[0, 1.5, 3, 4]),
    "five: two and three": Style(5, 95, 165, [0, 2], [1, 4], 1, [0, 2], [1, 3, 4]),
    "six: ballad": Style(6, 130, 180, [0], [3], 1, [0, 3], arpeggio=1),
    "six: jig": Style(6, 140, 180, [0, 2], [3, 5], 1, [0, 3], [0, 2, 3, 5]),
    "six: strummed": Style(6, 130, 180, bass=[0], chords=every(1, 6)),
    "seven: two two three": Style(7, 130, 180, [0, 4], [2, 6], 1, [0, 2, 4], [0, 2, 4]),
    "seven: four and three": Style(7, 110, 170, [0, 4], [2, 5], 0.5, [0, 4], [0, 1, 2, 3, 4, 5, 6]),
    "seven: piano": Style(7, 110, 170, bass=[0, 4], chords=[0, 1, 2, 3, 4, 5, 6]),
    # A drum and a low note begin the bar, soft chords fill it.
    "plain: three": Style(3, 70, 180, [0], [], 1, [0], [1, 2]),
    "plain: four": Style(4, 70, 180, [0], [], 1, [0], [1, 2, 3]),
    "plain: five": Style(5, 80, 180, [0], [], 1, [0], [1, 2, 3, 4]),
    "plain: six": Style(6, 100, 180, [0], [], 1, [0], [1, 2, 3, 4, 5]),
    "plain: seven": Style(7, 100, 180, [0], [], 1, [0], [1, 2, 3, 4, 5, 6]),
}


# How beats of a bar are felt together.
GROUPS = {2: [[2]], 3: [[3]], 4: [[2, 2], [4]], 5: [[3, 2], [2, 3]], 6: [[3, 3]], 7: [[4, 3], [2, 2, 3], [3, 2, 2], [3, 4]]}


def any_style(meter, chance):
    """A style by chance: with a band or without drums, plain or in groups, straight or swung, fast or slow."""
    starts = list(np.cumsum([0] + GROUPS[meter][chance.integers(len(GROUPS[meter]))])[:-1])
    others = [beat for beat in range(meter) if beat not in starts]
    strokes = [others, others, list(range(meter)), [beat + 0.5 for beat in others], [0, 1.5] + others[1:]]
    style = Style(meter, 65 if meter < 5 else 80, 180, bass=starts, chords=strokes[chance.integers(len(strokes))])
    if chance.random() < 0.3:
        style.bass, style.chords = [0], list(range(1, meter))
    if chance.random() < 0.65:
        style.kick = [0] if chance.random() < 0.4 else list(style.bass)
        style.snare = [end - 1 for end in starts[1:] + [meter]] if chance.random() < 0.6 else []
        style.hat = float(chance.choice([0, 0.5, 0.5, 1, 1]))
        if chance.random() < 0.3:
            style.kick = style.kick + [float(beat) for beat in chance.choice(every(0.5, meter), 2)]
        if meter == 4 and chance.random() < 0.2:
            style.kick, style.snare = [0], [2]
    elif chance.random() < 0.5:
        style.chords, style.arpeggio = [], float(chance.choice([0.5, 0.5, 1]))
    if chance.random() < 0.3:
        style.bass = sorted({0, *(float(beat) for beat in chance.choice(every(0.5, meter), 3))})
    if meter == 3 and chance.random() < 0.15:
        # Over two bars, strokes on every second beat.
        style.hemiola = True
    style.swing = float(chance.choice([0.5, 0.5, 0.5, 0.62, 0.67]))
    style.pad = chance.random() < 0.25
    style.chords_per_bar = 2 if meter == 4 and chance.random() < 0.15 else 1
    style.bars_per_chord = (1, 1, 1, 2) if style.chords_per_bar == 1 else (1,)
    style.rests = float(chance.choice([0, 0, 0.08]))
    return style


@dataclasses.dataclass
class Song:
    """A song and what is true of it, and its downbeats in other metres that it may as well be heard in."""

    meter: int
    bpm: float
    beats: np.ndarray
    downbeats: np.ndarray
    midi: mido.MidiFile
    also: dict


def song(style_name, seed):
    """The song of a style that is written, and a seed."""
    return played(STYLES[style_name], np.random.default_rng([seed, list(STYLES).index(style_name)]))


def any_song(meter, seed):
    """A song by chance alone, in a metre."""
    chance = np.random.default_rng([seed, meter, 77])
    return played(any_style(meter, chance), chance, seconds=32.0)


def played(style, chance, seconds=SECONDS):
    """A song in a style."""
    bpm = float(np.exp(chance.uniform(np.log(style.slowest), np.log(style.fastest))))
    bars = int(seconds * bpm / 60 / style.meter)
    drift = np.cumsum(chance.normal(0, 0.0015, bars * style.meter + 1))
    gaps = 60 / bpm * np.exp(drift - drift.mean())
    lead = chance.uniform(0.1, 2.0)
    times = lead + np.concatenate([[0], np.cumsum(gaps)])
    notes = []

    def at(beat):
        whole = int(beat)
        part = beat - whole
        part = 2 * part * style.swing if part <= 0.5 else style.swing + 2 * (part - 0.5) * (1 - style.swing)
        return times[whole] + part * (times[whole + 1] - times[whole])

    def play(channel, key, beat, length, loudness):
        start = max(0.0, at(min(beat, len(times) - 2)) + chance.normal(0, 0.006))
        end = start + length * 60 / bpm
        velocity = int(np.clip(loudness + chance.normal(0, 5), 15, 127))
        notes.append((start, end, channel, int(key), velocity))

    scale = SCALES[chance.choice(list(SCALES))]
    tonic = int(chance.integers(-5, 7))
    progression = PROGRESSIONS[chance.integers(len(PROGRESSIONS))]
    per_chord = int(chance.choice(style.bars_per_chord))
    loud = {part: chance.uniform(0.75, 1.1) for part in ("drums", "bass", "chords", "tune")}
    drums_from = int(chance.choice([0, 0, 2, 4]))
    has_tune = chance.random() < 0.6
    pickup = chance.random() < 0.3

    def degree(number):
        return tonic + scale[number % 7] + 12 * (number // 7)

    for bar in range(bars):
        first = bar * style.meter
        roots = [progression[(bar * style.chords_per_bar + part) // per_chord % len(progression)]
                 for part in range(style.chords_per_bar)]

        def chord_at(beat):
            root = roots[int(beat * len(roots) / style.meter)]
            return [degree(root + third) for third in (0, 2, 4)]

        root, chord = roots[0], chord_at(0)
        strokes = style.chords
        if style.hemiola and bar % 8 in (6, 7):
            strokes = [0, 2] if bar % 8 == 6 else [1]
        if bar >= drums_from and not (style.rests and chance.random() < style.rests):
            fill = chance.random() < 0.08
            for beat in style.kick:
                play(9, KICK, first + beat, 0.2, 105 * loud["drums"])
            for beat in style.snare:
                play(9, SNARE, first + beat, 0.2, 98 * loud["drums"])
            if style.hat:
                for beat in every(style.hat, style.meter):
                    play(9, HAT, first + beat, 0.1, (80 if beat % 1 == 0 else 62) * loud["drums"])
            if fill:
                for beat in every(0.5, 2):
                    play(9, SNARE, first + style.meter - 2 + beat, 0.2, 85 * loud["drums"])
            if style.kick and bar % 8 == 0 and chance.random() < 0.5:
                play(9, CRASH, first, 1, 95 * loud["drums"])
        for index, beat in enumerate(style.bass):
            low = chord_at(beat)[0 if index == 0 or chance.random() < 0.6 else 2]
            play(1, 36 + low % 12, first + beat, 0.8, 92 * loud["bass"])
        for beat in strokes:
            for key in chord_at(beat):
                play(2, 60 + key % 12 + 12 * (key % 12 < 3), first + beat, 0.7, 72 * loud["chords"])
        if style.arpeggio:
            order = [0, 1, 2, 1] if chance.random() < 0.8 else [0, 2, 1, 2]
            for index, beat in enumerate(every(style.arpeggio, style.meter)):
                play(2, 60 + chord_at(beat)[order[index % 4]], first + beat, 1, 74 * loud["chords"])
        if style.pad:
            for key in chord:
                play(3, 60 + key, first, style.meter, 60)
        if has_tune:
            beat = 0.0
            while beat < style.meter:
                length = float(chance.choice([0.5, 1, 1, 1.5, 2]))
                if chance.random() < 0.75:
                    key = chord[chance.integers(3)] if beat % 1 == 0 else degree(root + int(chance.integers(7)))
                    play(4, 72 + key, first + beat, min(length, style.meter - beat) * 0.9, 88 * loud["tune"])
                beat += length
        if pickup and bar == 0:
            notes[:] = [note for note in notes if note[0] >= at(style.meter - 1) - 0.05]

    programs = {1: chance.choice([32, 33, 34, 38]), 2: chance.choice([0, 4, 24, 25, 27, 16]),
                3: chance.choice([48, 50, 89]), 4: chance.choice([52, 56, 65, 73, 80, 40])}
    begin = at(style.meter - 1) - 0.05 if pickup else 0.0
    beats = times[: bars * style.meter]
    downbeats = beats[::style.meter]
    also = {}
    if style.meter in (2, 3) and per_chord == 2:
        # Nothing but the chords tells bars, and they change at every second one.
        also[2 * style.meter] = downbeats[::2]
    if style.halves_are_alike() and (style.meter == 6 or style.chords_per_bar == 2):
        # Bars of three with a chord for two of them, and bars of two, are played the same.
        also[style.meter // 2] = beats[::style.meter // 2]

    def heard(times):
        return times[times >= begin]

    return Song(style.meter, bpm, heard(beats), heard(downbeats), midi_file(notes, programs),
                {meter: heard(times) for meter, times in also.items()})


def midi_file(notes, programs):
    """The notes as a MIDI file with 1 ms a tick."""
    file = mido.MidiFile(ticks_per_beat=500)
    track = mido.MidiTrack()
    file.tracks.append(track)
    for channel, program in programs.items():
        track.append(mido.Message("program_change", channel=int(channel), program=int(program)))
    events = []
    for start, end, channel, key, velocity in notes:
        events.append((round(1000 * start), 1, mido.Message("note_on", channel=channel, note=key, velocity=velocity)))
        events.append((round(1000 * max(end, start + 0.05)), 0, mido.Message("note_off", channel=channel, note=key)))
    now = 0
    for tick, _, message in sorted(events, key=lambda event: event[:2]):
        track.append(message.copy(time=tick - now))
        now = tick
    return file


@dataclasses.dataclass
class Strokes:
    """A machine's song: its sound at 22050 Hz and where its beats are."""

    bpm: float
    beats: np.ndarray
    downbeats: np.ndarray
    sound: np.ndarray


def strokes(meter, seed, diatonic=False, rate=22050, seconds=28.0):
    """Louder clicks, or low strokes with soft chords between, in strict time.

    The chords are moved by chance, or triads of one scale, which share tones, long or with silence after them.
    """
    chance = np.random.default_rng([seed, meter, 79 if diatonic else 78])
    bpm = float(np.exp(chance.uniform(np.log(80), np.log(180))))
    bars = max(5, round(seconds * bpm / 60 / meter))
    beats = chance.uniform(0.1, 1.5) + 60 / bpm * np.arange(bars * meter)
    sound = np.zeros(int((beats[-1] + 2) * rate))

    def tone(pitches, length, decay, partials=4):
        time = np.arange(int(length * rate)) / rate
        waves = [np.sin(2 * np.pi * 440 * 2 ** ((pitch - 69) / 12) * number * time) / number
                 for pitch in pitches for number in range(1, partials + 1)]
        return sum(waves) * np.exp(-decay * time)

    def add(stroke, time, loudness):
        first = int(time * rate)
        sound[first:first + len(stroke)] += loudness * stroke[:len(sound) - first]

    def drum():
        time = np.arange(int(0.2 * rate)) / rate
        return np.sin(2 * np.pi * (50 * time + 6 * (1 - np.exp(-30 * time)))) * np.exp(-18 * time)

    kind = "band" if diatonic else chance.choice(["clicks", "tones", "band", "band", "band"])
    if diatonic:
        scale, tonic = SCALES[chance.choice(list(SCALES))], int(chance.integers(-5, 7))
        progression = PROGRESSIONS[chance.integers(len(PROGRESSIONS))]
        chords = [[60 + (tonic + scale[(root + third) % 7]) % 12 for third in (0, 2, 4)] for root in progression]
    else:
        chords = [[60 + root, 64 + root, 67 + root] for root in chance.permutation([0, 3, 5, 7, 8, 10])[:4]]
    # One octave below the chord, or two.
    bass = 24 if not diatonic or chance.random() < 0.5 else 12
    ends = chance.uniform(0.12, 0.5, 2) if diatonic else (0.5, 0.4)
    accent, hiss, soft = chance.uniform(1.3, 2.5), chance.uniform(0, 0.12), chance.uniform(0.05, 0.15)
    decay = chance.uniform(4, 12)
    for index, time in enumerate(beats):
        first, chord = index % meter == 0, chords[index // meter % 4]
        noise = chance.uniform(-1, 1, 1000) * np.exp(-np.arange(1000) / chance.uniform(80, 200))
        if kind == "clicks":
            add(noise, time, 0.4 * (accent if first else 1))
        elif kind == "tones":
            add(tone([84 if first else 79], 0.08, 40, 1), time, 0.4 * (accent if first else 1))
        else:
            if first:
                add(drum() if diatonic else tone([31], 0.2, 20, 1), time, 0.9)
                add(tone([chord[0] - bass], ends[0], decay), time, 0.25)
            else:
                add(tone(chord, ends[1], decay), time, soft)
            add(noise, time, hiss * (2 if first else 1))
    if kind in ("clicks", "tones"):
        sound += 0.01 * np.sin(2 * np.pi * 220 * np.arange(len(sound)) / rate)
    return Strokes(bpm, beats, beats[::meter], sound / np.abs(sound).max() * 0.8)


def write(strokes, path, rate=22050):
    """The strokes as a file, made unless it is there."""
    if not path.exists():
        soundfile.write(path, strokes.sound, rate, subtype="PCM_16")
    return path
