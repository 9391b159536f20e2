#!/usr/bin/env python3
"""Fits the weights of MeterScore to songs whose bars are known, and prints them as its tables.

    swift build -c release --product MeterClues
    python3 Tests/Features/fit_grid.py [--pop909 DIR] [--clues PROGRAM] [--cache DIR] [--folds N]

The songs are those of evaluate_grid.py that tune, sixteen hundred of half a minute each; those that judge are left alone.
MeterClues prints every way to hear a song's pulses as bars, with its clues. Maximum likelihood: the ways whose tempo, metre
and downbeats are right shall have the most probability, with a ridge on weights for clues of unit deviation. Units start by
chance, with one seed, and few rounds keep them from learning songs by heart. Songs that have no right way, as where the pulse
is wrong, teach nothing. With `--folds` it prints how well the songs of each fold are
heard with the weights of the others, to choose clues by.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile
import warnings

import numpy as np
from scipy.optimize import minimize

import evaluate_grid

UNITS, ROUNDS, SEED = 8, 120, 0
# On the weights of the clues, and on those of the units.
RIDGE, UNIT_RIDGE = 5.0, 8.0
# Rendered music of people counts more than songs by rule, of which there are many.
WEIGHTS = {"piano": 3, "band": 3}


class Ways:
    """A song's ways to be heard, with their clues, and which are right."""

    def __init__(self, line, truth):
        places = np.array(line["places"])
        self.truth, self.clues = truth, np.array(line["clues"], np.float32)
        self.ways = [tuple(way) for way in line["ways"]]
        self.tempos = np.array([2 * line["tempo"] / step for step, _, _ in self.ways])
        self.right = np.array([self.is_right(places, way, tempo) for way, tempo in zip(self.ways, self.tempos)])
        self.weight = WEIGHTS.get(truth.group.split(",")[0], 1)

    def is_right(self, places, way, tempo):
        step, meter, phase = way
        if abs(np.log2(tempo / self.truth.bpm)) > 0.06 or meter not in self.truth.meters:
            return False
        downbeats = self.truth.meters[meter]
        told = places[phase::step * meter]
        told = told[(told > downbeats[0] - 0.1) & (told < downbeats[-1] + 0.1)]
        return len(told) > 0 and np.mean([np.min(np.abs(downbeats - time)) < 0.07 for time in told]) > 0.75

    def heard(self, weights):
        """The likeliest way, and the probability of its downbeats."""
        scores = weights.scores(self.clues)
        shares = np.exp(scores - scores.max())
        best = int(scores.argmax())
        bars = [(step * meter, phase) for step, meter, phase in self.ways]
        alike = [share for share, bar in zip(shares, bars) if bar == bars[best]]
        return best, sum(alike) / shares.sum()


def read(program, files, truths):
    """All songs' ways, and the clues' names. A few songs at a time, so that two processors are used."""
    running = [
        subprocess.Popen([program, *files[first::2]], stdout=subprocess.PIPE, text=True) for first in (0, 1)]
    songs, names = [], []
    for program in running:
        for text in program.stdout:
            line = json.loads(text)
            names = line["names"]
            songs.append(Ways(line, truths[pathlib.Path(line["file"]).stem]))
    return songs, names


class Weights:
    """What MeterScore knows: weights of the clues for the score and for each unit, the units' offsets and strengths."""

    def __init__(self, values, clues):
        ends = np.cumsum([clues, clues * UNITS, UNITS])
        self.direct, units, self.offsets, self.strengths = np.split(values, ends)
        self.units = units.reshape(clues, UNITS)

    def tangents(self, clues):
        return np.tanh(clues @ self.units + self.offsets)

    def scores(self, clues):
        return clues @ self.direct + self.tangents(clues) @ self.strengths

    def rescaled(self, mean, deviation):
        """The same for clues that are not standardised; a constant in all scores is left out."""
        self.offsets = self.offsets - (mean / deviation) @ self.units
        self.direct, self.units = self.direct / deviation, self.units / deviation[:, None]
        return self

    def table(self, names):
        """As Swift."""
        def row(values):
            return "[" + ", ".join(f"{value:.3g}" for value in values) + "]"

        rows = [f"    .{name}: ({direct:.3g}, {row(units)})," for name, direct, units in zip(names, self.direct, self.units)]
        return "\n".join([
            f"  private static let strengths: [Double] = {row(self.strengths)}", "",
            f"  private static let offsets: [Double] = {row(self.offsets)}", "",
            "  private static let weights: [MeterClue: (score: Double, units: [Double])] = [", *rows, "  ]"])


