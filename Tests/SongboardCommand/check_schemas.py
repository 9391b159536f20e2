#!/usr/bin/env python3
"""Check the schemas of `songboard schema` by files that they must take, and by files with one fault each.

  check_schemas.py SONGBOARD FOLDER

Pipelines are given to `songboard lint` as well: what it takes, the schema takes, and the other way round for the files here. A
fault must be told at its place. Numbers and texts are told apart as in YAML 1.2, as editors do.
Needs: pip install jsonschema pyyaml
"""
import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import yaml

ROOT = Path(__file__).resolve().parents[2]
STAGES = "version: 1\nsource: {audio: songs/}\nstages:\n  spectrum: {use: spectrum}\n  mel: {use: mel}\n  onset: {use: onset}\n  chroma: {use: chroma}\n"
BEATS = STAGES + "  beats: {use: grid}\n  sections: {use: sections}\n  types: {use: director}\n"
PLAN = BEATS + "  cuts: {use: cuts}\n"
ARRAYS = STAGES + "  arrays: {use: write.npz, in: {frames: [mel, chroma]}}\n"

GOOD = {
    "units": BEATS + "  cuts: {use: cuts, with: {rate: 29.97df, shortest: 800 ms, longest: 0.2 min, onset_candidates: 10%}}\n  csv: {use: write.csv, in: {shots: cuts}}\n",
    "numbers": BEATS + "  cuts: {use: cuts, with: {rate: '25', shortest: 1.2, longest: 12, seed: none, share: {ADS: [0, 12%]}}}\n  csv: {use: write.csv, in: {shots: cuts}}\n",
    "lists": STAGES + "  x: {use: pool, in: {frames: mel}, with: {statistics: mean}}\n  arrays: {use: write.npz, in: {frames: [x, chroma]}, to: '{track}.x.npz'}\n",
    "none": STAGES + "  b: {use: beats, with: {bpm: none, max_tempo: 300 bpm}}\n  arrays: {use: write.npz, in: {events: b.onsets}}\n",
    "choices": "version: '1'\nsource: {audio: [a.wav, songs/], rate: 44.1 kHz, decoder: ffmpeg, track: 2}\nstages:\n  spectrum: {use: spectrum, with: {window: hann, n_fft: 1024 samples}}\n  a: {use: write.npz, in: {frames: spectrum}}\n",
    "views": "version: 1\nsource:\n  frames: {x: {files: '*.npy', rate: 1 Hz, width: 40}, y: {files: '{track}.2s.npy', rate: 0.5, width: 40}}\n  split: {validation: 0.1, test: 20%, seed: 1, group: '{folder}'}\nstages:\n  a: {use: write.npz, in: {frames: [x, y]}}\n",
    "quotes": STAGES.replace("use: mel", "use: mel, with: {bands: '64', htk: 'true', power: '2'}") + "  arrays: {use: write.npz, in: {frames: [mel, chroma]}}\n",
    "no plugins": "plugins: []\n" + ARRAYS,
    "one view": "version: 1\nsource: {frames: {files: '*.npy', rate: 1 Hz, width: 40}, split: {validation: [val/*]}}\nstages:\n  a: {use: write.npz}\n",
}

