"""The blocks of a track as the streams of a stage."""

from __future__ import annotations

from collections import deque
from typing import Any, Deque, Dict, Iterator, List, Mapping, Sequence, Tuple

from .artifacts import Audio, Frames
from .failures import Cancelled, ProtocolError
from .formats import Format
from .ports import Blocks, Port
from .wire import Wire


class Feed:
    """The streams of a track: each is read as far as the stage wants, and what one is ahead of another waits."""

    def __init__(self, wire: Wire, inputs: Sequence[Port], formats: Mapping[str, Any]) -> None:
        self._wire = wire
        self._ended = False
        self._queues: Dict[str, Deque[Any]] = {}
        self._makers: List[Tuple[str, Any, Format, str]] = []
        self.streams: Dict[str, Any] = {}
        for port in inputs:
            format = formats.get(port.name)
            if isinstance(format, list):
                self.streams[port.name] = [
                    self._stream(port, f"{port.name}/{place}", each) for place, each in enumerate(format)
                ]
            else:
                self.streams[port.name] = self._stream(port, port.name, format or Format(1, 0))

    def _stream(self, port: Port, buffer: str, format: Format) -> Any:
        queue: Deque[Any] = deque()
        self._queues[buffer] = queue
        self._makers.append((buffer, Audio if port.kind == "audio" else Frames, format, port.name))
        return Blocks(format, self._blocks(queue), port.name)

    def _blocks(self, queue: Deque[Any]) -> Iterator[Any]:
        while queue or self._pull():
            yield queue.popleft()

    def _pull(self) -> bool:
        """Reads one block into all queues; false at the track's end."""
        if self._ended:
            return False
        message = self._wire.read()
        if message is None or message.type in ("cancel", "bye"):
            raise Cancelled
        if message.type == "end":
            self._ended = True
            return False
        if message.type != "block":
            raise ProtocolError(f"'{message.type}' comes within a track")
        for buffer, of, format, name in self._makers:
            self._queues[buffer].append(of._of(message.buffers[buffer], format, name))
        return True

    def drain(self) -> None:
        """Reads what a stage has not asked for."""
        while self._pull():
            for queue in self._queues.values():
                queue.clear()
