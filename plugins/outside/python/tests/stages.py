"""A plugin of the tests: one stage of each kind, also as a program."""

from __future__ import annotations

import sys
from typing import Annotated, Generator, Iterator, List, Literal, NamedTuple, Optional

import numpy as np

from songboard_plugin import (
    Audio,
    Blocks,
    Checkpoint,
    Corpus,
    Document,
    Events,
    Failure,
    File,
    Format,
    Frames,
    Labels,
    Model,
    Number,
    Plugin,
    Progress,
    Rows,
    Shots,
    Text,
    Track,
    param,
    port,
    warn,
)

plugin = Plugin("test", version="2.5", licence="MIT")

print("a plugin may print while it is loaded")


@plugin.stage(width=1, quantity="flatness", source="librosa.feature.spectral_flatness")
def flatness(
    spectrum: Blocks[Frames], *, floor: float = param(1e-10, "The least power that counts.", min=0, max=1)
) -> Iterator[Rows]:
    """Finds how noisy each frame is.

    Args:
        spectrum: Power spectra.
    Returns:
        flatness: One number a frame, 0 to 1.
    """
    print("a plugin may print")
    for block in spectrum:
        power = np.maximum(block, floor)
        yield np.exp(np.mean(np.log(power), axis=1)) / np.mean(power, axis=1)


class Level(NamedTuple):
    """What is known at the track's end.

    peak: The greatest magnitude of the sound.
    """

    peak: Number


@plugin.stage(formats=lambda audio, hop: Format(1, audio.rate / hop, "level", audio.sample_rate), revision=3)
def level(
    audio: Blocks[Audio], *, hop: int = param(512, "Samples from row to row.", min=1, max=1 << 20, unit="samples")
) -> Generator[Rows, None, Level]:
    """Gives the level of each stretch of sound."""
    left, peak = np.zeros(0, dtype=np.float32), 0.0
    for block in audio:
        left = np.concatenate([left, block])
        whole = len(left) // hop * hop
        if whole:
            rows = left[:whole].reshape(-1, hop)
            peak = max(peak, float(np.abs(rows).max()))
            yield np.sqrt(np.mean(rows.astype(np.float64) ** 2, axis=1))
            left = left[whole:]
    return Level(peak)


@plugin.stage
class Smooth:
    """Smooths rows by a mean with the row before."""

    def start(self) -> None:
        self.last: Optional[Rows] = None

    def process(self, frames: Frames) -> Optional[Rows]:
        rows = frames.values
        if self.last is None:
            self.last = rows[:1]
        before = np.concatenate([self.last, rows[:-1]])
        self.last = rows[-1:]
        return (rows + before) / 2

    def finish(self) -> Optional[Rows]:
        return self.last


@plugin.stage(formats=lambda features: Format(sum(each.width for each in features), features[0].rate))
def join(features: List[Blocks[Frames]]) -> Iterator[Rows]:
    """Puts rows side by side."""
    for blocks in zip(*features):
        yield np.concatenate(blocks, axis=1)


@plugin.stage(width=1)
def lagging(first: Blocks[Frames], second: Blocks[Frames]) -> Iterator[Rows]:
    """Reads all of one stream before the other."""
    a, b = list(first), list(second)
    for one, other in zip(a, b):
        yield (one.values - other.values)[:, :1]


class Found(NamedTuple):
    beats: Annotated[Events, "The beats of the song."]
    tempo: Number
    table: Annotated[Document, port("All beats as a table.", extension="csv")]
    picture: Optional[Rows] = None


