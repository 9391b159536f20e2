#!/usr/bin/env python3
"""What labels of the quality of labels-from-video teach, by each way to take them.

  label_errors.py SONGBOARD [--folder DIR] [--worlds ABK] [--seeds 8] [--songs 15] [--small]

make_corpus.py writes a world with true labels. Those of its training and validation songs are then made as wrong as what
`labels-from-video` told of a whole music video: by shots the surer half .84 exact, the 30 % below a confidence of .5 only .34;
by seconds .73 exact and .97 within one size, since what is unsure is short. Songs that are scored keep their true labels.
Prints how wrong the labels came out, what each way of learning comes to, and what it gains over labels taken at their word,
paired over seeds. What is in DIR already is not made again. `--small` is for a look at whether it runs.
"""
import argparse
import csv
import json
import math
from pathlib import Path

import numpy as np
from learning_seeds import Paired
from program import Program

TYPES = ["CU", "MCU", "MS", "MLS", "LS", "XLS", "ADS", "MIS"]
SIZES = 6
QUALITY = [(0.3, 0.34, (0.2, 0.5)), (0.5, 0.70, (0.5, 0.65)), (1.0, 0.84, (0.65, 0.98))]
"""Up to this share of the shots, the least sure first: how many are exact, and what their confidence is between."""
LENGTH = 2.0
"""How much surer long shots are: times the logarithm of the length, beside chance of deviation 1."""
TWO_STEPS = 0.11
"""The share of errors that are two sizes off: .03 of the seconds beyond one size."""
WAYS = {
    "true labels": {},
    "at their word": {"weights": "equal"},
    "weighted": {"weights": "confidence"},
    "masked below .5": {"weights": "equal", "confidence": 0.5},
    "masked and weighted": {"weights": "confidence", "confidence": 0.5},
    "smoothed over sizes": {"weights": "equal", "size_smoothing": 0.25},
    "weighted and smoothed": {"weights": "confidence", "size_smoothing": 0.25},
}
SYSTEMS = ["hRNN", "mean of assistants"]
METRICS = {"accuracy": ("accuracy %", 1), "macroF1": ("macro-F1 %", 1), "negativeLogLikelihood": ("NLL", 3)}


def pipeline(ways):
    """The text of a pipeline in which a network of each view learns in each way."""
    lines = ["version: 1", "source:", "  frames:", "    x: {rate: 1 Hz}",
             '    y: {files: "{track}.2s.npy", rate: 0.5 Hz}',
             '    z: {files: "{track}.4s.npy", rate: 0.25 Hz}', '  labels: "{track}.shots.csv"',
             '  split: {validation: ["validation/**"], test: ["test/**"]}', "stages:"]
    types, rows = [], []
    for place, way in enumerate(ways):
        labels = {key: value for key, value in WAYS[way].items() if key != "size_smoothing"}
        smoothing = WAYS[way].get("size_smoothing", 0)
        lines.append(f"  truth{place}: {{use: labels, with: {json.dumps(labels)}}}")
        views = [f"{view}{place}" for view in ("h", "m", "l")]
        for name, frames in zip(views, "xyz"):
            lines.append(f"  {name}: {{use: assistant, in: {{frames: {frames}, truth: truth{place}}}, "
                         f"with: {{layers: [48, 24, 16], folds: 0, size_smoothing: {smoothing}}}}}")
        lines.append(f"  t{place}: {{use: teacher, in: {{assistants: [{', '.join(views)}], frames: [x, y, z], "
                     f"truth: truth{place}}}, with: {{codebook: 16}}}}")
        types += [views[0], f"t{place}.mean"]
        rows += [f"{system}, {way}" for system in SYSTEMS]
    lines.append(f"  report: {{use: evaluate, in: {{truth: truth0, types: [{', '.join(types)}]}}, "
                 f"with: {{rows: {json.dumps(rows)}, songs: 0}}}}")
    return "\n".join(lines) + "\n"


