"""`tcn`: a PyTorch learner of shot types that stands beside songboard's own in `evaluate`."""

from __future__ import annotations

import copy
import io
import json
import math
from typing import Annotated, Any, Dict, List, NamedTuple, Optional

import numpy as np
import torch
from network import Network
from songboard_plugin import (
    Checkpoint,
    Corpus,
    Document,
    Failure,
    Format,
    Frames,
    Labels,
    Model,
    Plugin,
    Progress,
    Rows,
    Track,
    param,
    port,
    warn,
)
from torch.nn.functional import cross_entropy

plugin = Plugin("tcn", version="1.0", licence="CC0-1.0")


class Song(NamedTuple):
    """What is asked of a song.

    frames: A row for each second.
    truth: The labelled shots, to learn from.
    """

    frames: Frames
    truth: Optional[Labels]


class Learned(NamedTuple):
    """What learning gives.

    model: The network with its sizes.
    history: What came of each epoch.
    """

    model: Annotated[Model, port(type="tcn")]
    history: Annotated[Document, port(extension="history.json")]


class Predicted(NamedTuple):
    """What a song gives.

    types: A probability per shot type, one row per second.
    """

    types: Rows


@plugin.stage(source="Bai, Kolter, Koltun 2018: temporal convolutional networks")
class TCN:
    """Trains a temporal convolutional network on labelled songs, and predicts shot types with it."""

    def __init__(
        self,
        *,
        channels: int = param(32, "Channels of each layer.", min=1, max=1024),
        layers: int = param(5, "Layers: each looks twice as far as the one before it.", min=1, max=12),
        dropout: float = param(0.2, "The share of each layer's outputs that is dropped.", min=0, max=0.95),
        learning_rate: float = param(0.002, "The learning rate.", min=1e-6, max=1),
        epochs: int = param(40, "Epochs at most.", min=1, max=100_000),
        stop_after: int = param(10, "Training ends after so many epochs without a better one.", min=1, max=100_000),
        seed: int = param(1, "All chance comes from it; songboard hands it to learning.", min=0, max=2**53 - 1),
    ) -> None:
        # What is learned must not hang on how many threads there are.
        torch.set_num_threads(1)
        torch.use_deterministic_algorithms(True)
        self.sizes = {"channels": channels, "layers": layers, "dropout": dropout}
        self.learning_rate, self.epochs, self.stop_after = learning_rate, epochs, stop_after

    @staticmethod
    def formats(frames: Format, truth: Optional[Format]) -> Dict[str, Format]:
        if abs(frames.rate - 1) > 1e-6:
            raise Failure(
                f"takes a row for each second, but is given {frames.rate:g}", "pool the frames with a period of 1 s"
            )
        if truth is None or not truth.columns:
            raise Failure("has no labels to learn from", "add a stage `truth: {use: labels}` and `source.labels`")
        return {"types": frames.to(columns=truth.columns, quantity="shot types", rate=1)}

    def learn(self, corpus: Corpus[Song], progress: Progress, checkpoint: Checkpoint, seed: int) -> Learned:
        songs, judged = corpus.part("training"), corpus.part("validation")
        if not songs:
            raise Failure("there is no song to learn from", "give songs with labels in the training part")
        state = self._saved(checkpoint.last) or self._begun(corpus, songs, seed)
        network, optimizer = state.network, state.optimizer
        for epoch in range(state.epoch, self.epochs):
            # All chance of an epoch hangs on its number: after a kill it comes out the same.
            torch.manual_seed(seed * 1_000_003 % 2**62 + epoch)
            losses = []
            network.train()
            for place in torch.randperm(len(songs)).tolist():
                rows, labels = _example(corpus, songs[place])
                if not (labels >= 0).any():
                    continue
                loss = cross_entropy(network(rows), labels, ignore_index=-1)
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), 1)
                optimizer.step()
                losses.append(loss.item())
            error, nll = _judged(network, corpus, judged)
            if not losses and epoch == 0:
                warn("no song has a labelled second: the network stays as chance made it")
            loss_mean = float(np.mean(losses)) if losses else 0.0
            if not math.isfinite(loss_mean):
                raise Failure(f"the loss of epoch {epoch + 1} is {loss_mean}", "lower learning_rate, or scale the rows")
            state.add(epoch, loss_mean, error, nll)
            checkpoint.save(state.bytes)
            progress(epoch + 1, self.epochs, loss=loss_mean, validation_error=error)
            if judged and epoch + 1 - state.best >= self.stop_after:
                break
        curve = {"name": "tcn", "axis": "epoch", "points": state.points, "best": state.best}
        return Learned(state.model, Document(json.dumps([curve], indent=2)))

    def run(self, frames: Frames, track: Track, learned: Learned) -> Predicted:
        network = _network(learned.model.metadata, learned.model.bytes)
        rows = torch.from_numpy(_by_second(frames.values, track))
        if not len(rows):
            return Predicted(np.zeros((0, len(learned.model.metadata["types"])), dtype=np.float32))
        with torch.inference_mode():
            return Predicted(torch.softmax(network(rows), dim=1).numpy())

    def _begun(self, corpus: Corpus[Song], songs: List[Track], seed: int) -> _State:
        """A network by chance, with the mean and deviation of the rows that it will learn from."""
        count, sums, squares, types = 0, np.zeros(1), np.zeros(1), ()
        for track in songs:
            song = _labelled(corpus, track)
            values = song.frames.values.astype(np.float64)
            count, sums, squares = count + len(values), sums + values.sum(axis=0), squares + (values**2).sum(axis=0)
            types = song.truth.types
        mean = sums / max(1, count)
        deviation = np.sqrt(np.maximum(squares / max(1, count) - mean**2, 0))
        torch.manual_seed(seed % 2**62)
        card = {**self.sizes, "width": len(mean), "types": list(types)}
        state = _State(card, self.learning_rate)
        state.network.mean.copy_(torch.from_numpy(mean))
        state.network.deviation.copy_(torch.from_numpy(np.where(deviation > 1e-9, deviation, 1)))
        return state

    def _saved(self, content: Optional[bytes]) -> Optional[_State]:
        """Where a run that was killed had come to."""
        if content is None:
            return None
        saved = torch.load(io.BytesIO(content), weights_only=True)
        state = _State(saved["card"], self.learning_rate)
        state.network.load_state_dict(saved["network"])
        state.optimizer.load_state_dict(saved["optimizer"])
        state.points, state.best, state.best_network = saved["points"], saved["best"], saved["best_network"]
        return state


