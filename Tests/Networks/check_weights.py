"""Weight files and ONNX files against those who made the formats: safetensors, PyTorch, onnx and onnxruntime.

usage: check_weights.py FOLDER

FOLDER holds pairs NAME.safetensors and NAME.onnx, as the suite ModelFileTests writes them where the environment variable
SONGBOARD_MODEL_FILES names a folder. Each weight file must load with strict=True into a network of nn.LSTM or nn.GRU
modules, must come back from Python's safetensors equal, and the ONNX file must give PyTorch's probabilities.
Needs numpy, safetensors, torch, onnx and onnxruntime.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

TOLERANCE = 1e-5
LENGTHS = (1, 2, 37, 600)


class Normalisation(torch.nn.Module):
    """(x - mean) / deviation, with the two as buffers."""

    def __init__(self, inputs):
        super().__init__()
        self.register_buffer("mean", torch.zeros(inputs))
        self.register_buffer("deviation", torch.ones(inputs))

    def forward(self, frames):
        return (frames - self.mean) / self.deviation


class Network(torch.nn.Module):
    """The network that a model's metadata describes."""

    def __init__(self, metadata):
        super().__init__()
        module = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[metadata["cell"]]
        bidirectional = metadata["bidirectional"] == "true"
        width = int(metadata["inputs"])
        self.normalisation = Normalisation(width)
        self.layers = torch.nn.ModuleList()
        for units in json.loads(metadata["layers"]):
            self.layers.append(module(width, units, bidirectional=bidirectional, batch_first=True))
            width = units * (2 if bidirectional else 1)
        self.output = torch.nn.Linear(width, int(metadata["outputs"]))

    def forward(self, frames):
        states = self.normalisation(frames)[None]
        for layer in self.layers:
            states, _ = layer(states)
        return torch.softmax(self.output(states[0]), dim=-1)


def check(path, scratch):
    """Compares one pair; returns the largest difference between the probabilities."""
    with safe_open(path, "pt") as file:
        metadata = file.metadata()
    tensors = load_file(path)
    network = Network(metadata).eval()
    network.load_state_dict(tensors, strict=True)

    again = scratch / path.name
    save_file(tensors, again, metadata=metadata)
    assert all(torch.equal(tensor, tensors[name]) for name, tensor in load_file(again).items())

    exported = path.with_suffix(".onnx")
    model = onnx.load(exported)
    onnx.checker.check_model(model, full_check=True)
    properties = {entry.key: entry.value for entry in model.metadata_props}
    assert properties == metadata, "the properties of the ONNX file are not the metadata of the weight file"

    session = onnxruntime.InferenceSession(str(exported), providers=["CPUExecutionProvider"])
    worst = 0.0
    for length in LENGTHS:
        random = np.random.default_rng(length)
        frames = random.normal(0, 3, (length, int(metadata["inputs"]))).astype(np.float32)
        with torch.no_grad():
            expected = network(torch.from_numpy(frames)).numpy()
        (found,) = session.run(["types"], {"frames": frames})
        assert found.shape == expected.shape == (length, len(json.loads(metadata["types"])))
        worst = max(worst, float(np.abs(found - expected).max()))
    return worst


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    paths = sorted(folder.glob("*.safetensors"))
    if not paths:
        sys.exit(f"{folder}: no weight files")
    scratch = folder / "again"
    scratch.mkdir(exist_ok=True)
    failed = False
    for path in paths:
        worst = check(path, scratch)
        failed |= not worst <= TOLERANCE
        print(f"{path.name}: strict load, onnx.checker, probabilities within {worst:.1e} (at most {TOLERANCE:.0e})")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
