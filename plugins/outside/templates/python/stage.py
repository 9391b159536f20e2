"""The plugin mystage: one stage, to be changed into yours. README.md says where to begin."""

from typing import Iterator

import numpy as np
from songboard_plugin import Blocks, Frames, Plugin, Rows, param

plugin = Plugin("mystage", version="1.0", licence="MIT")


# The decorator says what the stage is called, and what its rows are: here one number for each row that comes in.
# Before the `*` stand inputs, after it settings. `songboard describe mystage` shows what is made of all this.
@plugin.stage(id="mystage", width=1, quantity="crest", source="Peeters 2004, CUIDADO, spectral crest")
def crest(
    mel: Blocks[Frames], *, floor: float = param(1e-10, "The least power that counts.", min=1e-30, max=1)
) -> Iterator[Rows]:
    """Finds how far the loudest band of each frame stands out.

    Args:
        mel: Power in bands.
    Returns:
        mystage: The largest power over the mean: 1 for silence, as many as there are bands for a pure tone.
    """
    # The song comes in blocks of rows. How long they are is up to songboard, and must not change the result.
    for block in mel:
        power = np.maximum(block, np.float32(floor))
        yield power.max(axis=1) / power.mean(axis=1)


if __name__ == "__main__":
    plugin.main()