# What is wrong, and the place in the document.
BAD = {
    "id": (STAGES.replace("use: mel", "use: mell"), "$.stages.mel.use"),
    "range": (ARRAYS.replace("use: mel", "use: mel, with: {bands: 100000}"), "$.stages.mel.with.bands"),
    "parameter": (ARRAYS.replace("use: mel", "use: mel, with: {band: 64}"), "$.stages.mel.with"),
    "whole": (ARRAYS.replace("use: mel", "use: mel, with: {bands: 64.5}"), "$.stages.mel.with.bands"),
    "unit": (ARRAYS.replace("use: mel", "use: mel, with: {fmax: 8 kg}"), "$.stages.mel.with.fmax"),
    "choice": (ARRAYS.replace("use: mel", "use: mel, with: {norm: slany}"), "$.stages.mel.with.norm"),
    "quoted whole": (ARRAYS.replace("use: mel", "use: mel, with: {bands: '64.5'}"), "$.stages.mel.with.bands"),
    "quoted truth": (ARRAYS.replace("use: mel", "use: mel, with: {htk: 'True'}"), "$.stages.mel.with.htk"),
    "no plugins": ("plugins: []\n" + STAGES.replace("use: mel", "use: mell"), "$.stages.mel.use"),
    "truth": (ARRAYS.replace("use: mel", "use: mel, with: {htk: maybe}"), "$.stages.mel.with.htk"),
    "rate": (PLAN.replace("use: cuts", "use: cuts, with: {rate: 29.79df}") + "  csv: {use: write.csv, in: {shots: cuts}}\n", "$.stages.cuts.with.rate"),
    "shares": (PLAN.replace("use: cuts", "use: cuts, with: {share: {ADS: 0.2}}") + "  csv: {use: write.csv, in: {shots: cuts}}\n", "$.stages.cuts.with.share"),
    "element": (STAGES + "  x: {use: pool, in: {frames: mel}, with: {statistics: [mean, average]}}\n  a: {use: write.npz, in: {frames: x}}\n", "$.stages.x.with.statistics"),
    "input": (ARRAYS.replace("frames:", "frame:"), "$.stages.arrays.in"),
    "list": (ARRAYS.replace("use: mel", "use: mel, in: {spectrum: [spectrum]}"), "$.stages.mel.in.spectrum"),
    "none": (ARRAYS.replace("use: mel", "use: mel, in: {spectrum: none}"), "$.stages.mel.in.spectrum"),
    "reference": (ARRAYS.replace("use: mel", "use: mel, in: {spectrum: a.b.c}"), "$.stages.mel.in.spectrum"),
    "to": (ARRAYS.replace("use: mel", "use: mel, to: x.npz"), "$.stages.mel"),
    "key": (ARRAYS.replace("use: mel", "use: mel, whit: {}"), "$.stages.mel"),
    "use": (ARRAYS.replace("{use: mel}", "{with: {}}"), "$.stages.mel"),
    "name": (ARRAYS.replace("  mel:", "  none:"), "$.stages"),
    "version": (ARRAYS.replace("version: 1", "version: 2"), "$.version"),
    "top": (ARRAYS.replace("source:", "sources:"), "$"),
    "source": (ARRAYS.replace("audio:", "adio:"), "$.source"),
    "decoder": (ARRAYS.replace("songs/", "songs/, decoder: sox"), "$.source.decoder"),
    "split": (ARRAYS.replace("songs/", "songs/, split: {valid: 0.1}"), "$.source.split"),
}

CAMERAS = "version: 1\nclips:\n  CAM1: {reel: A001, file: media/cam1.mov, rate: 25, offset: 12.5, types: {CU: .9, MCU: 0.8}}\n"
FILES = {
    "cameras": (
        [CAMERAS, CAMERAS.replace("offset: 12.5", "timecode: 10:00:00:00, start: 09:59:00:00, length: 1:02:03").replace("{CU: .9, MCU: 0.8}", "[CU, LS]"),
         CAMERAS.replace("rate: 25", "ranges: [[0, 1:02], [1:10, end]], excluded: [start, 12], safe: true, side: left, angle: -30, size: 1920x1080, drift_ppm: 12")],
        [(CAMERAS.replace("A001", "A001 x"), "$.clips.CAM1.reel"), (CAMERAS.replace(".9", "9"), "$.clips.CAM1.types"),
         (CAMERAS.replace("offset", "ofset"), "$.clips.CAM1"), (CAMERAS.replace("rate: 25", "rate: 26"), "$.clips.CAM1.rate"),
         (CAMERAS.replace("CAM1:", "CAM 1:"), "$.clips"), (CAMERAS.replace("version: 1\n", ""), "$")],
    ),
    "vocabulary": (
        ["types: [CU, MCU, 3, LS]\nscale: [CU, LS]\nmap: {FS: LS}\n", "types: [A, B]\n"],
        [("scale: [CU]\n", "$"), ("types: {CU: 1}\n", "$.types"), ("types: [A, B]\nmaps: {}\n", "$")],
    ),
    "brief": (
        ['types: {LS: 0.5, ADS: 0}\nonly: [CU, MS, LS]\nnot_before: {CU: "0:45", LS: 45}\nnot_in: {MIS: [verse, "1:20-1:45"], CU: A}\nopening: XLS\nclosing: [XLS]\n'
         "pairs: {wanted: [[MS, CU]], forbidden: [XLS, MIS]}\ninstruments: [MIS]\nperformers:\n  - {name: Ann, sings: [verse, chorus]}\n  - {name: Bo, instrument: guitar, sings: false, solos: [solo]}\n"],
        [("types: {LS: 500}\n", "$.types.LS"), ("opening: []\n", "$.opening"), ("pairs: {wanted: [[MS]]}\n", "$.pairs.wanted"),
         ("performers: [{sings: true}]\n", "$.performers[0]"), ("open: [XLS]\n", "$")],
    ),
    "language": (
        ["types: [CU, LS, ADS]\nscale: [CU, LS]\nopening: {LS: 1}\nopenings: {chorus: [CU, LS]}\npairs: {LS: {ADS: 0.5}}\nrepeat: forbid\nsteps: [0.5, 1]\n"
         "limits: {ADS: [0, 12%]}\nlengths: {mean: 3.2 s, types: {ADS: 0.7}, roles: {verse: 1.2}}\ncuts: {downbeat: 1, off_beat: never, lead: 80 ms}\n",
         (ROOT / "pipelines/languages/concert.yaml").read_text()],
        [("types: [A, B]\nlengths: {mean: 1 h}\n", "$.lengths.mean"), ("types: [A, B]\ncuts: {beet: 1}\n", "$.cuts"),
         ("types: [A, B]\nrepeat: maybe\n", "$.repeat"), ("types: [A, B]\npairs: {A: 1}\n", "$.pairs.A"), ("scale: [A]\n", "$")],
    ),
    "claims": (
        ["version: 1\nalpha: 0.05\nclaims:\n  - {compare: RNN-KD - hRNN, metric: accuracy, expect: higher}\n  - {compare: 'A [x=1] - B', metric: negativeLogLikelihood, over: songs, expect: within, by: 0.4, in: 8}\n",
         *(file.read_text() for file in sorted((ROOT / "Tests/Training").glob("rounds-*.yaml")))],
        [("claims: []\n", "$.claims"), ("claims: [{compare: A, metric: accuracy}]\n", "$.claims[0].compare"),
         ("claims: [{compare: A - B, metric: acuracy}]\n", "$.claims[0].metric"), ("alpha: 0.05\n", "$")],
    ),
}


