"""How a stage says that something cannot be done."""

from __future__ import annotations


class Failure(Exception):
    """Fails this track, or these settings; the run goes on. Raise it where the input, not the plugin, is at fault."""

    def __init__(self, text: str, remedy: str = "") -> None:
        super().__init__(text)
        self.text = text
        """What is wrong, naming the place."""
        self.remedy = remedy
        """What to do about it."""


class DeclarationError(Exception):
    """A stage is declared in a way that songboard cannot take: a fault of the plugin, told before anything runs."""


_LONGEST_EMPTY_DOC = 10
"""A doc that is no longer says nothing."""


def sentence(text: str, what: str) -> str:
    """A text as songboard takes docs: with a capital and a full stop. Raises `DeclarationError` if it is too short."""
    text = " ".join(text.split())
    made = text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
    if len(made) <= _LONGEST_EMPTY_DOC:
        raise DeclarationError(
            f"the doc of {what} is no sentence of more than {_LONGEST_EMPTY_DOC} characters, full stop and all: '{text}'"
        )
    return made


class ProtocolError(Exception):
    """The other side does not keep to the protocol; nothing sensible can follow."""


class Cancelled(BaseException):
    """songboard wants no more: passes through a stage's own `except Exception`."""
