"""Stages of songboard in Python, functions and classes whose type hints declare them; and what runs have written.

See README.md for a first stage in ten minutes, and Research.md for `load`.
"""

from .artifacts import (
    Audio,
    Document,
    Event,
    Events,
    Frames,
    LabelledShot,
    Labels,
    Model,
    Number,
    Rows,
    Shots,
    Text,
    Track,
)
from .failures import Cancelled, DeclarationError, Failure, ProtocolError
from .formats import Format
from .learning import Checkpoint, Corpus, Progress
from .parameters import File, param
from .plugin import Plugin
from .ports import Blocks, port
from .results import Results, Song, load
from .serving import warn
from .stages import Stage

__all__ = [
    "Audio",
    "Blocks",
    "Cancelled",
    "Checkpoint",
    "Corpus",
    "DeclarationError",
    "Document",
    "Event",
    "Events",
    "Failure",
    "File",
    "Format",
    "Frames",
    "LabelledShot",
    "Labels",
    "Model",
    "Number",
    "Plugin",
    "Progress",
    "ProtocolError",
    "Results",
    "Rows",
    "Shots",
    "Song",
    "Stage",
    "Text",
    "Track",
    "load",
    "param",
    "port",
    "warn",
]
