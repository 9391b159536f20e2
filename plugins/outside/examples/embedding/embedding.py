"""`embedding`: what a small PyTorch network makes of log-mel rows, as they stream."""

from __future__ import annotations

from typing import Iterator, Optional

import numpy as np
import torch
from songboard_plugin import Blocks, Failure, File, Format, Frames, Plugin, Rows, param

plugin = Plugin("embedding", version="1.0", licence="CC0-1.0")

REACH = 4
"""Rows to either side that a row of the embedding hangs on: two convolutions of five rows."""
CHUNK = 256
"""Rows that the network gives at once, counted from the song's start, so that their bits hang on nothing else."""


def network(bands: int, width: int, seed: int) -> torch.nn.Sequential:
    """The network, with weights made by chance: even such features tell much of music."""
    torch.manual_seed(seed)
    return torch.nn.Sequential(
        torch.nn.Conv1d(bands, width, 5), torch.nn.ReLU(), torch.nn.Conv1d(width, width, 5), torch.nn.Tanh()
    )


@plugin.stage(source="Random convolutional features, Saxe et al. 2011")
class Embedding:
    """Describes each frame and its surroundings by a row of numbers from a network.

    Args:
        mel: Power per mel band.
    Returns:
        embedding: Numbers from -1 to 1 without names.
    """

    def __init__(
        self,
        *,
        width: int = param(32, "Numbers a row.", min=1, max=4096),
        weights: Optional[File] = param(None, "The network's state, as torch.save writes it; none makes it by chance."),
        seed: int = param(1, "What weights by chance depend on.", min=0, max=2**31 - 1),
    ) -> None:
        # songboard runs jobs side by side; one thread gives the same bits everywhere.
        torch.set_num_threads(1)
        self.width, self.weights, self.seed = width, weights, seed

    def formats(self, mel: Format) -> Format:
        if mel.quantity != "mel power":
            raise Failure(f"takes mel power, but is given {mel.quantity}", "wire `mel` to a stage mel")
        self.network = network(mel.width, self.width, self.seed)
        if self.weights:
            try:
                self.network.load_state_dict(torch.load(self.weights, weights_only=True))
            except Exception as error:
                raise Failure(
                    f"{self.weights} has no state of this network: {str(error).splitlines()[0]}",
                    f"save one of {mel.width} bands and {self.width} numbers a row",
                ) from error
        return mel.to(width=self.width)

    def run(self, mel: Blocks[Frames]) -> Iterator[Rows]:
        nothing = np.zeros((REACH, mel.width), dtype=np.float32)
        waiting, count = [nothing], REACH
        for block in mel:
            waiting.append(np.log(block.values + 1e-6) / 8)
            count += len(block)
            while count >= CHUNK + 2 * REACH:
                rows = np.concatenate(waiting)
                yield self._chunk(rows[: CHUNK + 2 * REACH])
                waiting, count = [rows[CHUNK:]], count - CHUNK
        # After the last row comes silence, as before the first.
        rows = np.concatenate([*waiting, nothing])
        while len(rows) > 2 * REACH:
            last = np.zeros((CHUNK + 2 * REACH, mel.width), dtype=np.float32)
            last[: len(rows)] = rows[: len(last)]
            yield self._chunk(last)[: len(rows) - 2 * REACH]
            rows = rows[CHUNK:]

    @torch.inference_mode()
    def _chunk(self, rows: Rows) -> Rows:
        """The embedding of all rows but those at the edges."""
        return np.asarray(self.network(torch.from_numpy(rows.T[None].copy()))[0].numpy().T)


if __name__ == "__main__":
    plugin.main()