class _State:
    """How far training is."""

    def __init__(self, card: Dict[str, Any], learning_rate: float) -> None:
        self.card = card
        self.network = _made(card)
        self.optimizer = torch.optim.Adam(self.network.parameters(), lr=learning_rate)
        self.points: List[Dict[str, Any]] = []
        self.best = 0
        self.best_network: Dict[str, Any] = {}

    @property
    def epoch(self) -> int:
        return len(self.points)

    def add(self, epoch: int, loss: float, error: Optional[float], nll: Optional[float]) -> None:
        """An epoch that is done. The best has the least validation loss; without songs to judge by, it is the last."""
        before = self.points[self.best - 1].get("validationNLL") if self.best else None
        point = {"step": epoch + 1, "loss": loss, "validationError": error, "validationNLL": nll}
        self.points.append({key: value for key, value in point.items() if value is not None})
        if nll is None or before is None or nll < before:
            self.best = epoch + 1
            self.best_network = copy.deepcopy(self.network.state_dict())

    @property
    def model(self) -> Model:
        """The network of the best epoch."""
        return Model(_bytes(self.best_network), self.card)

    @property
    def bytes(self) -> bytes:
        return _bytes(
            {
                "card": self.card,
                "network": self.network.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "points": self.points,
                "best": self.best,
                "best_network": self.best_network,
            }
        )


def _bytes(value: Any) -> bytes:
    file = io.BytesIO()
    torch.save(value, file)
    return file.getvalue()


def _made(card: Dict[str, Any]) -> Network:
    return Network(card["width"], card["channels"], card["layers"], len(card["types"]), card["dropout"])


def _network(card: Dict[str, Any], content: bytes) -> Network:
    """The network of a model, ready to predict."""
    network = _made(card)
    network.load_state_dict(torch.load(io.BytesIO(content), weights_only=True))
    return network.eval()


def _example(corpus: Corpus[Song], track: Track) -> tuple[torch.Tensor, torch.Tensor]:
    """A song's rows, and the type of each; fetched now, so that no corpus is in memory."""
    song = _labelled(corpus, track)
    rows = _by_second(song.frames.values, track)
    return torch.from_numpy(rows), torch.from_numpy(song.truth.indices(len(rows)))


def _labelled(corpus: Corpus[Song], track: Track) -> Song:
    song = corpus.get(track)
    if song.truth is None:
        raise Failure(f"{track.path} has no labels", "write them, or list the song under `source.unlabelled`")
    return song


def _judged(network: Network, corpus: Corpus[Song], songs: List[Track]) -> tuple[Optional[float], Optional[float]]:
    """The share of wrong seconds, and the mean of -log p of the right type; none without songs."""
    network.eval()
    wrong, surprise, count = 0, 0.0, 0
    with torch.inference_mode():
        for track in songs:
            rows, labels = _example(corpus, track)
            if not len(rows):
                continue
            scores, known = network(rows), labels >= 0
            wrong += int((scores.argmax(dim=1) != labels)[known].sum())
            surprise += cross_entropy(scores, labels, ignore_index=-1, reduction="sum").item()
            count += int(known.sum())
    return (wrong / count, surprise / count) if count else (None, None)


def _by_second(rows: Rows, track: Track) -> Rows:
    """As many rows as the song has started seconds: one more, the centred last one, is left out; for one too few the last
    one is doubled. A song of no sound has none."""
    seconds = max(1, math.ceil(track.seconds))
    if not len(rows) and seconds == 1:
        return rows
    if not len(rows) or abs(len(rows) - seconds) > 1:
        raise Failure(
            f"{track.path}: {len(rows)} rows do not fit a song of {seconds} s", "pool the frames with a period of 1 s"
        )
    return np.ascontiguousarray(rows[:seconds] if len(rows) >= seconds else np.concatenate([rows, rows[-1:]]))


if __name__ == "__main__":
    plugin.main()
