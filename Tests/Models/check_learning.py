#!/usr/bin/env python3
"""Trains on synthetic worlds over several seeds, prints the table of all systems and controls, and checks what can be held.

  check_learning.py SONGBOARD MAKE_CORPUS [--folder DIR] [--worlds AB] [--seeds 8] [--report report.json]

MAKE_CORPUS writes a world: songs as arrays of 1, 2 and 4 s with the shots of each. A seed is one set of songs and one of
networks. For each world and seed pipelines/train.yaml and Tests/Models/learning.yaml are run; what is in DIR already is
not made again. Each check prints its numbers; one that does not hold is shown as such and is no failure of the program:
they are tendencies over few seeds.
"""
import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
TRAIN = REPOSITORY / "pipelines/train.yaml"
CHECKS = REPOSITORY / "Tests/Models/learning.yaml"
METRICS = {"accuracy": "accuracy %", "macroF1": "macro-F1 %", "negativeLogLikelihood": "NLL", "nearCutF1": "cut F1 ±1 s %",
           "changeAgreement": "TSC-AC %", "meanDistance": "DST-AC", "shotLength": "DS s", "shots": "shots",
           "sequenceAccuracy": "ASC %"}


def run(program, pipeline, corpus, output, seed):
    """The report of one pipeline; made unless it is there."""
    report = output / "report.json"
    if not report.exists():
        output.mkdir(parents=True, exist_ok=True)
        here = output / pipeline.name
        unlabelled = (corpus / "unlabelled").resolve()
        here.write_text(pipeline.read_text().replace("unlabelled: []", f'unlabelled: ["{unlabelled}/*.1s.npy"]'))
        songs = f"{corpus}/{{train,validation,test}}/*.1s.npy"
        command = [program, "run", here, songs, "-o", output, "--jobs", "1", "--set", f"*.seed={seed}"]
        subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return json.loads(report.read_text())


class Seeds:
    """The reports of one world and pipeline, seed by seed."""

    def __init__(self, reports):
        self.reports = reports

    @property
    def systems(self):
        return [system["name"] for system in self.reports[0]["systems"]]

    def values(self, system, metric):
        found = [s["values"][metric][0] for r in self.reports for s in r["systems"] if s["name"] == system]
        return [value for value in found if value is not None]

    def differences(self, first, second, metric):
        return [a - b for a, b in zip(self.values(first, metric), self.values(second, metric))]

    def teacher_by_round(self, loop):
        """By seed: the validation NLL of the teacher in a loop, by round; loops count from 0 in the report's order."""
        curves = [[c for c in r["curves"] if c["name"].endswith("teacher by round")][loop] for r in self.reports]
        return [[point["validationNLL"] for point in curve["points"]] for curve in curves]

    def table(self):
        rows = [["system", *METRICS.values()]]
        for system in self.systems:
            cells = []
            for metric in METRICS:
                values = self.values(system, metric)
                digits = {"negativeLogLikelihood": 3, "meanDistance": 2, "shotLength": 2, "shots": 0}.get(metric, 1)
                spread = f" ± {statistics.stdev(values):.{digits}f}" if len(values) > 1 and metric == "accuracy" else ""
                cells.append(f"{statistics.mean(values):.{digits}f}{spread}" if values else "")
            rows.append([system, *cells])
        return rows


def paired(differences):
    error = statistics.stdev(differences) / len(differences) ** 0.5 if len(differences) > 1 else float("nan")
    higher = sum(d > 0 for d in differences)
    return f"{statistics.mean(differences):+.2f} ± {error:.2f}, higher in {higher} of {len(differences)}"


def markdown(rows):
    head, *body = rows
    for row in (head, ["---"] * len(head), *body):
        print(f"| {' | '.join(row)} |")
    print()


def check(name, holds, numbers):
    print(f"{'holds   ' if holds else 'does not'} {name}: {numbers}")


