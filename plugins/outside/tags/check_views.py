"""The pipelines of this folder, run by songboard on made weights and made songs: check_views.py SONGBOARD

`views.yaml` gives the means of the reference's rows over 1, 2 and 4 s under the tags' names, from sound at 16 kHz and so
nearly from sound at 44.1 kHz; `train.yaml` learns from them. Needs librosa and scipy.
"""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
import wave

import numpy as np
import reference
from test_tags import HERE, music_without_noise, pack

TOLERANCE = 1e-4
LIKENESS = 0.05
"""How far the same music at another rate may be: its borders and its last bits differ."""
QUICK = ["*.epochs=1", "*.least_epochs=1", "*.layers=[8]", "dil.max_iterations=1", "dil.update_epochs=1"]


def write_song(path, rate, turn=0):
    sound = np.roll(music_without_noise(rate), turn * rate)
    samples = np.round(sound * 32767).astype("<i2")
    with wave.open(path, "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    return samples / 32768


def means(rows, seconds):
    """Rows of tags over spans of so many seconds; a row belongs where it starts."""
    spans = (np.arange(len(rows)) * 0.512 // seconds).astype(int)
    return np.stack([rows[spans == span].mean(axis=0) for span in range(spans[-1] + 1)])


def check_views(songboard, folder):
    sound = write_song(f"{folder}/song.wav", 16000)
    write_song(f"{folder}/other.wav", 44100)
    run(songboard, "lint", "--trust", f"{folder}/views.yaml", f"{folder}/train.yaml")
    run(songboard, "run", f"{folder}/views.yaml", f"{folder}/song.wav", "-o", f"{folder}/out")
    rate = ["--set", "source.rate=44100"]
    run(songboard, "run", f"{folder}/views.yaml", f"{folder}/other.wav", "-o", f"{folder}/out", *rate)
    song, other = (np.load(f"{folder}/out/{name}.npz") for name in ("song", "other"))
    rows = reference.tags(f"{folder}/clip2frame", reference.lowpassed(sound), smooth=False)
    for name, expected in (("tags", rows), ("x", means(rows, 1)), ("y", means(rows, 2)), ("z", means(rows, 4))):
        if song[name].shape != expected.shape:
            sys.exit(f"'{name}' has the shape {song[name].shape}, not {expected.shape}")
        far = np.abs(song[name] - expected).max()
        print(f"{name}: {song[name].shape}, within {far:.1e}")
        if not far <= TOLERANCE:
            sys.exit(f"'{name}' is {far:.1e} from the reference")
        if not np.abs(other[name] - expected).mean() <= LIKENESS:
            sys.exit(f"'{name}' of sound at 44.1 kHz is another")
    with open(f"{folder}/out/song.csv", newline="") as file:
        header = next(csv.reader(file))
    if header[1:3] != ["tags.made tag 0.mean", "tags.made tag 1.mean"] or len(header) != 189:
        sys.exit(f"the table's columns are {header[:4]} ..., {len(header)} in all")


def check_training(songboard, folder):
    os.mkdir(f"{folder}/songs")
    for number in range(8):
        write_song(f"{folder}/songs/{number}.wav", 16000, number)
        with open(f"{folder}/songs/{number}.shots.csv", "w") as file:
            file.write("start,end,type\n0,3,CU\n3,7,LS\n7,12,CU\n")
    settings = [word for each in QUICK for word in ("--set", each)]
    run(songboard, "run", f"{folder}/train.yaml", "-o", f"{folder}/learned", *settings)
    if not os.path.exists(f"{folder}/learned/kd.safetensors"):
        sys.exit(f"no student was learned: {os.listdir(f'{folder}/learned')}")


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    songboard = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        for name in os.listdir(HERE):
            if name.endswith((".py", ".yaml")):
                shutil.copy(f"{HERE}/{name}", folder)
        reference.make_folder(f"{folder}/clip2frame", filters=4, hidden=32)
        pack(f"{folder}/clip2frame", f"{folder}/weights.npz").check_returncode()
        check_views(songboard, folder)
        check_training(songboard, folder)


if __name__ == "__main__":
    main()