def spoil(corpus, spoiled, random):
    """Copies a world with labels as a program tells them; gives by shot: seconds, confidence, and steps that it is off."""
    tables = []
    for part in ("train", "validation"):
        for path in sorted((corpus / part).glob("*.shots.csv")):
            with open(path, newline="") as file:
                tables.append((path, list(csv.DictReader(file))))
    lengths = np.array([float(row["end"]) - float(row["start"]) for _, table in tables for row in table])
    order = np.argsort(LENGTH * np.log(lengths) + random.normal(size=len(lengths)))
    sureness = np.empty(len(lengths))
    sureness[order] = (np.arange(len(lengths)) + 0.5) / len(lengths)
    told, place = [], 0
    for path, table in tables:
        for row in table:
            least, (most, exact, confidence) = 0.0, QUALITY[-1]
            for level in QUALITY:
                if sureness[place] <= level[0]:
                    most, exact, confidence = level
                    break
                least = level[0]
            share = (sureness[place] - least) / (most - least)
            sure = confidence[0] + share * (confidence[1] - confidence[0])
            step = 0
            if random.random() >= exact:
                truth = TYPES.index(row["type"])
                step, row["type"] = mistaken(truth, random)
            row["confidence"] = f"{sure:.2f}"
            told.append((lengths[place], sure, step))
            place += 1
        target = spoiled / path.relative_to(corpus)
        target.parent.mkdir(parents=True, exist_ok=True)
        with open(target, "w", newline="") as file:
            writer = csv.DictWriter(file, ["start", "end", "type", "confidence"])
            writer.writeheader()
            writer.writerows(table)
    for path in corpus.glob("*/*.*"):
        target = spoiled / path.relative_to(corpus)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            target.symlink_to(path.resolve())
    return told


def mistaken(truth, random):
    """How many steps a wrong type is off, and the type; what is off the scale is taken for the farthest size."""
    if truth >= SIZES:
        return math.inf, "XLS"
    steps = [step for step in (-1, 1) if 0 <= truth + step < SIZES]
    if random.random() < TWO_STEPS:
        steps = [step for step in (-2, 2) if 0 <= truth + step < SIZES]
    step = int(random.choice(steps))
    return step, TYPES[truth + step]


def quality(told):
    """What of made labels is right, in a line."""
    def right(rows, most=0, by_seconds=True):
        weights = [seconds if by_seconds else 1 for seconds, _, _ in rows]
        return sum(weight for weight, (_, _, step) in zip(weights, rows) if abs(step) <= most) / sum(weights)

    order = sorted(told, key=lambda row: -row[1])
    sized = [row for row in told if row[2] != math.inf]
    return (f"{len(told)} shots: {right(told):.2f} of seconds exact, {right(sized, 1):.2f} of sizes within one; by shots: "
            f"surer half {right(order[: len(order) // 2], 0, False):.2f} exact, below .5 "
            f"{right([row for row in told if row[1] < 0.5], 0, False):.2f}")


def report(program, corpus, output, ways, seed, settings):
    """The rows of a run, by name; made unless they are there."""
    file = output / "report.json"
    if not file.exists():
        program.learn(pipeline(ways), corpus, output, f"*.seed={seed}", *settings)
    return {row["name"]: row["pooled"]["values"] for row in json.loads(file.read_text())["systems"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("songboard")
    parser.add_argument("--folder", type=Path, default=Path("label-errors"))
    parser.add_argument("--worlds", default="ABK")
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--songs", type=int, default=15, help="so many to learn from: nobody has hundreds of videos")
    parser.add_argument("--small", action="store_true")
    options = parser.parse_args()
    size = ["--train", f"{options.songs}", "--validation", "5", "--test", "20"]
    if options.small:
        size = ["--train", "6", "--validation", "2", "--test", "3", "--seconds", "100"]
    settings = ["*.epochs=2"] if options.small else []
    program = Program(options.songboard)
    for world in options.worlds:
        found, told = [], []
        for seed in range(1, options.seeds + 1):
            corpus = options.folder / "corpus" / f"{world}{seed}"
            spoiled = options.folder / "spoiled" / f"{world}{seed}"
            program.make(corpus, world, "--seed", str(seed), *size)
            told += spoil(corpus, spoiled, np.random.default_rng(seed))
            rows = report(program, corpus, options.folder / "true" / f"{world}{seed}", list(WAYS)[:1], seed, settings)
            rows |= report(program, spoiled, options.folder / "told" / f"{world}{seed}", list(WAYS)[1:], seed, settings)
            found.append(rows)
        print(f"World {world}, {options.seeds} seeds. {options.songs} songs. {quality(told)}\n")
        names = [name for name, _ in METRICS.values()]
        print(f"| system | labels | {' | '.join(names)} | accuracy over labels at their word |\n| {'--- | ' * (len(names) + 3)}")
        for system in SYSTEMS:
            def values(way, metric):
                return [rows[f"{system}, {way}"][metric][0] for rows in found]

            for way in WAYS:
                cells = [f"{np.mean(values(way, metric)):.{digits}f}" for metric, (_, digits) in METRICS.items()]
                gain = Paired(values(way, "accuracy"), values("at their word", "accuracy"), "accuracy")
                print(f"| {system} | {way} | {' | '.join(cells)} | {'' if way == 'at their word' else gain} |")
        print(flush=True)


if __name__ == "__main__":
    main()
