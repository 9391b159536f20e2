"""A student that songboard trains and exports as ONNX gives the same probabilities here: check_round.py SONGBOARD

Makes a small corpus of rows and labels, trains on it for two epochs with the program SONGBOARD, and compares the rows of
the stage with the student's own. Needs numpy and onnxruntime. Fails where they are more than 1e-5 apart.
"""

import os
import subprocess
import sys
import tempfile

import numpy as np
from songboard_plugin import Format, Frames, Track
from songboard_plugin.testing import Host

TOLERANCE = 1e-5
TYPES = ["CU", "MS", "LS", "XLS"]
PIPELINE = """\
version: 1
source:
  frames: {x: {rate: 1 Hz, width: 12}}
  labels: "{track}.shots.csv"
  split: {validation: ["*1.npy"], test: ["*2.npy"]}
stages:
  truth: {use: labels}
  student: {use: student, in: {frames: x}, with: {layers: [16, 8], epochs: 2, least_epochs: 1, cell: CELL}}
  onnx: {use: export.onnx, in: {model: student.model}}
  arrays: {use: write.npz, in: {frames: [student, x]}}
"""


def write_songs(folder):
    random = np.random.default_rng(1)
    for song in range(4):
        seconds = 60 + song
        rows, shots, start = random.standard_normal((seconds, 12)), [], 0
        while start < seconds:
            end = min(seconds, start + int(random.integers(2, 9)))
            kind = int(random.integers(len(TYPES)))
            rows[start:end, kind] += 3
            shots.append(f"{start},{end},{TYPES[kind]}")
            start = end
        np.save(f"{folder}/song{song}.npy", rows.astype("f4"))
        with open(f"{folder}/song{song}.shots.csv", "w") as file:
            file.write("start,end,type\n" + "\n".join(shots) + "\n")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    songboard = os.path.abspath(sys.argv[1])
    worst = 0.0
    for cell in ("lstm", "gru"):
        with tempfile.TemporaryDirectory() as folder:
            write_songs(folder)
            with open(f"{folder}/train.yaml", "w") as file:
                file.write(PIPELINE.replace("CELL", cell))
            songs = sorted(f"{folder}/{name}" for name in os.listdir(folder) if name.endswith(".npy"))
            subprocess.run([songboard, "run", f"{folder}/train.yaml", *songs, "-o", f"{folder}/out"], check=True)
            found = [
                os.path.join(place, name)
                for place, _, names in os.walk(f"{folder}/out")
                for name in names
                if "/." not in place
            ]
            model = next(path for path in found if path.endswith(".onnx"))
            here = os.path.dirname(os.path.abspath(__file__))
            with Host([sys.executable, "stage.py"], folder=here) as host:
                for path in (path for path in found if path.endswith(".npz")):
                    arrays = np.load(path)
                    x, expected = arrays["x"], arrays["student"]
                    frames = Frames(x, Format(x.shape[1], 1.0))
                    rows = host.run("onnx", {"frames": frames}, track=Track(seconds=len(x)), model=model)["onnx"]
                    assert set(TYPES) <= set(rows.columns) and rows.format.quantity == "shot types", rows.format
                    assert rows.shape == expected.shape, (rows.shape, expected.shape)
                    difference = float(np.abs(rows.values - expected).max())
                    print(f"{cell} {os.path.basename(path)}: {len(x)} rows within {difference:.1e}")
                    worst = max(worst, difference)
    if not worst <= TOLERANCE:
        sys.exit(f"the rows are {worst:.1e} apart")
    print(f"the student's probabilities come back within {worst:.1e}")


if __name__ == "__main__":
    main()