def checks(train, more, count):
    """The tendencies, with tolerances for the number of seeds."""
    most = count - 1
    if "B" in train:
        gap = train["B"].differences("mean of assistants", "hRNN", "accuracy")
        check("B: mean of assistants - hRNN >= 5 points, all seeds", min(gap) >= 5, paired(gap))
    for world, least, wins in (("B", 1.0, most), ("A", 0.2, count - 2)):
        if world not in more:
            continue
        gain = more[world].differences("RNN-KD unlabelled", "hard labels", "accuracy")
        holds = statistics.mean(gain) >= least and sum(d > 0 for d in gain) >= wins
        check(f"{world}: RNN-KD with unlabelled songs - hard labels >= {least} in accuracy", holds, paired(gain))
        better = [-d for d in more[world].differences("RNN-KD unlabelled", "hard labels", "negativeLogLikelihood")]
        check(f"{world}: its NLL is lower in {most} of {count}", sum(d > 0 for d in better) >= most, paired(better))
    if "B" in more:
        gain = more["B"].differences("RNN-KD unlabelled", "RNN-KD cross-fitted", "accuracy")
        check("B: unlabelled against labelled-only RNN-KD >= 0.4", statistics.mean(gain) >= 0.4, paired(gain))
    for world, seeds in more.items():
        inert = seeds.differences("RNN-KD paper", "hard labels", "accuracy")
        near = sum(abs(d) <= 0.6 for d in inert)
        check(f"{world}: preset paper and hard labels at most 0.6 apart in {most}", near >= most, f"{near}; {paired(inert)}")
        fusion, mean = seeds.teacher_by_round(0), seeds.teacher_by_round(1)
        rising = sum(len(r) > 1 and all(b > a for a, b in zip(r, r[1:])) for r in fusion)
        check(f"{world}: fusion with tau2: the teacher's NLL rises in every round in {count - 2}", rising >= count - 2, rising)
        ended = sum(len(r) < 5 for r in fusion)
        check(f"{world}: fusion with tau2: the guard ends the loop before its four rounds", ended == count, f"{ended} of {count}")
        calm = sum(all(b <= a * 1.05 for a, b in zip(r, r[1:])) for r in mean)
        check(f"{world}: the mean's rises by at most 5 % in a round", calm == count, f"{calm} of {count}")
    for world, seeds in train.items():
        film = seeds.differences("MF-RNNs", "hRNN", "macroF1")
        good = sum(d >= 0.8 for d in film)
        check(f"{world}: MF-RNNs - hRNN >= 0.8 in macro-F1 in {most}", good >= most, f"{good}; {paired(film)}")
        same = seeds.differences("RNN-DIL", "KDrep", "accuracy")
        near = sum(abs(d) <= 1 for d in same)
        check(f"{world}: RNN-DIL and KDrep at most 1 apart in {most}", near >= most, f"{near}; {paired(same)}")
        networks = [s for s in seeds.systems if s not in ("bigram draw", "majority class")]
        draw = seeds.values("bigram draw", "sequenceAccuracy")
        over = all(d > max(seeds.values(s, "sequenceAccuracy")[i] for s in networks) for i, d in enumerate(draw))
        check(f"{world}: the bigram draw's ASC exceeds every network's", over, f"{statistics.mean(draw):.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("songboard")
    parser.add_argument("make_corpus", type=Path)
    parser.add_argument("--folder", type=Path, default=Path("worlds"))
    parser.add_argument("--worlds", default="AB")
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    train, more = {}, {}
    for world in options.worlds:
        reports = [[], []]
        for seed in range(1, options.seeds + 1):
            corpus = options.folder / "corpus" / f"{world}{seed}"
            if not corpus.exists():
                subprocess.run([sys.executable, options.make_corpus, corpus, "--world", world, "--seed", str(seed),
                                "--unlabelled", "150"], check=True)
            for kind, (folder, pipeline) in enumerate((("out", TRAIN), ("more", CHECKS))):
                output = options.folder / folder / f"{world}{seed}"
                reports[kind].append(run(options.songboard, pipeline, corpus, output, seed))
        train[world], more[world] = Seeds(reports[0]), Seeds(reports[1])
    for world in train:
        print(f"World {world}, {options.seeds} seeds: pipelines/train.yaml\n")
        markdown(train[world].table())
        for pair in train[world].reports[0]["comparisons"]:
            difference = train[world].differences(pair["first"], pair["second"], "accuracy")
            print(f"{pair['first']} - {pair['second']}: accuracy {paired(difference)}")
        print(f"\nWorld {world}: songs without labels, and the paper's preset\n")
        markdown(more[world].table())
    checks(train, more, options.seeds)
    if options.report:
        tables = {world: {"train": train[world].table(), "more": more[world].table()} for world in train}
        options.report.write_text(json.dumps(tables, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