def fit(songs):
    """The weights, by the songs that have a right way."""
    teachers = [song for song in songs if song.right.any()]
    clues = np.concatenate([song.clues for song in teachers])
    mean, deviation = clues.mean(axis=0), clues.std(axis=0) + 1e-6
    clues = (clues - mean) / deviation
    count = clues.shape[1]
    right = np.concatenate([song.right for song in teachers])
    lengths = np.array([len(song.ways) for song in teachers])
    starts = np.cumsum(lengths) - lengths
    importance = np.array([song.weight for song in teachers], np.float32)
    ridge = np.full(count + UNITS * (count + 2), UNIT_RIDGE, np.float32)
    ridge[:count] = RIDGE

    def loss(values):
        weights = Weights(values.astype(np.float32), count)
        tangents = weights.tangents(clues)
        scores = clues @ weights.direct + tangents @ weights.strengths
        shares = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), lengths))
        whole = np.add.reduceat(shares, starts)
        hits = np.maximum(np.add.reduceat(shares * right, starts), 1e-30)
        slope = np.repeat(importance, lengths) * shares * (1 / np.repeat(whole, lengths) - right / np.repeat(hits, lengths))
        inner = slope[:, None] * weights.strengths * (1 - tangents ** 2)
        slopes = [clues.T @ slope, (clues.T @ inner).ravel(), inner.sum(axis=0), tangents.T @ slope]
        total = 0.5 * np.sum(ridge * values ** 2) - np.sum(importance * np.log(hits / whole))
        return total, ridge * values + np.concatenate(slopes)

    start = np.random.default_rng(SEED).normal(0, 0.15, len(ridge))
    start[:count] = 0
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return Weights(found, count).rescaled(mean, deviation)


def report(name, songs, hearings):
    """How many are heard right, by group."""
    for group in dict.fromkeys(song.truth.group for song in songs):
        some = [(song, *heard) for song, heard in zip(songs, hearings) if song.truth.group == group]
        right = np.array([song.right[best] for song, best, _ in some])
        meters = np.mean([song.ways[best][1] in song.truth.meters for song, best, _ in some])
        octaves = np.mean([
            abs(abs(np.log2(song.tempos[best] / song.truth.bpm)) - 1) < 0.1 for song, best, _ in some])
        sure = np.array([certainty > evaluate_grid.CERTAIN for _, _, certainty in some])
        print(
            f"{name} {group:18} {len(some):3} songs  all right {np.mean(right):.3f}, metre {meters:.3f}, "
            f"octave errors {octaves:.3f}  sure {np.mean(sure):.2f}: right {np.mean(right[sure]):.3f}  "
            f"can be right {np.mean([song.right.any() for song, _, _ in some]):.3f}")


def main():
    parser = argparse.ArgumentParser(description="Fits the weights of MeterScore.")
    parser.add_argument("--pop909", type=pathlib.Path)
    parser.add_argument("--clues", default=evaluate_grid.ROOT / ".build/release/MeterClues")
    parser.add_argument("--cache", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "songboard-grid")
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    options.cache.mkdir(parents=True, exist_ok=True)
    truths = evaluate_grid.songs("tuned", options.cache, options.pop909)
    songs, names = read(options.clues, [options.cache / f"{stem}.wav" for stem in truths], truths)

    weights = fit(songs)
    report("tuned   ", songs, [song.heard(weights) for song in songs])
    if options.folds:
        hearings = [None] * len(songs)
        for fold in range(options.folds):
            others = fit([song for index, song in enumerate(songs) if index % options.folds != fold])
            for index in range(fold, len(songs), options.folds):
                hearings[index] = songs[index].heard(others)
        report("held out", songs, hearings)
    print(weights.table(names))


if __name__ == "__main__":
    main()
