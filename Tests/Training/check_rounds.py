#!/usr/bin/env python3
"""What cross-fitted rounds give on made worlds, over several seeds: prints the table of all arms, and what was claimed of it.

  check_rounds.py SONGBOARD [--folder DIR] [--worlds CK] [--first 101] [--seeds 8] [--set STAGE.PARAMETER=VALUE ...]

World C: 16 noisy edits, wide rows like tags, 335,000 parameters, the last epoch of each training: networks know their songs
by heart. World K: 16 edits of consistent editors, and 120 songs without labels. rounds.yaml has the arms, claims/rounds-C.yaml and
claims/rounds-K.yaml the claims: each seed is a study that begins with them (`run --preregister`), and `songboard compare` answers
them over all seeds. One that does not hold is shown as such and is no failure. What is in DIR already is not made again.
The claims are of eight seeds. `--set` tries another arm in a folder of its own: three folds are `--set hrnn.folds=3 --set
mrnn.folds=3 --set lrnn.folds=3`, and a cosine first phase is `schedule=cosine` of hrnn, mrnn, lrnn, kdin and kd.
"""
import argparse
import json
import time
from pathlib import Path

from check_learning import markdown, with_unlabelled
from learning_seeds import Seeds
from program import Program

ROUNDS = Path(__file__).with_name("rounds.yaml")
WORLDS = {
    "C": {"layers": "[96, 48, 24]", "corpus": ("--train", "16"), "settings": ("*.select=last",)},
    "K": {"layers": "[48, 24, 16]", "corpus": ("--train", "16", "--unlabelled", "120"), "settings": ()},
}


def report(program, world, corpus, output, settings):
    """The report of a seed, made unless it is there, and the seconds that took."""
    file = output / "report.json"
    start = time.perf_counter()
    if not file.exists():
        facts = WORLDS[world]
        pipeline = ROUNDS.read_text().replace("LAYERS", facts["layers"])
        if "--unlabelled" in facts["corpus"]:
            pipeline = with_unlabelled(pipeline, corpus)
        claims = program.claims("rounds", world)
        program.learn(pipeline, corpus, output, *facts["settings"], *settings, claims=claims)
    return json.loads(file.read_text()), time.perf_counter() - start


def seen(seeds):
    """What teacher and student know of training songs beside validation songs, on average, in percent."""
    for place, system in enumerate(seeds.reports[0]["runs"][0]["seen"]):
        numbers = []
        for part in ("training", "validation"):
            for measure in ("accuracy", "confidence"):
                values = [report["runs"][0]["seen"][place][part][measure] for report in seeds.reports]
                numbers.append(f"{part} {measure} {100 * sum(values) / len(values):.1f}")
        print(f"{system['system']}: {', '.join(numbers)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("songboard")
    parser.add_argument("--folder", type=Path, default=Path("worlds"))
    parser.add_argument("--worlds", default="CK")
    parser.add_argument("--first", type=int, default=101, help="the first seed, of the songs and of the networks")
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--set", action="append", default=[], help="a setting of all runs, as songboard takes it")
    options = parser.parse_args()
    program = Program(options.songboard)
    arm = "".join(f"-{setting}" for setting in options.set).replace("*", "").replace("/", "-")
    for world in options.worlds:
        reports, outputs = [], []
        for seed in range(options.first, options.first + options.seeds):
            corpus = options.folder / "corpus" / f"{world}{seed}"
            program.make(corpus, world, "--seed", str(seed), *WORLDS[world]["corpus"])
            output = options.folder / f"rounds{arm}" / f"{world}{seed}"
            made, seconds = report(program, world, corpus, output, [f"*.seed={seed}", *options.set])
            print(f"{world}{seed}: {seconds:.0f} s", flush=True)
            reports.append(made)
            outputs.append(output)
        seeds = Seeds(reports)
        print(f"\nWorld {world}, {options.seeds} seeds from {options.first}: Tests/Training/rounds.yaml {' '.join(options.set)}\n")
        markdown(seeds.table())
        seen(seeds)
        print(*program.compare(outputs, options.folder / f"rounds{arm}" / world), sep="\n")
        print()


if __name__ == "__main__":
    main()
