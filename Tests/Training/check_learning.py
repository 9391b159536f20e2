#!/usr/bin/env python3
"""Trains on synthetic worlds over several seeds, prints the table of all systems and controls, and checks what can be held.

  check_learning.py SONGBOARD [--folder DIR] [--worlds AB] [--first 1] [--seeds 8]

make_corpus.py writes a world: songs as arrays of 1, 2 and 4 s with the shots of each. A seed is one set of songs and one of
networks. For each world and seed pipelines/train.yaml and Tests/Training/learning.yaml are run, each as a study that begins
with its claims (`run --preregister`, Tests/Training/claims), which `songboard compare` answers over all seeds; what is in DIR
already is not made again. The reports of all seeds are merged to DIR/train/WORLD/report.json and DIR/more/WORLD/report.json: as
`evaluate` writes one, with all seeds' values, their means and deviations, differences paired over seeds, and the checks.
Each check prints its numbers; one that does not hold is shown as such and is no failure of the program: they are tendencies
over few seeds.

That a cross-fitted target comes from networks that never saw its song cannot be seen from outside: AssistantTests
(`foldsAreBlind`, `heldOut`) changes songs and compares networks.
"""
import argparse
import json
import sys
import tempfile
from pathlib import Path

import learning_checks
from learning_seeds import Seeds
from program import Program

REPOSITORY = Path(__file__).resolve().parents[2]
TRAIN = REPOSITORY / "pipelines/train.yaml"
MORE = REPOSITORY / "Tests/Training/learning.yaml"
NONE = "  unlabelled: []\n"


def with_unlabelled(pipeline, corpus):
    """A pipeline whose empty list of songs without labels is filled with those of a world."""
    if NONE not in pipeline:
        sys.exit(f"the pipeline has no line '{NONE.rstrip()}' to fill")
    songs = (corpus / "unlabelled").resolve()
    return pipeline.replace(NONE, f'  unlabelled: ["{songs}/*.1s.npy"]\n')


def report(program, pipeline, corpus, output, seed, claims):
    """The report of a pipeline's text and a seed; made unless it is there, as a study that begins with claims."""
    file = output / "report.json"
    if not file.exists():
        program.learn(pipeline, corpus, output, f"*.seed={seed}", claims=claims)
    found = json.loads(file.read_text())
    if found["version"] != 2:
        sys.exit(f"{file} is of version {found['version']}: delete {output}, it is made anew")
    return found


def weights(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.safetensors")}


def different(one, other):
    """The models of two runs whose bytes differ, or that one of them lacks."""
    first, second = weights(one), weights(other)
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name)), len(first)


def bytes_of_unlabelled_songs(program, world):
    """Labels planted on songs without labels, and an empty list of them, on a small world and with few epochs."""
    small = ("--train", "6", "--validation", "2", "--test", "2", "--unlabelled", "4", "--seconds", "120")
    more, train = MORE.read_text(), TRAIN.read_text()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = folder / "corpus"
        program.make(corpus, world, *small)

        def models(output, pipeline):
            program.learn(pipeline, corpus, folder / output, "*.epochs=2", "*.update_epochs=1")
            return folder / output

        bare = models("bare", with_unlabelled(more, corpus))
        for place, song in enumerate(sorted((corpus / "unlabelled").glob("*.1s.npy"))):
            labels = sorted((corpus / "train").glob("*.shots.csv"))[place]
            song.with_name(song.name.replace(".1s.npy", ".shots.csv")).write_bytes(labels.read_bytes())
        planted, count = different(bare, models("planted", with_unlabelled(more, corpus)))
        on_more = learning_checks.check(f"{world}: labels planted on songs without labels change no bit of a model",
                                        not planted, models=count, different=planted)
        listed, count = different(models("without", train), models("empty", train.replace("  split:", f"{NONE}  split:")))
        on_train = learning_checks.check(f"{world}: an empty list of songs without labels gives the bytes of none",
                                         not listed, models=count, different=listed)
    return [on_train], [on_more]


def markdown(rows):
    head, *body = rows
    for row in (head, ["---"] * len(head), *body):
        print(f"| {' | '.join(row)} |")
    print()


def write(folder, seeds, checks):
    folder.mkdir(parents=True, exist_ok=True)
    merged = json.dumps(seeds.merged(checks), indent=1, ensure_ascii=False, sort_keys=True, allow_nan=False)
    (folder / "report.json").write_text(merged + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("songboard")
    parser.add_argument("--folder", type=Path, default=Path("worlds"))
    parser.add_argument("--worlds", default="AB")
    parser.add_argument("--first", type=int, default=1, help="the first seed, of the songs and of the networks")
    parser.add_argument("--seeds", type=int, default=8)
    options = parser.parse_args()
    program = Program(options.songboard)
    for world in options.worlds:
        studies = {"train": [], "more": []}
        for seed in range(options.first, options.first + options.seeds):
            corpus = options.folder / "corpus" / f"{world}{seed}"
            program.make(corpus, world, "--seed", str(seed), "--unlabelled", "150")
            texts = {"train": TRAIN.read_text(), "more": with_unlabelled(MORE.read_text(), corpus)}
            for study, reports in studies.items():
                output = options.folder / study / f"{world}{seed}"
                reports.append(report(program, texts[study], corpus, output, seed, program.claims(study, world)))
        train, more = Seeds(studies["train"]), Seeds(studies["more"])
        print(f"World {world}, {options.seeds} seeds from {options.first}: pipelines/train.yaml\n")
        markdown(train.table())
        for pair in train.reports[0]["comparisons"]:
            print(f"{pair['first']} - {pair['second']}: accuracy {train.paired(pair['first'], pair['second'], 'accuracy')}")
        print(f"\nWorld {world}: songs without labels, and the paper's preset\n")
        markdown(more.table())
        for study in studies:
            outputs = [options.folder / study / f"{world}{seed}" for seed in range(options.first, options.first + options.seeds)]
            print(*program.compare(outputs, options.folder / study / f"{world} compared"), sep="\n")
        on_train, on_more = bytes_of_unlabelled_songs(program, world)
        write(options.folder / "train" / world, train, on_train + learning_checks.of_train(world, train))
        write(options.folder / "more" / world, more, on_more + learning_checks.of_more(world, more))
        print()


if __name__ == "__main__":
    main()
