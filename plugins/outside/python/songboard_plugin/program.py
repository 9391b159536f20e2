"""The plugin as a program: `describe` and `serve`."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Optional, Sequence

from .failures import DeclarationError
from .serving import Server
from .wire import Wire

if TYPE_CHECKING:
    from .plugin import Plugin


def main(plugin: Plugin, arguments: Optional[Sequence[str]] = None) -> None:
    """Prints the declarations, or answers until the input ends; anything else is a wrong use, exit code 64."""
    asked = list(sys.argv[1:] if arguments is None else arguments)
    if asked not in (["describe"], ["serve"]):
        print(f"usage: {os.path.basename(sys.argv[0])} describe|serve", file=sys.stderr)
        raise SystemExit(64)
    reading, writing = _own_descriptors()
    if asked == ["serve"]:
        Server(plugin, Wire(reading, writing)).serve()
        return
    try:
        text = json.dumps(plugin.describe(), indent=2, ensure_ascii=False, allow_nan=False)
    except DeclarationError as error:
        print(f"{plugin.name}: {error}", file=sys.stderr)
        raise SystemExit(1) from error
    with os.fdopen(writing, "w", encoding="utf-8") as file:
        file.write(text + "\n")


def _own_descriptors() -> tuple[int, int]:
    """Descriptors for the protocol alone. What the plugin and its libraries print goes to standard error, also what is
    in Python's buffer already; what they read is empty."""
    reading, writing = os.dup(0), os.dup(1)
    os.dup2(2, 1)
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    if sys.stdout is not None:
        sys.stdout.flush()
        sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    return reading, writing