@plugin.stage(id="find.beats", width=3, rate=2.0, deterministic=False)
class FindBeats:
    """Finds beats where there are none."""

    loaded = 0

    def __init__(
        self,
        *,
        every: float = param(0.5, "Seconds between.", min=0.1, max=10, unit="s"),
        mode: Literal["plain", "loud"] = "plain",
        weights: Optional[File] = None,
        loud: bool = False,
        words: List[str] = param([], "Words for labels."),
    ) -> None:
        FindBeats.loaded += 1
        self.every, self.words, self.weights = every, words, weights

    def run(self, frames: Frames, track: Track, hint: Optional[Events] = None, lyrics: Optional[Text] = None) -> Found:
        warn(f"{track.name} has {len(frames)} rows")
        times = hint.times if hint else np.arange(0, track.seconds, self.every)
        text = lyrics.decode() if lyrics is not None else "none"
        return Found(Events.at(times, self.words), 60 / self.every, Document(f"{text}\n"), np.ones((4, 3)))


@plugin.stage
def faulty(
    frames: Blocks[Frames], *, how: Literal["failure", "error", "exit", "width", "number", "early"] = "error"
) -> Iterator[Rows]:
    """Fails in the middle of a track."""
    for block in frames:
        if how == "failure":
            raise Failure("the rows are too quiet", "play louder")
        if how == "error":
            raise ValueError("nothing fits")
        if how == "exit":
            sys.exit(3)
        if how == "early":
            return
        yield 1.0 if how == "number" else np.zeros((len(block), block.width + 1), dtype=np.float32)


@plugin.stage(width=1)
def returning(frames: Blocks[Frames]) -> Iterator[Rows]:
    """Returns what it should yield."""
    return next(frames).values[:, :1]


@plugin.stage(id="write.count")
def write_count(
    shots: Shots, numbers: List[Number]
) -> Annotated[Document, port("How many there are.", extension="txt")]:
    """Counts the shots of a plan."""
    return Document(f"{len(shots['shots'])} shots, {sum(numbers):g}")


class Song(NamedTuple):
    frames: Frames
    truth: Optional[Labels] = None


class Learned(NamedTuple):
    model: Model
    notes: Annotated[Document, port("What came of it.", extension="txt")]


@plugin.stage(formats=lambda frames, truth: Format(len(truth.columns), 1, "shot types", columns=truth.columns))
class Prior:
    """Predicts how often each type was."""

    def __init__(self, *, epochs: int = param(3, "Epochs at most.", min=1, max=100)) -> None:
        self.epochs = epochs

    def learn(
        self, corpus: Corpus[Song], progress: Progress, checkpoint: Checkpoint, seed: int, threads: int
    ) -> Learned:
        first = int(checkpoint.last or b"0")
        counts = np.ones(0)
        for epoch in range(first, self.epochs):
            for track in corpus.part("training"):
                labels = corpus.get(track, "truth").truth
                assert labels is not None
                here = np.bincount(labels.indices(int(track.seconds)), minlength=len(labels.types))
                counts = here if not len(counts) else counts + here
            progress(epoch + 1, self.epochs, loss=1 / (epoch + 1))
            checkpoint.save(str(epoch + 1).encode())
        shares = (counts / counts.sum()).astype("<f4")
        return Learned(Model(shares.tobytes(), {"seed": seed, "first": first}), Document(f"{threads} threads"))

    def run(self, frames: Frames, learned: Learned) -> Rows:
        shares = np.frombuffer(learned.model.bytes, "<f4")
        return np.tile(shares, (len(frames), 1))


@plugin.stage(id="learn.again")
class LearnAgain:
    """Remembers in itself how often it has learned."""

    def __init__(self) -> None:
        self.times, self.width = 0, 0

    def formats(self, frames: Format) -> Format:
        self.width = frames.width
        return frames.to(width=1)

    def learn(self, corpus: Corpus[Song]) -> Model:
        self.times += 1
        return Model(b"", {"times": self.times, "width": self.width})

    def run(self, frames: Frames, learned: Model) -> Rows:
        return frames.values[:, :1]


class Told(NamedTuple):
    report: Annotated[Document, port("How long songs are.", extension="json")]


@plugin.stage
def lengths(corpus: Corpus[Song], threads: int) -> Told:
    """Sums the rows of all songs."""
    return Told(Document(str(sum(len(song.frames) for _, song in corpus))))


if __name__ == "__main__":
    plugin.main()
