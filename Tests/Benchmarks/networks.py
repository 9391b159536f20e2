"""Training and predicting beside PyTorch on the same processor, in one run, taking turns.

Usage: networks.py BUILD_FOLDER [--rounds N] [--threads N...] [--only WORDS]
Needs torch. Prints a Markdown table of medians: CPU time on one thread, so that other work of the machine counts little,
and the wall's time on two. A step is a batch forward, softmax cross-entropy, backward, and RMSprop; predicting is one song.
"""

import argparse
import statistics
import subprocess
import time

import torch

WORK = [
    # what, cell, inputs, layers, songs, frames, steps per turn
    ("train", "lstm", 140, [64], 16, 256, 8),
    ("train", "lstm", 140, [128], 16, 256, 8),
    ("train", "lstm", 140, [256], 16, 256, 4),
    ("train", "lstm", 188, [256, 128, 64], 16, 270, 2),
    ("train", "gru", 140, [64], 16, 256, 8),
    ("train", "gru", 140, [128], 16, 256, 8),
    ("train", "gru", 140, [256], 16, 256, 4),
    ("train", "gru", 188, [256, 128, 64], 16, 270, 2),
    ("predict", "lstm", 188, [256, 128, 64], 1, 600, 8),
    ("predict", "gru", 188, [256, 128, 64], 1, 600, 8),
]
CLASSES = 8


class Network(torch.nn.Module):
    def __init__(self, cell, inputs, layers):
        super().__init__()
        kind = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[cell]
        widths = [inputs] + [2 * units for units in layers]
        self.layers = torch.nn.ModuleList(
            kind(width, units, bidirectional=True) for width, units in zip(widths, layers)
        )
        self.output = torch.nn.Linear(widths[-1], CLASSES)

    def forward(self, frames):
        for layer in self.layers:
            frames, _ = layer(frames)
        return self.output(frames)


class Torch:
    def __init__(self, what, cell, inputs, layers, songs, frames):
        torch.manual_seed(1)
        self.what = what
        self.network = Network(cell, inputs, layers)
        self.optimizer = torch.optim.RMSprop(self.network.parameters(), lr=1e-3)
        self.frames = torch.rand(frames, songs, inputs) * 2 - 1
        self.labels = torch.randint(0, CLASSES, (frames * songs,))

    def step(self):
        if self.what == "predict":
            with torch.inference_mode():
                self.network(self.frames)
            return
        self.optimizer.zero_grad()
        logits = self.network(self.frames).reshape(-1, CLASSES)
        torch.nn.functional.cross_entropy(logits, self.labels).backward()
        self.optimizer.step()

    def seconds(self, steps):
        start = (time.perf_counter(), time.process_time())
        for _ in range(steps):
            self.step()
        return ((time.perf_counter() - start[0]) / steps, (time.process_time() - start[1]) / steps)


class Songboard:
    def __init__(self, folder):
        self.process = subprocess.Popen(
            [f"{folder}/NetworkBenchmark"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def seconds(self, what, cell, inputs, layers, songs, frames, threads, steps):
        sizes = ",".join(map(str, layers))
        print(what, cell, inputs, sizes, songs, frames, threads, steps, file=self.process.stdin, flush=True)
        return tuple(map(float, self.process.stdout.readline().split()))

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="where NetworkBenchmark was built, such as .build/release")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--only", default="", help="words that a row's name must have, such as 'lstm 128'")
    options = parser.parse_args()

    print(f"PyTorch {torch.__version__}, medians of {options.rounds} turns\n")
    print("| what | threads | songboard ms | PyTorch ms | times PyTorch |")
    print("|---|---|---|---|---|")
    songboard = Songboard(options.folder)
    for what, cell, inputs, layers, songs, frames, steps in WORK:
        sizes = "-".join(map(str, layers))
        name = f"{what}, {cell} {sizes}, {inputs} inputs, {songs} x {frames} frames"
        if options.only not in name:
            continue
        for threads in options.threads:
            torch.set_num_threads(threads)
            other = Torch(what, cell, inputs, layers, songs, frames)
            ours, theirs = [], []
            for turn in range(options.rounds + 1):
                values = (
                    songboard.seconds(what, cell, inputs, layers, songs, frames, threads, steps),
                    other.seconds(steps),
                )
                # The first turn sets things up.
                if turn > 0:
                    clock = 1 if threads == 1 else 0
                    ours.append(values[0][clock])
                    theirs.append(values[1][clock])
            mine, others = statistics.median(ours), statistics.median(theirs)
            print(
                f"| {name} | {threads} | {1e3 * mine:.1f} | {1e3 * others:.1f} | {others / mine:.2f} |",
                flush=True,
            )
    songboard.close()


main()
