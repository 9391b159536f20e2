"""`tags`: what a song is like, as 188 music tags with a probability each, about twice a second."""

from __future__ import annotations

from typing import Iterator, Optional

from network import RATE_OUT, tags
from resampling import RATE, resampled
from songboard_plugin import Audio, Blocks, Failure, File, Format, Plugin, Rows, param, warn
from spectra import log_mels
from weights import REMEDY, Weights

plugin = Plugin("tags", version="1.0", licence="MIT")


@plugin.stage(source="Liu and Yang 2016: event localization in music auto-tagging, as clip2frame has it")
class Tags:
    """Gives music tags such as guitar, female vocal or slow, by a network that heard many songs with tags.

    Args:
        audio: The song, at 16 kHz or more.
    Returns:
        tags: A probability for each tag.
    """

    def __init__(
        self,
        *,
        weights: Optional[File] = param(None, "The network's weights, as pack.py writes them."),
        band: Optional[float] = param(
            7250,
            "What lies above is taken away, as the songs that the network learned from had nothing there; none keeps it.",
            min=1000,
            max=8000,
            unit="Hz",
        ),
        smooth: bool = param(
            False, "Whether each tag is smoothed over about 9 s, by the Gaussian that the network was trained with."
        ),
    ) -> None:
        if not weights:
            raise Failure("there are no weights", f"name their file with `weights`; {REMEDY}")
        self.weights, self.band, self.smooth = Weights(weights), band, smooth

    def formats(self, audio: Format) -> Format:
        if audio.rate != int(audio.rate):
            raise Failure(f"the sound is at {audio.rate} Hz", "set `rate` under `source` to a whole number of Hz")
        return audio.to(rate=RATE_OUT, quantity="music tags", columns=self.weights.tags)

    def run(self, audio: Blocks[Audio]) -> Iterator[Rows]:
        rate = int(audio.format.rate)
        if rate < RATE:
            warn(f"the sound is at {rate} Hz, so that the network hears nothing above {rate / 2:g} Hz")
        sound = resampled((block.values for block in audio), rate, self.band)
        yield from tags(log_mels(sound), self.weights, self.smooth)


if __name__ == "__main__":
    plugin.main()
