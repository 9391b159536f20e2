"""What stages that see many tracks are given: the corpus, progress, checkpoints."""

from __future__ import annotations

import time
from typing import Any, Callable, Dict, Generic, Iterator, List, Optional, Tuple, Type, TypeVar

from .artifacts import Track

Song = TypeVar("Song")


class Corpus(Generic[Song]):
    """The tracks of a run. `Corpus[Song]`: `Song` is a `NamedTuple` whose fields are the ports that are asked for.

    No track is kept in memory: each is fetched when it is asked for, as often as that is."""

    def __init__(
        self,
        tracks: List[Track],
        song: Type[Song],
        shared: Dict[str, Any],
        fetch: Callable[[Track, List[str]], Dict[str, Any]],
    ) -> None:
        self.tracks = tracks
        """All tracks, sorted by name."""
        self.shared = shared
        """What all tracks share, by port: models."""
        self._song, self._fetch = song, fetch

    def get(self, track: Track, *ports: str) -> Song:
        """The inputs of a track: those ports alone, or all; `None` for what it does not have."""
        names: Tuple[str, ...] = self._song._fields  # type: ignore[attr-defined]
        wanted = [name for name in ports or names if name not in self.shared]
        inputs = self._fetch(track, wanted) if wanted else {}
        return self._song(**{name: inputs.get(name, self.shared.get(name)) for name in names})

    def part(self, *parts: str) -> List[Track]:
        """The tracks of these parts: `training`, `validation`, `test`, `unlabelled`."""
        return [track for track in self.tracks if track.part in parts]

    def __iter__(self) -> Iterator[Tuple[Track, Song]]:
        return ((track, self.get(track)) for track in self.tracks)

    def __len__(self) -> int:
        return len(self.tracks)


class Progress:
    """Shows how far learning is; call it after each epoch."""

    def __init__(self, send: Callable[[Dict[str, Any]], None]) -> None:
        self._send = send
        self._starts: Dict[str, float] = {}

    def __call__(
        self, epoch: int, epochs: int, *, loss: float = 0.0, validation_error: Optional[float] = None, phase: str = ""
    ) -> None:
        """Epochs count from 1. Ends the stage if the run is interrupted."""
        now = time.monotonic()
        start = self._starts.setdefault(phase, now)
        left = (now - start) / max(1, epoch - 1) * (epochs - epoch) if epoch > 1 else 0.0
        self._send(
            {
                "phase": phase,
                "epoch": epoch,
                "epochs": epochs,
                "loss": float(loss),
                "validationError": None if validation_error is None else float(validation_error),
                "secondsLeft": left,
            }
        )


class Checkpoint:
    """Bytes that outlive a run that is killed: the same stage on the same tracks finds them."""

    def __init__(self, last: Optional[bytes], send: Callable[[bytes], None]) -> None:
        self.last = last
        """What was saved last before the run was killed; `None` if there is nothing to go on from."""
        self._send = send

    def save(self, content: bytes) -> None:
        """Keeps these bytes in place of the last."""
        self._send(content)
