"""Answers what songboard says."""

from __future__ import annotations

import sys
import threading
import traceback
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterator, List, Optional, Tuple

import numpy as np

from .artifacts import Track
from .failures import Cancelled, DeclarationError, Failure, ProtocolError
from .feed import Feed
from .formats import Format
from .forms import Buffers, decoded, encoded, rows_of
from .learning import Checkpoint, Corpus, Progress
from .ports import Port
from .stages import Stage
from .wire import Message, Wire

if TYPE_CHECKING:
    from .plugin import Plugin

_serving = threading.local()
_MOST_LOADED = 16


def warn(text: str) -> None:
    """Says something that a person should know, though the track goes on."""
    server: Optional[Server] = getattr(_serving, "server", None)
    if server is None:
        print(f"warning: {text}", file=sys.stderr)
    else:
        server.wire.write({"type": "warn", "text": text})


class _Opened:
    """A stage with its settings, loaded, and what its streams are."""

    def __init__(self, stage: Stage, settings: Dict[str, Any], instance: Any, header: Dict[str, Any]) -> None:
        formats = header.get("formats") or {}
        self.stage, self.settings, self.instance = stage, settings, instance
        self.inputs = {name: _format(each) for name, each in (formats.get("inputs") or {}).items()}
        self.outputs = {name: Format.of_json(each) for name, each in (formats.get("outputs") or {}).items()}
        self.function = stage.function(instance, settings)


