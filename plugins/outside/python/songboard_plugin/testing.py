"""Runs stages without songboard: in this process, or as a program over the protocol."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from dataclasses import dataclass, field
from queue import Queue
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

import numpy as np

from .artifacts import Frames, Track, _Stream
from .failures import Failure, ProtocolError
from .formats import Format
from .forms import Buffers, decoded, encoded
from .plugin import Plugin
from .serving import Server
from .wire import Message, Wire


@dataclass
class Result:
    """What came of a track: `result["beats"]` is what the output gave."""

    outputs: Dict[str, Any] = field(default_factory=dict)
    warnings: List[str] = field(default_factory=list)
    progress: List[Dict[str, Any]] = field(default_factory=list)
    checkpoints: List[bytes] = field(default_factory=list)

    def __getitem__(self, name: str) -> Any:
        return self.outputs[name]


class Host:
    """Songboard's side of the talk with a plugin, which is a `Plugin` of this process or a program's command.

    `with Host(plugin) as host: rows = host.run("flatness", {"spectrum": spectrum}, floor=1e-3)["flatness"]`
    """

    def __init__(self, plugin: Union[Plugin, Sequence[str]], folder: Optional[str] = None) -> None:
        self._program = None if isinstance(plugin, Plugin) else list(plugin)
        self._folder = folder
        self._process: Optional[subprocess.Popen[bytes]] = None
        ours, theirs = os.pipe(), os.pipe()
        (their_input, self._writing), (self._reading, their_output) = ours, theirs
        self.wire = Wire(self._reading, self._writing)
        if isinstance(plugin, Plugin):
            server = Server(plugin, Wire(their_input, their_output))
            self._thread = threading.Thread(target=self._serve, args=(server, their_input, their_output), daemon=True)
            self._thread.start()
            self.declaration = plugin.describe()
        else:
            command = list(plugin)
            printed = subprocess.run(command + ["describe"], cwd=folder, stdout=subprocess.PIPE, check=True)
            self.declaration = json.loads(printed.stdout)
            self._process = subprocess.Popen(command + ["serve"], cwd=folder, stdin=their_input, stdout=their_output)
            os.close(their_input)
            os.close(their_output)
        self._answers: Queue[Union[Message, BaseException, None]] = Queue()
        # Blocks may come at any time: they are read while others are written.
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.wire.write({"type": "hello", "protocol": 1, "songboard": "testing"})
        self.hello = self._answer("hello", Result()).header

    @staticmethod
    def _serve(server: Server, reading: int, writing: int) -> None:
        try:
            server.serve()
        finally:
            os.close(writing)
            os.close(reading)

    def _read(self) -> None:
        try:
            while (message := self.wire.read()) is not None:
                self._answers.put(message)
        except (ProtocolError, OSError) as error:
            self._answers.put(error)
        self._answers.put(None)

    def __enter__(self) -> Host:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def close(self) -> int:
        """Says that there is no more; gives the program's exit code."""
        try:
            self.wire.write({"type": "bye"})
        except OSError:
            pass
        os.close(self._writing)
        code = self._process.wait(timeout=10) if self._process else 0
        self._reader.join(timeout=10)
        os.close(self._reading)
        return code

    def stage(self, id: str) -> Dict[str, Any]:
        """A stage's declaration, as `describe` prints it."""
        for each in self.declaration["stages"]:
            if each["id"] == id:
                return dict(each)
        raise KeyError(id)

    # What is said

    def _answer(self, type: str, result: Result, blocks: Optional[Dict[str, List[Any]]] = None) -> Message:
        """The next answer of a type; what may come before it is put into the result."""
        while True:
            message = self._answers.get(timeout=600)
            if message is None:
                raise ProtocolError("the plugin ended without an answer")
            if isinstance(message, BaseException):
                raise message
            if message.type == type:
                return message
            if message.type == "warn":
                result.warnings.append(message.header["text"])
            elif message.type == "fail":
                raise Failure(message.header["text"], message.header.get("remedy", ""))
            elif message.type == "block" and blocks is not None:
                for name, rows in message.buffers.items():
                    blocks.setdefault(name, []).append(rows)
            elif message.type == "next":
                return message
            elif message.type == "progress":
                result.progress.append(message.header)
            elif message.type == "checkpoint":
                result.checkpoints.append(next(iter(message.buffers.values())).tobytes())
            else:
                raise ProtocolError(f"'{message.type}' comes in place of '{type}'")

    def formats(self, stage: str, inputs: Mapping[str, Any], **settings: Any) -> Dict[str, Format]:
        """What the streams of the outputs will be. Raises `Failure` as the plugin says it."""
        self.wire.write(
            {
                "type": "formats",
                "stage": stage,
                "settings": self._settings(stage, settings),
                "inputs": _told_formats(inputs),
            }
        )
        outputs = self._answer("formats", Result()).header["outputs"]
        return {name: Format.of_json(each) for name, each in outputs.items()}

    def open(self, stage: str, inputs: Mapping[str, Any], **settings: Any) -> Dict[str, Format]:
        """Opens a stage on inputs of these formats; gives those of its outputs."""
        outputs = self.formats(stage, inputs, **settings)
        self.wire.write(
            {
                "type": "open",
                "stage": stage,
                "settings": self._settings(stage, settings),
                "formats": {
                    "inputs": _told_formats(inputs),
                    "outputs": {name: each.json for name, each in outputs.items()},
                },
            }
        )
        self._answer("opened", Result())
        return outputs

    def _settings(self, stage: str, settings: Dict[str, Any]) -> Dict[str, Any]:
        """All settings; those that are not given with the default's text read as songboard reads it."""
        told = {each["name"]: _read_default(each) for each in self.stage(stage)["parameters"]}
        return {**told, **settings}

    def run(
        self,
        stage: str,
        inputs: Mapping[str, Any],
        *,
        block: Optional[int] = None,
        track: Optional[Track] = None,
        learned: Optional[Mapping[str, Any]] = None,
        **settings: Any,
    ) -> Result:
        """Opens a stage and gives it one track; a frame stage in blocks of so many rows, or as one block."""
        formats = self.open(stage, inputs, **settings)
        return self.track(stage, inputs, formats, block=block, track=track, learned=learned)

    def track(
        self,
        stage: str,
        inputs: Mapping[str, Any],
        formats: Dict[str, Format],
        *,
        block: Optional[int] = None,
        track: Optional[Track] = None,
        learned: Optional[Mapping[str, Any]] = None,
    ) -> Result:
        """Gives a stage that is open a track."""
        declared = self.stage(stage)
        info = (track or Track()).json
        if declared["granularity"] == "frame":
            return self._stream(declared, inputs, formats, block, info)
        result, buffers = Result(), []  # type: Tuple[Result, Buffers]
        kinds = {each["name"]: each["kind"] for each in declared["inputs"]}
        header = {"type": "run", "info": info, "inputs": _told(kinds, inputs, buffers)}
        if learned is not None:
            kinds = {each["name"]: each["kind"] for each in declared["outputs"]}
            header["learned"] = _told(kinds, learned, buffers, "learned ")
        self.wire.write(header, buffers)
        return self._done(declared, self._answer("done", result), result)

    def _stream(
        self,
        declared: Dict[str, Any],
        inputs: Mapping[str, Any],
        formats: Dict[str, Format],
        block: Optional[int],
        info: Dict[str, Any],
    ) -> Result:
        result, blocks = Result(), {}  # type: Tuple[Result, Dict[str, List[Any]]]
        self.wire.write({"type": "track", "info": info})
        streams = list(_buffers(inputs))
        count = max((len(values) for _, values in streams), default=0)
        size = block or max(1, count)
        for first in range(0, count, size):
            self.wire.write({"type": "block"}, [(name, values[first : first + size]) for name, values in streams])
        self.wire.write({"type": "end"})
        result = self._done(declared, self._answer("done", result, blocks), result)
        for name, format in formats.items():
            rows = blocks.get(name) or [np.zeros((0, format.width), dtype=np.float32)]
            result.outputs[name] = Frames(np.concatenate(rows), format, name)
        return result

    @staticmethod
    def _done(declared: Dict[str, Any], message: Message, result: Result) -> Result:
        kinds = {each["name"]: each["kind"] for each in declared["outputs"]}
        for name, form in message.header["outputs"].items():
            result.outputs[name] = decoded(kinds[name], form, message.buffers)
        return result

    def learn(
        self,
        stage: str,
        songs: Iterable[Tuple[Track, Mapping[str, Any]]],
        *,
        seed: int = 1,
        threads: int = 1,
        checkpoint: Optional[bytes] = None,
        shared: Optional[Mapping[str, Any]] = None,
        formats: Optional[Mapping[str, Any]] = None,
        **settings: Any,
    ) -> Result:
        """Gives a learner or a corpus stage these songs; `checkpoint` is what an earlier run saved."""
        songs = list(songs)
        first = songs[0][1] if formats is None else formats
        self.open(stage, first, **settings)
        declared = self.stage(stage)
        kinds = {each["name"]: each["kind"] for each in declared["inputs"]}
        result, buffers = Result(), []  # type: Tuple[Result, Buffers]
        header = {
            "type": "learn",
            "tracks": [track.json for track, _ in songs],
            "threads": threads,
            "seed": seed,
            "shared": _told(kinds, shared or {}, buffers),
        }
        if checkpoint is not None:
            buffers.append(("checkpoint", np.frombuffer(checkpoint, dtype=np.uint8)))
        self.wire.write(header, buffers)
        while (message := self._answer("done", result)).type == "next":
            inputs = songs[message.header["track"]][1]
            ports = message.header.get("ports") or list(inputs)
            buffers = []
            told = _told(kinds, {name: inputs[name] for name in ports if name in inputs}, buffers)
            self.wire.write({"type": "inputs", "inputs": told}, buffers)
        return self._done(declared, message, result)


