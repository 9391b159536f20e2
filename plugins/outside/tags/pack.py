"""Joins what the tagger's makers publish into one file for the stage `tags`: pack.py CLIP2FRAME OUT.npz [MODEL.npz]

CLIP2FRAME is a copy of https://github.com/ciaua/clip2frame. MODEL.npz is another model of the same network; without it, it
is the one that the paper reports, data/models/model.20160309_111546.npz.
"""

from __future__ import annotations

import os
import sys
from typing import Dict, List

import numpy as np
from songboard_plugin import Failure, Rows
from spectra import BANDS, HOP, WINDOWS
from weights import UNREADABLE, Weights

MODEL = "data/models/model.20160309_111546.npz"
STANDARDIZERS = "data/standardizers/logmelspec10000.16000_{window}_{hop}_{bands}.0/{part}.npy"
TAGS = "data/data.magnatagatune/tag_list.top188.txt"


def packed(folder: str, model: str) -> Dict[str, Rows]:
    """The arrays of the stage's file."""
    with np.load(model) as file:
        told = [file[f"arr_{place}"] for place in range(len(file.files))]
    scales = len(WINDOWS)
    if len(told) != 4 * scales + 7:
        raise ValueError(f"{model} has {len(told)} arrays, not {4 * scales + 7}: it is of another network")
    early, late = told[: 4 * scales], told[4 * scales :]
    with open(os.path.join(folder, TAGS), encoding="utf-8") as text:
        tags = [line.strip() for line in text if line.strip()]
    return {
        "mean": _standardizers(folder, "mean"),
        "deviation": _standardizers(folder, "std"),
        # Theano's convolutions turn the filter round, in time and in frequency; ours do not.
        "early1.weight": np.stack(early[0::4])[:, :, 0, ::-1, ::-1],
        "early1.bias": np.stack(early[1::4]),
        "early2.weight": np.stack(early[2::4])[..., ::-1, 0],
        "early2.bias": np.stack(early[3::4]),
        "late1.weight": late[0][:, :, 0, 0],
        "late1.bias": late[1],
        "late2.weight": late[2][:, :, 0, 0],
        "late2.bias": late[3],
        "output.weight": late[4][:, :, 0, 0],
        "output.bias": late[5],
        "spread": np.exp(late[6]),
        "tags": np.array(tags),
    }


def _standardizers(folder: str, part: str) -> Rows:
    names = [STANDARDIZERS.format(window=window, hop=HOP, bands=BANDS, part=part) for window in WINDOWS]
    return np.stack([np.load(os.path.join(folder, name)) for name in names])


def main(arguments: List[str]) -> None:
    if len(arguments) not in (2, 3) or not arguments[1].endswith(".npz"):
        sys.exit(__doc__)
    folder, out = arguments[:2]
    try:
        np.savez(out, **packed(folder, arguments[2] if len(arguments) == 3 else os.path.join(folder, MODEL)))
        print(f"{out}: {len(Weights(out).tags)} tags")
    except Failure as failure:
        sys.exit(f"error: {failure.text}")
    except (*UNREADABLE, KeyError) as error:
        sys.exit(f"error: {error}; give the folder of a whole copy of clip2frame")


if __name__ == "__main__":
    main(sys.argv[1:])
