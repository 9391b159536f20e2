"""Settings of a stage: keyword-only parameters with a type and a default."""

from __future__ import annotations

import inspect
import math
import re
import types
from dataclasses import dataclass
from typing import Any, Dict, Literal, Optional, Sequence, Tuple, Union, get_args, get_origin

from .failures import DeclarationError, Failure, sentence

UNITS = ("s", "Hz", "bpm", "dB", "samples", "frames", "log", "share")


class File(str):
    """A setting that names a file; a stage is given its absolute path."""


@dataclass(frozen=True)
class _Told:
    default: Any
    doc: str
    min: Optional[float]
    max: Optional[float]
    unit: Optional[str]
    advanced: bool = False


def param(
    default: Any,
    doc: str = "",
    *,
    min: Optional[float] = None,
    max: Optional[float] = None,
    unit: Optional[str] = None,
    advanced: bool = False,
) -> Any:
    """The default of a setting, with its sentence, and for numbers the least and the greatest value, or one of them, and the unit.

    An advanced setting is one that few will change; `songboard describe` shows it after the others."""
    return _Told(default, doc, min, max, unit, advanced)


def is_optional(hint: Any) -> bool:
    """Whether a type hint is `Optional[...]`."""
    return get_origin(hint) in _UNIONS and type(None) in get_args(hint)


def without_none(hint: Any) -> Any:
    """The type in an `Optional`; any other as it is."""
    if not is_optional(hint):
        return hint
    left = [each for each in get_args(hint) if each is not type(None)]
    return left[0] if len(left) == 1 else Union[tuple(left)]


_UNIONS: Tuple[Any, ...] = (Union, getattr(types, "UnionType", Union))
_SCALARS = {int: "integer", float: "number", bool: "boolean", str: "text", File: "file"}