def assert_any_block_size(
    host: Host, stage: str, inputs: Mapping[str, Any], sizes: Sequence[int] = (1, 7, 64), **settings: Any
) -> None:
    """Fails unless a frame stage gives the same bytes however its input is cut."""
    whole = host.run(stage, inputs, **settings)
    for size in sizes:
        cut = host.run(stage, inputs, block=size, **settings)
        for name, expected in whole.outputs.items():
            if isinstance(expected, Frames) and expected.values.tobytes() != cut[name].values.tobytes():
                raise AssertionError(f"{stage}: blocks of {size} rows give other rows at '{name}' than one block")


def _told_formats(inputs: Mapping[str, Any]) -> Dict[str, Any]:
    """The formats of the streams among inputs, and the types of labels as columns."""

    def one(each: Any) -> Any:
        if isinstance(each, list) and each and isinstance(each[0], (_Stream, Format)):
            return [one(part) for part in each]
        if isinstance(each, Format):
            return each.json
        if isinstance(each, _Stream):
            return each.format.json
        if hasattr(each, "types"):
            return Format(len(each.types), 0, "labels", columns=each.types).json
        return None

    told = {name: one(each) for name, each in inputs.items()}
    return {name: each for name, each in told.items() if each is not None}


def _told(kinds: Dict[str, str], inputs: Mapping[str, Any], buffers: Buffers, prefix: str = "") -> Dict[str, Any]:
    def one(name: str, place: str, value: Any) -> Any:
        return {"name": name, **encoded(kinds[name], value, prefix + place, None, buffers)}

    return {
        name: (
            [one(name, f"{name}/{place}", each) for place, each in enumerate(value)]
            if type(value) is list and kinds[name] != "events"
            else one(name, name, value)
        )
        for name, value in inputs.items()
    }


def _buffers(inputs: Mapping[str, Any]) -> Iterable[Tuple[str, Any]]:
    for name, value in inputs.items():
        if isinstance(value, list):
            yield from ((f"{name}/{place}", each.values) for place, each in enumerate(value))
        else:
            yield name, value.values


def _read_default(parameter: Dict[str, Any]) -> Any:
    text, type = parameter["default"], parameter["type"]
    if text == "none" and type.endswith(" or none"):
        return None
    if type.startswith("list of "):
        parts = [part.strip() for part in text[1:-1].split(",") if part.strip()]
        return [_scalar(type[len("list of ") :], part) for part in parts]
    return _scalar(type.replace(" or none", ""), text)


def _scalar(type: str, text: str) -> Any:
    readers: Dict[str, Any] = {"integer": int, "number": float, "boolean": lambda word: word == "true"}
    return readers.get(type, str)(text)