class Server:
    """One process's side of the talk."""

    def __init__(self, plugin: Plugin, wire: Wire) -> None:
        self.plugin, self.wire = plugin, wire
        self._opened: Optional[_Opened] = None
        # What `formats` or `open` has loaded, by stage and settings: `open` comes again when another stage has had its turn.
        self._loaded: List[Tuple[Any, Any]] = []

    def serve(self) -> None:
        """Answers until there is no more. A fault of a stage is an answer too."""
        _serving.server = self
        answers: Dict[str, Callable[[Message], None]] = {
            "hello": self._hello,
            "formats": self._formats,
            "open": self._open,
            "track": self._track,
            "run": self._run,
            "learn": self._learn,
        }
        try:
            while (message := self.wire.read()) is not None and message.type not in ("bye", "cancel"):
                if message.type in ("block", "end"):
                    # What is left of a track that has failed.
                    continue
                answer = answers.get(message.type)
                if answer is None:
                    self._fail(f"'{message.type}' is nothing that this plugin knows", "use a songboard of its age")
                    continue
                self._answer(answer, message)
        except (Cancelled, BrokenPipeError):
            return
        finally:
            _serving.server = None

    def _answer(self, answer: Callable[[Message], None], message: Message) -> None:
        try:
            answer(message)
        except Failure as failure:
            self._fail(failure.text, failure.remedy)
        except (Cancelled, ProtocolError, BrokenPipeError, KeyboardInterrupt):
            raise
        except BaseException as error:  # also a SystemExit of a library: the process goes on with the next track
            traceback.print_exc()
            sys.stderr.flush()
            last = traceback.format_exception_only(type(error), error)[-1].strip()
            if isinstance(error, DeclarationError):
                self._fail(last, "correct the stage's declaration")
            else:
                # A fault of the plugin: where it is raised is no way out for whoever runs it.
                self._fail(f"{last}, raised {_place(error)}", "")

    def _fail(self, text: str, remedy: str) -> None:
        self.wire.write({"type": "fail", "text": text, "remedy": remedy})

    def _hello(self, message: Message) -> None:
        self.wire.write({"type": "hello", "protocol": 1, "name": self.plugin.name, "version": self.plugin.version})

    def _stage(self, message: Message) -> Tuple[Stage, Dict[str, Any]]:
        stage = self.plugin.stages.get(str(message.header.get("stage")))
        if stage is None:
            raise Failure(
                f"there is no stage '{message.header.get('stage')}'", f"there are: {', '.join(self.plugin.stages)}"
            )
        return stage, stage.checked(message.header.get("settings") or {})

    def _instance(self, stage: Stage, settings: Dict[str, Any]) -> Any:
        key = (stage.id, settings)
        for place, each in enumerate(self._loaded):
            if each[0] == key:
                self._loaded.append(self._loaded.pop(place))
                return each[1]
        if len(self._loaded) == _MOST_LOADED:
            # The one that has been of no use for longest, before another takes its memory.
            del self._loaded[0]
        instance = stage.made(settings)
        self._loaded.append((key, instance))
        return instance

    def _formats(self, message: Message) -> None:
        stage, settings = self._stage(message)
        inputs = {name: _format(each) for name, each in (message.header.get("inputs") or {}).items()}
        outputs = stage.formats(lambda: self._instance(stage, settings), inputs, settings)
        self.wire.write({"type": "formats", "outputs": {name: each.json for name, each in outputs.items()}})

    def _open(self, message: Message) -> None:
        stage, settings = self._stage(message)
        opened = _Opened(stage, settings, self._instance(stage, settings), message.header)
        # songboard may remember what `formats` said: this process may not have been asked yet.
        self._prepare(opened, opened.instance)
        self._opened = opened
        self.wire.write({"type": "opened"})

    @staticmethod
    def _prepare(opened: _Opened, instance: Any) -> None:
        """Tells an instance the formats, if it prepares itself by them."""
        if opened.stage.prepares:
            opened.stage.formats(lambda: instance, opened.inputs, opened.settings)

    def _ready(self) -> _Opened:
        if self._opened is None:
            raise ProtocolError("a track comes before a stage is opened")
        return self._opened

    # Frame stages

    def _track(self, message: Message) -> None:
        opened = self._ready()
        feed = Feed(self.wire, opened.stage.inputs, opened.inputs)
        port = opened.stage.stream_output
        # A fault of the stage is answered at once; what still comes of the track is dropped by `serve`.
        result = opened.function(**feed.streams, **_special(opened, Track.of_json(message.header.get("info") or {})))
        result = self._send_rows(result, port, opened) if port else result
        feed.drain()
        self._done(opened, opened.stage.named(result), without=port.name if port else None)

    def _send_rows(self, blocks: Any, port: Port, opened: _Opened) -> Any:
        """Sends blocks as they come; gives what the generator returns."""
        width = opened.outputs[port.name].width if port.name in opened.outputs else None
        if not isinstance(blocks, Iterator):
            told = "returned its rows" if blocks is not None else "gave no rows"
            raise Failure(f"a stage that takes blocks gives blocks, and this {told}", "give each block with `yield`")
        while True:
            try:
                block = next(blocks)
            except StopIteration as end:
                return end.value
            rows = rows_of(block, width, port.name)
            if len(rows):
                self.wire.write_block(port.name, rows)

    # Track stages, and learners with what they learned

    def _run(self, message: Message) -> None:
        opened = self._ready()
        inputs = _artifacts(opened.stage, message, "inputs")
        given: Dict[str, Any] = _special(opened, Track.of_json(message.header.get("info") or {}))
        for name, what in opened.stage.special.items():
            if what == "learned" and name in given:
                given[name] = self._learned(opened.stage, message)
        wanted = [each.name for each in opened.stage.inputs]
        if opened.stage.learns:
            # What only learning asks for, `run` does not take.
            wanted = [name for name in wanted if name in opened.stage.run_names]
        result = opened.function(**{name: inputs.get(name) for name in wanted if name in inputs}, **given)
        self._done(opened, opened.stage.named(result))

    @staticmethod
    def _learned(stage: Stage, message: Message) -> Any:
        kinds = {each.name: each.kind for each in stage.outputs}
        forms = message.header.get("learned") or {}
        found = {name: decoded(kinds[name], form, message.buffers) for name, form in forms.items() if name in kinds}
        return stage.learned(found)

    def _done(self, opened: _Opened, results: Dict[str, Any], without: Optional[str] = None) -> None:
        kinds = {each.name: each.kind for each in opened.stage.outputs if each.name != without}
        buffers: Buffers = []
        outputs = {}
        for name, value in results.items():
            if name not in kinds:
                raise Failure(f"the stage gives '{name}', which is none of its outputs", "correct what it returns")
            outputs[name] = encoded(kinds[name], value, name, opened.outputs.get(name), buffers)
        self.wire.write({"type": "done", "outputs": outputs}, buffers)

    # Learning

    def _learn(self, message: Message) -> None:
        opened = self._ready()
        stage = opened.stage
        tracks = [Track.of_json(info, index) for index, info in enumerate(message.header.get("tracks") or [])]

        def fetch(track: Track, ports: List[str]) -> Dict[str, Any]:
            self.wire.write({"type": "next", "track": track.index, "ports": ports})
            answer = self._next("inputs")
            return _artifacts(stage, answer, "inputs")

        def progress(fields: Dict[str, Any]) -> None:
            self._check_cancelled()
            self.wire.write({"type": "progress", **fields})

        def save(content: bytes) -> None:
            self._check_cancelled()
            buffer = np.frombuffer(content, dtype=np.uint8)
            self.wire.write({"type": "checkpoint"}, [("checkpoint", buffer)])

        last = message.buffers.get("checkpoint")
        corpus: Corpus[Any] = Corpus(tracks, stage.song or tuple, _artifacts(stage, message, "shared"), fetch)
        given: Dict[str, Any] = {
            "corpus": corpus,
            "progress": Progress(progress),
            "seed": int(message.header.get("seed") or 0),
            "checkpoint": Checkpoint(None if last is None else last.tobytes(), save),
            "threads": int(message.header.get("threads") or 1),
        }
        # What is learned must not depend on what another `learn` of this process, or a track, has left in an instance.
        instance = stage.made(opened.settings)
        self._prepare(opened, instance)
        result = stage.learning(instance, opened.settings, given)
        self._done(opened, stage.named(result, learned=stage.learns))

    def _next(self, type: str) -> Message:
        message = self.wire.read()
        if message is None or message.type in ("cancel", "bye"):
            raise Cancelled
        if message.type == "fail":
            raise Failure(str(message.header.get("text")), str(message.header.get("remedy") or ""))
        if message.type != type:
            raise ProtocolError(f"'{message.type}' comes in place of '{type}'")
        return message

    def _check_cancelled(self) -> None:
        if self.wire.has_more:
            self._next("cancel")


def _format(told: Any) -> Any:
    if isinstance(told, list):
        return [Format.of_json(each) for each in told]
    return None if told is None else Format.of_json(told)


def _special(opened: _Opened, track: Track) -> Dict[str, Any]:
    names = opened.stage.special.items()
    return {name: track for name, what in names if what in ("track", "learned") and name in opened.stage.run_names}


def _artifacts(stage: Stage, message: Message, field: str) -> Dict[str, Any]:
    """The artifacts of a header's field, by port."""
    found: Dict[str, Any] = {}
    kinds = {each.name: each for each in stage.inputs}
    for name, form in (message.header.get(field) or {}).items():
        port = kinds.get(name)
        if port is None or form is None:
            continue
        if isinstance(form, list):
            found[name] = [decoded(port.kind, each, message.buffers) for each in form]
        else:
            found[name] = decoded(port.kind, form, message.buffers)
    return found


def _place(error: BaseException) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"at line {last.lineno} of {last.filename}"