class Core(yaml.SafeLoader):
    """Scalars as the core schema of YAML 1.2 has them: `1:20` and `no` are texts."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
]:
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^({pattern})$"), list(first))


def main(program, folder):
    folder.mkdir(parents=True, exist_ok=True)
    failures = []

    def check(holds, what):
        if not holds:
            failures.append(what)
            print(f"WRONG  {what}")

    def validator(subject, *more):
        text = subprocess.run([program, "schema", subject, *more], capture_output=True, text=True, check=True).stdout
        schema = json.loads(text)
        jsonschema.Draft202012Validator.check_schema(schema)
        return jsonschema.Draft202012Validator(schema)

    def places(checker, text):
        return {error.json_path: error.message for error in checker.iter_errors(yaml.load(text, Core))}

    def lints(text, name):
        (folder / f"{name}.yaml").write_text(text)
        return subprocess.run([program, "lint", folder / f"{name}.yaml"], capture_output=True, text=True)

    pipelines = validator("pipeline")
    shipped = sorted((ROOT / "pipelines").glob("*.yaml")) + sorted((ROOT / "plugins/outside").glob("*/*.yaml"))
    shipped = [file for file in shipped if "\nstages:\n" in file.read_text()]
    for file in shipped:
        found = places(pipelines, file.read_text())
        check(not found, f"{file.relative_to(ROOT)}: {found}")
    for name, text in GOOD.items():
        done = lints(text, name)
        check(done.returncode == 0, f"lint takes '{name}': {done.stderr}")
        check(not places(pipelines, text), f"the schema takes '{name}': {places(pipelines, text)}")
    for name, (text, place) in BAD.items():
        check(lints(text, name).returncode == 2, f"lint refuses '{name}'")
        check(list(places(pipelines, text)) == [place], f"the schema refuses '{name}' at {place}: {places(pipelines, text)}")
    named = "plugins: [x]\n" + STAGES.replace("use: mel", "use: sparkle")
    check(not places(pipelines, named), "where plugins are named, any id may be meant")
    vamp = STAGES.replace("use: mel", "use: 'vamp:vamp-example-plugins:fixedtempo:tempo'")
    check(not places(pipelines, vamp), "outputs of Vamp plugins are stages")

    for subject, (good, bad) in FILES.items():
        checker = validator(subject)
        for text in good:
            check(not places(checker, text), f"{subject}: {places(checker, text)} in\n{text}")
        for text, place in bad:
            check(list(places(checker, text)) == [place], f"{subject}: {place} is told: {places(checker, text)} in\n{text}")
    plan = json.loads((ROOT / "plugins/Writers/Schemas/shots.schema.json").read_text())
    check(validator("plan").schema == plan, "the plan's schema is the published one")

    print(f"{len(shipped)} pipelines, {len(GOOD)} good and {len(BAD)} bad ones; {len(FILES)} other files; {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
