#!/usr/bin/env python3
"""A study of 3 seeds x 3 settings in one command: unbroken, and killed twice; claims; and what other programs read of it.

  check_study.py SONGBOARD

Runs pipelines/train.yaml on a small made corpus. All files of the study that was killed must be the same bytes as those of
the one that was not; nothing is trained twice; claims that change after the first run are refused.
"""
import csv
import io
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy

sys.path.append(str(Path(__file__).resolve().parents[1] / "Support"))
from running import Checks, Killer, documents, lines

ROOT = Path(__file__).resolve().parents[2]
PIPELINE = ROOT / "pipelines/train.yaml"
MAKE_CORPUS = ROOT / "Tests/Training/make_corpus.py"
METRICS = {"accuracy", "macroF1", "negativeLogLikelihood", "calibrationError", "nearCutF1"}


def flips(differences):
    """The two-sided probability of the mean by flipping signs, in another way than songboard's."""
    d = numpy.array(differences)
    signs = 1 - 2 * ((numpy.arange(2 ** len(d))[:, None] >> numpy.arange(len(d))) & 1)
    return float(numpy.mean(numpy.abs(signs @ d) >= abs(d.sum()) - 1e-9))


def number(value):
    """What a table or report has; it leaves out what is not defined."""
    return float("nan") if value in ("", None) else float(value)


def agree(one, other):
    """Whether two lines of texts and flags are the same numbers."""
    return one[2] == other[2] and numpy.allclose([*map(number, one[:2])], [*map(number, other[:2])], equal_nan=True)


def check_numbers(check, study):
    """The tables against the runs' own reports."""
    rows = list(csv.DictReader(io.StringIO((study / "comparison.csv").read_text())))
    reports = {path.parent.name: json.loads(path.read_text()) for path in study.glob("*/report.json")}
    wrong = []
    for row in rows:
        tau = row["variant"].rpartition("student.tau=")[2].partition(",")[0] or "2"
        values = []
        for seed in (1, 2, 3):
            systems = {s["name"]: s for s in reports[f"seed={seed},kd.tau={tau}"]["systems"]}
            # Not every run has as many rounds, which are rows.
            system = systems.get(row["system"])
            values.append(number(system and system["pooled"]["values"][row["metric"]][0]))
        mine = [number(row[f"seed {seed}"]) for seed in (1, 2, 3)]
        known = [value for value in values if not numpy.isnan(value)]
        same = numpy.allclose(mine, values, equal_nan=True) and int(row["n"]) == len(known)
        same = same and numpy.isclose(float(row["mean"]), numpy.mean(known))
        wrong += [row] if not same or (len(known) > 1 and not numpy.isclose(float(row["deviation"]), numpy.std(known, ddof=1))) else []
    check(len(rows) > 100 and not wrong, f"{len(rows)} means and deviations are those of the reports {wrong[:1] or ''}")
    by = {(row["system"], row["variant"], row["metric"]): row for row in rows}
    names = {row["system"] + (f" [{row['variant']}]" if row["variant"] else ""): (row["system"], row["variant"]) for row in rows}
    tests = [row for row in csv.DictReader(io.StringIO((study / "tests.csv").read_text())) if row["over"] == "seeds"]
    wrong = []
    for test in tests:
        first, second = (by[(*names[test[side]], test["metric"])] for side in ("first", "second"))
        differences = [number(first[f"seed {seed}"]) - number(second[f"seed {seed}"]) for seed in (1, 2, 3)]
        differences = [value for value in differences if not numpy.isnan(value)]
        if not (numpy.isclose(float(test["mean"]), numpy.mean(differences)) and numpy.isclose(float(test["p"]), flips(differences))):
            wrong.append(test)
    check(len(tests) > 40 and not wrong, f"{len(tests)} tests over seeds, computed anew {wrong[:1] or ''}")
    check({test["metric"] for test in tests} == METRICS, "the metrics that are read first are tested")
    kinds = {name: [v for (s, v) in names.values() if s == name] for name in ("hRNN", "RNN-KD")}
    check(len(kinds["hRNN"]) == 1 and len(kinds["RNN-KD"]) == 3, f"a system that a setting does not touch is one row: {kinds}")


