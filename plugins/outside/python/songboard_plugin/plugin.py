"""A program of stages."""

from __future__ import annotations

import sys
from typing import Any, Callable, Dict, Optional, Sequence, Set, TypeVar, Union, overload

from . import depends as dependencies
from .failures import DeclarationError
from .formats import Format
from .program import main
from .stages import Stage

Work = TypeVar("Work", bound=Callable[..., Any])


class Plugin:
    """A program of stages. `main()` at the end of the file makes it one.

    Results are made again when a package that the program imports is updated. `depends` names further ones, as pip does:
    those that are used without an `import` of their own.
    """

    def __init__(self, name: str, *, version: str = "1.0", licence: str = "", depends: Sequence[str] = ()) -> None:
        self.name, self.version, self.licence = name, version, licence
        self.depends = list(depends)
        self.stages: Dict[str, Stage] = {}

    @overload
    def stage(self, work: Work) -> Work: ...

    @overload
    def stage(
        self,
        *,
        id: Optional[str] = None,
        source: str = "",
        revision: int = 1,
        deterministic: bool = True,
        opens_file: bool = False,
        formats: Optional[Callable[..., Union[Format, Dict[str, Format]]]] = None,
        width: Optional[int] = None,
        rate: Optional[float] = None,
        quantity: Optional[str] = None,
        columns: Optional[Sequence[str]] = None,
        one_of: Sequence[str] = (),
        any_of: Sequence[str] = (),
    ) -> Callable[[Work], Work]: ...

    def stage(
        self,
        work: Any = None,
        *,
        id: Optional[str] = None,
        source: str = "",
        revision: int = 1,
        deterministic: bool = True,
        opens_file: bool = False,
        formats: Optional[Callable[..., Union[Format, Dict[str, Format]]]] = None,
        width: Optional[int] = None,
        rate: Optional[float] = None,
        quantity: Optional[str] = None,
        columns: Optional[Sequence[str]] = None,
        one_of: Sequence[str] = (),
        any_of: Sequence[str] = (),
    ) -> Any:
        """Makes a stage of a function or class, which itself stays as it is.

        The rows that it gives have the width and rate of its first input, or those that are given here, or what
        `formats` says: a function of the inputs' formats and the settings, by their names. A stage that opens the song's
        file, as one that looks at a video does, says `opens_file`, and finds it in `Track.file`.
        """
        told = {"width": width, "rate": rate, "quantity": quantity, "columns": columns}
        fixed = {key: value for key, value in told.items() if value is not None}

        def added(work: Any) -> Any:
            stage = Stage(
                work,
                id=id,
                source=source or f"The plugin {self.name}.",
                revision=revision,
                deterministic=deterministic,
                opens_file=opens_file,
                formats=formats,
                fixed=fixed,
                one_of=one_of,
                any_of=any_of,
            )
            if stage.id in self.stages:
                raise DeclarationError(f"two stages are called '{stage.id}'")
            self.stages[stage.id] = stage
            return work

        return added if work is None else added(work)

    @property
    def _files(self) -> Set[str]:
        """The modules that the stages stand in."""
        modules = [sys.modules.get(each.work.__module__) for each in self.stages.values()]
        return {each.__file__ for each in modules if each is not None and each.__file__}

    def describe(self) -> Dict[str, Any]:
        """What `describe` prints."""
        return {
            "protocol": 1,
            "name": self.name,
            "version": self.version,
            "licence": self.licence,
            # Arrays are numpy's, also where the program does not name it.
            "depends": dependencies.versions(dependencies.imported(self._files) | {"numpy"}, self.depends),
            "watch": dependencies.places(),
            "stages": [each.describe() for each in self.stages.values()],
        }

    def main(self, arguments: Optional[Sequence[str]] = None) -> None:
        """Does what the program's arguments say: `describe` or `serve`."""
        main(self, arguments)
