#!/usr/bin/env python3
"""Checks the Job that `submit --engine kubernetes` prints against the API's schema, and plays the Job controller with it.

  check_kubernetes.py SONGBOARD

The schemas are the API's own, as the package kubernetes-validate carries them. 96 tracks, two of them bad, in 12 shards:
pods come in any order, doubled, killed and taken away with notice. Checked: the manifest holds for each release from 1.29 on, and is
refused where it is spoiled; shards with bad tracks fail and no others; what is merged is the same bytes as of one run.
"""
import copy
import random
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from kubernetes_validate import ValidationError, validate
from kubernetes_validate.utils import all_versions

sys.path.append(str(Path(__file__).resolve().parents[1] / "Support"))
from check_slurm import PIPELINE
from job_controller import JobController
from running import Checks, documents, make_songs, reports

TRACKS, SHARDS, LIMIT = 96, 12, 150
BAD = ("song 40.wav", "song 70.wav")
# The first that has limits per index and failure policies by default.
OLDEST = (1, 29)


def spoiled(manifest):
    """The manifest with one thing wrong each, by what that is."""

    def other(what, change):
        copied = copy.deepcopy(manifest)
        change(copied["spec"])
        return what, copied

    rule = 1
    return dict([
        other("a limit that is a text", lambda spec: spec.update(backoffLimitPerIndex="three")),
        other("an unknown field", lambda spec: spec.update(backoffLimitPerShard=3)),
        other("a rule without an action", lambda spec: spec["podFailurePolicy"]["rules"][rule].pop("action")),
        other("exit codes without an operator", lambda spec: spec["podFailurePolicy"]["rules"][rule]["onExitCodes"].pop("operator")),
        other("a command that is no list", lambda spec: spec["template"]["spec"]["containers"][0].update(command="songboard")),
        other("a mount without a path", lambda spec: spec["template"]["spec"]["containers"][0]["volumeMounts"][0].pop("mountPath")),
    ])


def refusal(manifest, release):
    try:
        validate(manifest, release, strict=True)
        return None
    except ValidationError as error:
        return error.message


def parts(release):
    return tuple(map(int, release.split(".")[:2]))


def check_schema(check, manifest):
    releases = sorted({release for release in all_versions() if parts(release) >= OLDEST}, key=parts)
    refusals = {release: refusal(manifest, release) for release in releases}
    check(releases and not any(refusals.values()),
          f"the manifest is as the API's schema has it, {releases[0]} to {releases[-1]} {[r for r in refusals.items() if r[1]] or ''}")
    for what, other in spoiled(manifest).items():
        check(refusal(other, releases[-1]) is not None, f"the schema refuses {what}")
    codes = {code: rule["action"] for rule in manifest["spec"]["podFailurePolicy"]["rules"]
             for code in rule.get("onExitCodes", {}).get("values", [])}
    check(codes == {1: "FailIndex", 2: "FailIndex", 64: "FailIndex", 75: "Ignore"}, f"exit codes: {codes}")


def printed(check, program, plan, output):
    """The manifest, and the command lines that its head names."""
    volumes = ["--volume", f"data:{output.parent}"]
    words = [program, "submit", plan, "-o", output, "--engine", "kubernetes", "--memory", "1GB", "--time", "2h", "--jobs", "2"]
    blind = subprocess.run([*words, "--volume", "data:/elsewhere"], capture_output=True, text=True)
    check(blind.returncode == 64 and "no volume holds" in blind.stderr, f"a plan that no pod would see: {blind.stderr.strip()}")
    locked = subprocess.run([*words, "--volume", f"data:{output.parent}:ro"], capture_output=True, text=True)
    check(locked.returncode == 64 and "read only" in locked.stderr, f"an output that no pod may write to: {locked.stderr.strip()}")
    text = subprocess.run([*words, *volumes], capture_output=True, text=True, check=True).stdout
    head = [line[4:] for line in text.splitlines() if line.startswith("#   ")]
    return yaml.safe_load(text), [[str(program), *shlex.split(line)[1:]] for line in head]


def main():
    program = Path(sys.argv[1]).absolute()
    check = Checks()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        make_songs(folder / "songs", TRACKS, seconds=20)
        for name in BAD:
            (folder / "songs" / name).write_text("no sound\n" * 1000)
        pipeline, plan, output = folder / "pipeline.yaml", folder / "plan", folder / "output"
        pipeline.write_text(PIPELINE)
        subprocess.run([program, "plan", pipeline, "--shards", str(SHARDS), "-o", plan], check=True)
        manifest, ends = printed(check, program, plan, output)
        check_schema(check, manifest)

        controller = JobController(manifest, program, output, random.Random(1))
        controller.run(LIMIT)
        print("played: " + ", ".join(f"{count} {what}" for what, count in sorted(controller.played.items())))
        rare = [what for what in ("doubled", "killed", "disrupted") if controller.played[what] < 3]
        check(not rare, f"pods were doubled, killed and taken away {rare or ''}")
        bad = {int(path.stem) for path in plan.glob("tracks/*.jsonl") if any(name in path.read_text() for name in BAD)}
        check(controller.failed == bad, f"the shards of bad tracks fail, and no others: {controller.failed}")
        check(controller.succeeded == set(range(SHARDS)) - bad, "all others succeed")
        check(controller.played["out of grace"] == 0, "who is asked to end does so in its time of grace")

        codes = [subprocess.run(words, capture_output=True).returncode for words in ends]
        check(codes == [0, 1], f"the commands of the manifest's head, with bad tracks: exit codes {codes}")
        subprocess.run([program, "run", pipeline, "-o", folder / "alone"], capture_output=True)
        there, wanted = documents(output), documents(folder / "alone")
        there.pop("index.sqlite", None)
        other = sorted(path for path in there.keys() | wanted.keys() if there.get(path) != wanted.get(path))
        check(len(wanted) > TRACKS and not other, f"{len(there)} documents are the same bytes as of one run {other[:5] or ''}")
        failed = {track for track, report in reports(output).items() if report["status"] not in ("ok", "cached")}
        check(failed == set(BAD), f"the bad ones, and no others: {sorted(failed)}")
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