def main():
    program = Path(sys.argv[1]).absolute()
    check = Checks()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = folder / "corpus"
        subprocess.run([sys.executable, MAKE_CORPUS, corpus, "--train", "5", "--validation", "2", "--test", "3",
                        "--seconds", "60"], check=True)

        def words(output, *options):
            return [str(word) for word in (
                program, "run", PIPELINE, f"{corpus}/*/*.1s.npy", "-o", folder / output, "--set", "*.epochs=2", "--set",
                "*.layers=[12, 8]", "--sweep", "*.seed=1..3", "--sweep", "kd.tau=2,4,8", *options)]

        start = time.perf_counter()
        whole = subprocess.run(words("whole"), capture_output=True, text=True)
        seconds = time.perf_counter() - start
        check(whole.returncode == 0, f"9 runs in {seconds:.0f} s {whole.stderr[-500:] if whole.returncode else ''}")
        killer = Killer(random.Random(1), seconds / 2)
        kills = 0
        while kills < 2:
            if killer.kill(words("broken")):
                kills += 1
            else:
                # It came to its end before: once more from nothing.
                shutil.rmtree(folder / "broken")
                kills = 0
        broken = subprocess.run(words("broken"), capture_output=True, text=True)
        check(broken.returncode == 0, f"killed {kills} times, then finished")
        one, other = documents(folder / "whole"), documents(folder / "broken")
        different = sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
        check(len(one) > 100 and not different, f"{len(one)} files have the same bytes {different[:5] or ''}")
        check_numbers(check, folder / "whole")

        again = subprocess.run(words("whole"), capture_output=True, text=True)
        check(again.returncode == 0 and documents(folder / "whole") == one, "a second time changes nothing")
        assistants = list((folder / "whole").glob("*/hrnn.safetensors"))
        check(len(assistants) == 9 and len({path.read_bytes() for path in assistants}) == 3, "assistants hang on the seed alone")

        claims = folder / "claims.yaml"
        first = subprocess.run(words("claimed", "--preregister", claims), capture_output=True, text=True)
        text = claims.read_text()
        result = json.loads((folder / "claimed/comparison.json").read_text())
        check(first.returncode == 0 and "claims:" in text and result["claims"] and not result["tests"],
              f"{len(result['claims'])} claims written before the runs, and nothing else tested")
        table = list(csv.DictReader(io.StringIO((folder / "claimed/claims.csv").read_text())))
        said = [(row["mean"], row["p_holm"], row["holds"] == "1") for row in table]
        meant = [(c.get("mean"), c.get("corrected"), c.get("holds", False)) for c in result["claims"]]
        check(all(map(agree, said, meant)) and len(said) == len(meant), "claims.csv has what comparison.json has")
        check("cannot hold, since there are 3" in first.stderr and " 5 training, 2 validation, 3 test" in first.stderr,
              f"before the runs: what three seeds cannot show, and the songs of each part {first.stderr[:300]}")
        linted = subprocess.run([program, "lint", PIPELINE, "--sweep", "*.seed=1..3", "--preregister", claims],
                                capture_output=True, text=True)
        check(linted.returncode == 0 and "cannot hold, since there are 3" in linted.stderr, "lint says it too")
        on = subprocess.run(words("claimed"), capture_output=True, text=True)
        kept = json.loads((folder / "claimed/comparison.json").read_text())
        check(on.returncode == 0 and kept["claims"] == result["claims"], f"a study goes on with its claims {on.stderr[-300:] if on.returncode else ''}")
        claims.write_text(text.replace("RNN-KD - hRNN", "RNN-KD [kd.tau=2] - hRNN"))
        lost = subprocess.run(words("lost", "--preregister", claims), capture_output=True, text=True)
        check(lost.returncode == 64 and "student.tau=2" in lost.stderr, f"an arm that is not there: {lost.stderr.strip()[-200:]}")
        claims.write_text(text.replace("0.05", "0.2"))
        changed = subprocess.run(words("claimed", "--preregister", claims), capture_output=True, text=True)
        check(changed.returncode == 64 and "claims are not those" in changed.stderr, f"claims that change: {changed.stderr.strip()[-200:]}")
        claims.write_text(text.replace("RNN-KD - hRNN", "RNN-KT - hRNN"))
        typo = subprocess.run(words("typo", "--preregister", claims), capture_output=True, text=True)
        check(typo.returncode == 64 and "did you mean" in typo.stderr, f"a row that is not there: {typo.stderr.strip()[-200:]}")

        both = subprocess.run([program, "compare", f"a={folder}/whole/seed=1,kd.tau=2", f"b={folder}/whole/seed=2,kd.tau=2",
                               "-o", folder / "both"], capture_output=True, text=True)
        check(both.returncode == 0 and "RNN-KD [a]" in both.stdout, f"runs by names {both.stderr[-300:] if both.returncode else ''}")
        (folder / "both/comparison.tex").write_text("mine")
        kept = subprocess.run([program, "compare", f"{folder}/whole", "-o", folder / "both"], capture_output=True, text=True)
        check(kept.returncode == 1 and (folder / "both/comparison.tex").read_text() == "mine", f"nobody's file is replaced: {kept.stderr.strip()[-200:]}")
        assert lines(folder / "whole/seed=1,kd.tau=2")
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
