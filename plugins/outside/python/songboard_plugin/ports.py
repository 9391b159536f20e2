"""Ports of a stage, read from type hints."""

from __future__ import annotations

import collections.abc
from dataclasses import dataclass
from typing import (
    Annotated,
    Any,
    Dict,
    Generic,
    Iterator,
    List,
    Optional,
    Tuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import numpy as np

from .artifacts import Audio, Document, Events, Frames, Labels, Model, Shots, Text
from .failures import DeclarationError, sentence
from .formats import Format
from .parameters import is_optional, without_none

Stream = TypeVar("Stream", bound=Union[Frames, Audio])


class Blocks(Iterator[Stream], Generic[Stream]):
    """A stream as it comes, block by block. Each stream of a stage has as many blocks, of as many rows."""

    def __init__(self, format: Format, source: Iterator[Stream], name: str = "") -> None:
        self.format = format
        self.name = name
        self._source = source

    @property
    def rate(self) -> float:
        """Rows, or samples, a second."""
        return self.format.rate

    @property
    def width(self) -> int:
        """Numbers a row."""
        return self.format.width

    @property
    def columns(self) -> Tuple[str, ...]:
        """A name for each column, or none."""
        return self.format.columns

    def __iter__(self) -> Iterator[Stream]:
        return self._source

    def __next__(self) -> Stream:
        return next(self._source)


@dataclass(frozen=True)
class port:
    """What a type hint says of a port besides its kind: `Annotated[Document, port("A table.", extension="csv")]`."""

    doc: str = ""
    extension: Optional[str] = None
    """The ending of a document's file."""
    nan: bool = False
    """Whether numbers may be no numbers."""
    type: Optional[str] = None
    """What models fit: only ports of one type."""


KINDS: Dict[Any, str] = {
    Audio: "audio",
    Frames: "frames",
    Events: "events",
    float: "number",
    Shots: "shots",
    Labels: "labels",
    Text: "text",
    Document: "document",
    Model: "model",
}
_ITERATORS = (collections.abc.Iterator, collections.abc.Iterable, collections.abc.Generator)


@dataclass(frozen=True)
class Port:
    """A port as `describe` tells it."""

    name: str
    kind: str
    told: port
    doc: str
    required: bool = True
    is_list: bool = False
    streams: bool = False

    @staticmethod
    def of(name: str, hint: Any, docs: Dict[str, str]) -> Port:
        """The port that a type hint declares. Raises `DeclarationError` for a type that is no port's."""
        told, hint = _told(hint)
        required = not is_optional(hint)
        more, hint = _told(without_none(hint))
        told = more or told or port()
        is_list = get_origin(hint) in (list, collections.abc.Sequence)
        if is_list:
            hint = get_args(hint)[0]
        streams = get_origin(hint) is Blocks or get_origin(hint) in _ITERATORS
        if streams:
            more, hint = _told(get_args(hint)[0])
            told = more or told
        # Arrays of numpy, as stages give them, are frames. Newer Pythons keep what an alias stands for in its value.
        hint = getattr(get_origin(hint) or hint, "__value__", hint)
        kind = "frames" if hint is np.ndarray or get_origin(hint) is np.ndarray else KINDS.get(hint)
        if kind is None:
            raise DeclarationError(
                f"'{name}' has the type {hint}, which is no port: a port is Frames, Audio, Events, Number, Shots, "
                "Labels, Text, Document or Model; settings stand after a * in the parameters"
            )
        doc = told.doc or docs.get(name) or f"The {kind} of the port {name}."
        return Port(name, kind, told, sentence(doc, f"the port '{name}'"), required, is_list, streams)

    @property
    def input_json(self) -> Dict[str, Any]:
        """The object of an input that `describe` prints."""
        fields = {
            "name": self.name,
            "kind": self.kind,
            "doc": self.doc,
            "required": self.required,
            "list": self.is_list,
        }
        return {**fields, "type": self.told.type} if self.told.type else fields

    @property
    def output_json(self) -> Dict[str, Any]:
        """The object of an output that `describe` prints."""
        fields: Dict[str, Any] = {"name": self.name, "kind": self.kind, "doc": self.doc}
        if self.kind == "document":
            if not self.told.extension:
                raise DeclarationError(
                    f"the document '{self.name}' has no file ending: Annotated[Document, port(extension=\"csv\")]"
                )
            fields["fileExtension"] = self.told.extension
        if self.told.nan:
            fields["nan"] = True
        if self.told.type:
            fields["type"] = self.told.type
        return fields


def _told(hint: Any) -> Tuple[Optional[port], Any]:
    """What is annotated to a type hint, and the hint without it."""
    if get_origin(hint) is not Annotated:
        return None, hint
    inner, *notes = get_args(hint)
    for note in notes:
        if isinstance(note, port):
            return note, inner
        if isinstance(note, str):
            return port(note), inner
    return None, inner


def is_named_tuple(hint: Any) -> bool:
    """Whether a type is a `NamedTuple`, whose fields are ports."""
    return isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields")


def ports_of_tuple(hint: Any, docs: Dict[str, str]) -> List[Port]:
    """The ports of a `NamedTuple`; sentences stand in its docstring too."""
    docs = {**docs, **entries(hint.__doc__)}
    hints = get_type_hints(hint, include_extras=True)
    return [Port.of(name, hints[name], docs) for name in hint._fields]


def entries(docstring: Optional[str]) -> Dict[str, str]:
    """The sentences of a docstring's lines `name: sentence`, as below `Args:` and `Returns:`."""
    found: Dict[str, str] = {}
    last, depth = "", 0
    for line in (docstring or "").splitlines():
        text = line.strip()
        here = len(line) - len(line.lstrip())
        name, colon, rest = text.partition(":")
        name = name.split("(")[0].strip()
        if colon and rest.strip() and name.isidentifier():
            found[name], last, depth = rest.strip(), name, here
        elif last and text and here > depth:
            found[last] += " " + text
        else:
            last = ""
    return found
