"""Weight files, ONNX files and songboard's answers against those who made the formats.

usage: check_weights.py FOLDER...

A folder holds weight files NAME.safetensors; where there are NAME.onnx and answers/NAME.safetensors, these are held
against them too. The suite ModelFileTests writes all three where the environment variable SONGBOARD_MODEL_FILES names a
folder; songboard's own training writes the first two.
Each weight file must come back from Python's safetensors equal, and must load with strict=True into a network of
nn.LSTM or nn.GRU modules. Each ONNX file must pass onnx.checker. PyTorch, onnxruntime and songboard must give the same
probabilities of each frame, and PyTorch and songboard the same logits. The last line says what was compared.
Needs numpy, safetensors, onnx and onnxruntime; without torch, what it compares is left out.
"""

import importlib.util
import itertools
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

TOLERANCE = 1e-5
LENGTHS = (1, 2, 37, 600)


def probabilities(logits):
    powers = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def torch_network(metadata, tensors):
    """The network that a model's metadata describes, as a function from frames to logits; None without torch."""
    if importlib.util.find_spec("torch") is None:
        return None
    import torch

    class Normalisation(torch.nn.Module):
        """(x - mean) / deviation, with the two as buffers."""

        def __init__(self, inputs):
            super().__init__()
            self.register_buffer("mean", torch.zeros(inputs))
            self.register_buffer("deviation", torch.ones(inputs))

        def forward(self, frames):
            return (frames - self.mean) / self.deviation

    class Network(torch.nn.Module):
        def __init__(self):
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
            return self.output(states[0])

    network = Network().eval()
    network.load_state_dict({name: torch.from_numpy(values) for name, values in tensors.items()}, strict=True)

    def logits(frames):
        with torch.inference_mode():
            return network(torch.from_numpy(frames)).numpy()

    return logits


def onnx_network(path, metadata):
    """The network of an ONNX file, as a function from frames to probabilities; None if there is no such file."""
    if not path.exists():
        return None
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    properties = {entry.key: entry.value for entry in model.metadata_props}
    assert properties == metadata, f"{path}: its properties are not the metadata of the weight file"
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return lambda frames: session.run(["types"], {"frames": frames})[0]


def songs(answers, inputs):
    """Frames with songboard's logits of them; without answers frames by chance with None."""
    if answers.exists():
        tensors = load_file(answers)
        lengths = [name.removeprefix("frames.") for name in tensors if name.startswith("frames.")]
        assert lengths, f"{answers}: no frames"
        return [(tensors[f"frames.{length}"], tensors[f"logits.{length}"]) for length in lengths]
    return [
        (np.random.default_rng(length).normal(0, 3, (length, inputs)).astype(np.float32), None) for length in LENGTHS
    ]


def check(path):
    """Compares one model; returns the largest difference of each pair of programs."""
    with safe_open(path, "np") as file:
        metadata = file.metadata()
    tensors = load_file(path)
    with tempfile.TemporaryDirectory() as scratch:
        again = Path(scratch) / path.name
        save_file(tensors, again, metadata=metadata)
        assert all(np.array_equal(tensor, tensors[name]) for name, tensor in load_file(again).items())
    worst = {}
    if "cell" not in metadata:
        return worst

    torch, exported = torch_network(metadata, tensors), onnx_network(path.with_suffix(".onnx"), metadata)
    if torch:
        worst["strict loading"] = 0.0

    def compare(what, one, other):
        difference = float(np.abs(one - other).max() / max(1.0, np.abs(one).max()))
        # Where a number is none, it is the worst.
        worst[what] = max(worst.get(what, 0.0), difference if difference == difference else np.inf)

    for frames, logits in songs(path.parent / "answers" / path.name, int(metadata["inputs"])):
        found = {}
        if torch:
            found["PyTorch"] = probabilities(torch(frames))
        if exported:
            found["onnxruntime"] = exported(frames)
        if logits is not None:
            found["songboard"] = probabilities(logits)
        for name, rows in found.items():
            assert rows.shape == (len(frames), len(json.loads(metadata["types"]))), f"{name}: {rows.shape}"
        for one, other in itertools.combinations(found, 2):
            compare(f"{one} with {other}", found[one], found[other])
        if torch and logits is not None:
            compare("logits of PyTorch with songboard's", torch(frames), logits)
    return worst


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    compared, failed = Counter(), False
    for folder in map(Path, sys.argv[1:]):
        paths = sorted(folder.glob("*.safetensors"))
        if not paths:
            sys.exit(f"{folder}: no weight files")
        for path in paths:
            worst = check(path)
            bad = {what: difference for what, difference in worst.items() if not difference <= TOLERANCE}
            compared.update(worst.keys())
            failed |= bool(bad)
            largest = max(worst.values(), default=0.0)
            print(f"{path}: within {largest:.1e}" + (f", too far apart: {bad}" if bad else ""))
    print("compared: " + "; ".join(f"{what}, {count} models" for what, count in compared.items()))
    if importlib.util.find_spec("torch") is None:
        print("not compared: PyTorch, which is not installed")
    if not compared:
        sys.exit("nothing was compared: give ONNX files or answers beside the weight files")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