@dataclass(frozen=True)
class Parameter:
    """A setting as `describe` tells it and as values are checked by."""

    name: str
    type: str
    """As the protocol says it, such as `number or none`."""
    default: Any
    doc: str
    min: Optional[float] = None
    max: Optional[float] = None
    unit: Optional[str] = None
    choices: Tuple[str, ...] = ()
    advanced: bool = False

    @staticmethod
    def of(parameter: inspect.Parameter, hint: Any, docs: Dict[str, str]) -> Parameter:
        """The setting that a keyword-only parameter of a function declares."""
        name, told = parameter.name, parameter.default
        if told is inspect.Parameter.empty:
            raise DeclarationError(f"the setting '{name}' has no default")
        if not isinstance(told, _Told):
            told = _Told(told, "", None, None, None)
        kind, choices = Parameter._type(name, hint)
        doc = told.doc or docs.get(name) or f"The setting {name.replace('_', ' ')}."
        made = Parameter(
            name,
            kind,
            told.default,
            sentence(doc, f"the setting '{name}'"),
            told.min,
            told.max,
            told.unit,
            choices,
            told.advanced,
        )
        made._check_declaration()
        return made

    @staticmethod
    def _type(name: str, hint: Any) -> Tuple[str, Tuple[str, ...]]:
        ending = " or none" if is_optional(hint) else ""
        inner = without_none(hint)
        if get_origin(inner) is Literal:
            if "none" in get_args(inner):
                raise DeclarationError(
                    f"the setting '{name}' has the choice none: make it an Optional, which is None then"
                )
            return "choice" + ending, tuple(str(each) for each in get_args(inner))
        if get_origin(inner) in (list, Sequence) or inner is list:
            element = _SCALARS.get((get_args(inner) or (str,))[0])
            if element in ("integer", "number", "text") and not ending:
                return f"list of {element}", ()
        elif inner in _SCALARS:
            return _SCALARS[inner] + ending, ("true", "false") if inner is bool and not ending else ()
        raise DeclarationError(
            f"the setting '{name}' has the type {hint}; a setting is int, float, bool, str, Literal, File, an Optional "
            "of one of these, or a list of int, float or str"
        )

    @property
    def is_number(self) -> bool:
        return "integer" in self.type or "number" in self.type

    @property
    def element(self) -> str:
        """The type of a value, or of each value of a list."""
        return self.type.replace("list of ", "").replace(" or none", "")

    def _check_declaration(self) -> None:
        if not re.fullmatch("[a-z][a-z0-9_]*", self.name):
            raise DeclarationError(f"the setting '{self.name}' is not a lower-case word")
        if self.is_number and self.min is None and self.max is None:
            raise DeclarationError(
                f"the setting '{self.name}' is a number without a range: give it as param(..., min=..., max=...), or one"
                " of the two"
            )
        if not self.is_number and (self.min is not None or self.max is not None or self.unit):
            raise DeclarationError(f"the setting '{self.name}' is no number, but has a range or a unit")
        if self.unit and self.unit not in UNITS:
            raise DeclarationError(f"the unit '{self.unit}' of '{self.name}' is none of {', '.join(UNITS)}")
        try:
            self.value(self.default)
        except Failure as failure:
            raise DeclarationError(f"the default of a setting is not allowed: {failure}") from failure

    @property
    def json(self) -> Dict[str, Any]:
        """The object that `describe` prints."""
        fields: Dict[str, Any] = {
            "name": self.name,
            "type": self.type,
            "default": _text(self.default),
            "doc": self.doc,
            "unit": self.unit,
            "minimum": self.min,
            "maximum": self.max,
            "choices": list(self.choices) or None,
            "tier": "advanced" if self.advanced else None,
        }
        return {key: value for key, value in fields.items() if value is not None}

    def value(self, given: Any) -> Any:
        """A value that was given, of the type and in the range; raises `Failure` that says what is allowed."""
        if given is None and self.type.endswith(" or none"):
            return None
        if not self.type.startswith("list of "):
            return self._scalar(given)
        if not isinstance(given, (list, tuple)):
            raise self._failure(given)
        return [self._scalar(each) for each in given]

    def _scalar(self, given: Any) -> Any:
        element, is_truth = self.element, isinstance(given, bool)
        if element == "boolean" and is_truth:
            return given
        if element == "integer" and not is_truth and isinstance(given, (int, float)) and given == int(given):
            return int(self._in_range(given))
        if element == "number" and not is_truth and isinstance(given, (int, float)) and math.isfinite(given):
            return float(self._in_range(given))
        if element == "choice" and given in self.choices:
            return given
        if element == "text" and isinstance(given, str):
            return given
        if element == "file" and isinstance(given, str):
            return File(given)
        raise self._failure(given)

    def _in_range(self, number: float) -> float:
        is_low = self.min is not None and number < self.min
        if is_low or (self.max is not None and number > self.max):
            unit = f" {self.unit}" if self.unit else ""
            raise Failure(f"{self.name}: {_text(number)} is out of range", f"allowed: {self._range}{unit}")
        return number

    @property
    def _range(self) -> str:
        if self.max is None:
            return f"at least {_text(self.min)}"
        return f"at most {_text(self.max)}" if self.min is None else f"{_text(self.min)} to {_text(self.max)}"

    def _failure(self, given: Any) -> Failure:
        allowed = f"one of {', '.join(self.choices)}" if self.element == "choice" else self.type
        return Failure(f"{self.name}: expected {self.type}, found {given!r}", f"give {self.name} as {allowed}")


def checked(parameters: Sequence[Parameter], settings: Dict[str, Any]) -> Dict[str, Any]:
    """A value for each setting: what was given, else the default. Raises `Failure` for what cannot be."""
    known = {parameter.name: parameter for parameter in parameters}
    for name in settings:
        if name not in known:
            raise Failure(f"there is no setting '{name}'", f"the settings are: {', '.join(known) or 'none'}")
    return {name: each.value(settings.get(name, each.default)) for name, each in known.items()}


def _text(value: Any) -> str:
    """A value as pipelines write it."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_text(each) for each in value)}]"
    if isinstance(value, float) and value == int(value) and abs(value) < 2**53:
        return str(int(value))
    return str(value)
