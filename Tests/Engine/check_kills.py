#!/usr/bin/env python3
"""Kills runs over a library a hundred times at moments by chance, and compares what is there with unbroken runs.

  check_kills.py SONGBOARD PIPELINES

SONGBOARD is the program, PIPELINES the folder with storyboard.yaml. Each run has one of three settings of its own, so that
documents are made, replaced and found up to date; before it a part of the store and of the documents goes, so that there
is work. Checked after each kill: every document is whole, as one of the three would have it. At the end: a run comes to the
same bytes as an unbroken one in another folder, `.songboard` holds no file that the other lacks, and at no time was a
document that songboard wrote taken for somebody else's.
"""
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "Support"))
from running import Checks, Killer, command, documents, lines, make_songs, own_files, run

KILLS = 100
VARIANTS = ([], ["--set", "cuts.seed=1"], ["--set", "cuts.rate=30"])


def thin(folder, chance):
    """Removes a part of the store's objects and of the documents."""
    for path in sorted(folder.glob(".songboard/??/*")):
        if chance.random() < 0.4:
            path.unlink()
    for path in documents(folder):
        if chance.random() < 0.1:
            (folder / path).unlink()


def main():
    program, pipelines = map(Path.absolute, map(Path, sys.argv[1:]))
    check = Checks()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        songs, pipeline, output = folder / "songs", pipelines / "storyboard.yaml", folder / "killed"
        make_songs(songs, 12, seconds=8)
        whole, seconds = [], 0
        for index, variant in enumerate(VARIANTS):
            start = time.monotonic()
            done = run(program, pipeline, songs, folder / f"whole{index}", *variant)
            seconds = max(seconds, time.monotonic() - start)
            whole.append(documents(folder / f"whole{index}"))
            check(done.returncode == 0 and len(whole[-1]) == 48, f"unbroken {variant}: {len(whole[-1])} documents")
        check(all(a != b for a, b in zip(whole, whole[1:])), "the settings give other bytes")

        chance = random.Random(1)
        killer = Killer(chance, 0.8 * seconds)
        count, torn, most = 0, [], 0
        while count < KILLS:
            if output.exists():
                thin(output, chance)
            words = command(program, pipeline, songs, output, *chance.choice(VARIANTS))
            count += killer.kill(words)
            found = documents(output)
            torn += [path for path, digest in found.items() if not any(w.get(path) == digest for w in whole)]
            most = max(most, len(found))
        check(not torn, f"after each of {count} kills all documents were whole (up to {most}) {torn[:5] or ''}")

        last = run(program, pipeline, songs, output)
        check(last.returncode == 0, f"a whole run: exit code {last.returncode} {last.stderr[-300:] if last.returncode else ''}")
        check(documents(output) == whole[0], "the same bytes as of an unbroken run")
        told = lines(output)
        other = [f"{r['track']}: {r['status']}: {r.get('reason')}" for r in told if r["status"] not in ("ok", "cached")]
        other += [f"{r['track']}: {warning}" for r in told for warning in r["warnings"]]
        check(not other, f"no track of {len(told)} lines was edited, foreign or failed {other[:5] or ''}")

        # What only the other settings used is no run's any more; what had been removed may be missing, as nothing needs it.
        for path in output.glob(".songboard/manifests/*"):
            if path.name != told[-1]["run"]:
                path.unlink()
        subprocess.run([program, "store", output, "--collect"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        found = own_files(output)
        odd = sorted(set(found) - set(own_files(folder / "whole0")))
        check(found and not odd, f"{len(found)} files are in .songboard, none that an unbroken run lacks {odd[:8] or ''}")
        check(not any(output.glob(".songboard/work/*")), "no draft is left")
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
