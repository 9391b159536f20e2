"""Editors who cut songs by tastes of their own: what a person's finished edits are to a study, and the same for the same seed.

An editor hears how loud, how sung, how struck and how dense each second is, and where in the song it is. Two schools:
`near` editors know the rules of directing, and stray from them by tastes of their own; `far` ones know nothing of them, and
have tastes alone. Shots end on beats, sooner in the loud; a shot never has the type of the one before.
"""
import hashlib

import numpy

TYPES = ["CU", "MCU", "MS", "MLS", "LS", "XLS", "ADS", "MIS"]
SCHOOLS = ("near", "far")
# How much of the rules an editor keeps, and how strong the editor's own likings and answers to the music are.
RULES = {"near": 3.0, "far": 0.0}
LIKING = {"near": 0.5, "far": 0.5}
ANSWER = {"near": 0.7, "far": 1.5}
WHIM = 0.3      # the chance in a single choice of a type
BACK = 1.0      # what going straight back takes away


def chance(*names):
    """Random numbers that hang on names alone."""
    digest = hashlib.sha256("/".join(map(str, names)).encode()).digest()
    return numpy.random.default_rng(int.from_bytes(digest[:8], "little"))


def smooth(values, seconds=5):
    return numpy.apply_along_axis(lambda column: numpy.convolve(column, numpy.ones(seconds) / seconds, "same"), 0, values)


class Editor:
    def __init__(self, school, seed):
        tastes = chance("editor", school, seed)
        self.school, self.seed = school, seed
        self.liking = LIKING[school] * tastes.normal(size=len(TYPES))
        self.answer = ANSWER[school] * tastes.normal(size=(5, len(TYPES)))
        self.length = tastes.uniform(3.0, 5.5)
        self.haste = tastes.uniform(0.3, 0.9)

    def wishes(self, facts):
        """By second: how much the editor wants each type."""
        cues = facts["cues"]
        density = cues[:, 4:5] / max(1e-6, cues[:, 4].max()) * 2 - 1
        place = numpy.linspace(-1, 1, len(cues))[:, None]
        heard = numpy.concatenate([smooth(cues[:, :3]), smooth(density), place], 1)
        rules = RULES[self.school] * numpy.log(facts["rules"]) if RULES[self.school] else 0
        return self.liking + heard @ self.answer + rules

    def ends(self, facts, seconds, whims):
        """Where shots end: on the beat next to where the editor would have cut."""
        beats, loud = facts["beats"], facts["cues"][:, 0]
        beats = beats[(beats > 1) & (beats < seconds - 1)]
        ends, time = [], 0.0
        while True:
            pace = 1 - self.haste / 2 * loud[min(int(time), len(loud) - 1)]
            aim = time + max(1.2, self.length * pace * numpy.exp(0.3 * whims.normal()))
            later = beats[beats > time + 1.0]
            time = later[numpy.abs(later - aim).argmin()] if len(later) else aim
            if time >= seconds - 1.5:
                return [*ends, seconds]
            ends.append(float(time))

    def edit(self, song, facts, seconds):
        """Shots as (start, end, type)."""
        whims = chance("edit", self.school, self.seed, song)
        wishes, shots, before = self.wishes(facts), [], []
        start = 0.0
        for end in self.ends(facts, seconds, whims):
            first = int(start)
            wish = wishes[first:max(first + 1, int(end))].mean(0) + WHIM * whims.gumbel(size=len(TYPES))
            if before[-2:-1]:
                wish[before[-2]] -= BACK
            if before:
                wish[before[-1]] = -numpy.inf
            before.append(int(wish.argmax()))
            shots.append((start, end, TYPES[before[-1]]))
            start = end
        return shots


def write(path, shots):
    rows = [f"{start:.3f},{end:.3f},{kind}" for start, end, kind in shots]
    path.write_text("\n".join(["start,end,type", *rows]) + "\n")
