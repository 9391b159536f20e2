"""Stages: functions and classes whose type hints declare them."""

from __future__ import annotations

import inspect
import re
from typing import (
    Any,
    Callable,
    Dict,
    Generator,
    Iterator,
    List,
    Mapping,
    Optional,
    Sequence,
    Tuple,
    Type,
    get_args,
    get_origin,
    get_type_hints,
)

from .artifacts import Track
from .failures import DeclarationError, sentence
from .formats import Format
from .learning import Checkpoint, Corpus, Progress
from .parameters import Parameter, checked
from .ports import Port, entries, is_named_tuple, ports_of_tuple

Formats = Dict[str, Any]
"""A `Format` for each input's name, a list of them for a port that takes a list."""


class Stage:
    """A stage as its function or class declares it."""

    def __init__(
        self,
        work: Any,
        *,
        id: Optional[str],
        source: str,
        revision: int,
        deterministic: bool,
        opens_file: bool,
        formats: Optional[Callable[..., Any]],
        fixed: Mapping[str, Any],
        one_of: Sequence[str],
        any_of: Sequence[str],
    ) -> None:
        self.work = work
        self.is_class = inspect.isclass(work)
        self.id = id or work.__name__.lower().replace("_", ".", 1)
        if not re.fullmatch(r"[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)?", self.id):
            raise DeclarationError(f"'{self.id}' is no id of a stage: a lower-case word, or two with a dot")
        try:
            self._declare()
        except (NameError, TypeError) as error:
            raise DeclarationError(f"the type hints of the stage {self.id} cannot be read: {error}") from error
        except DeclarationError as error:
            raise DeclarationError(f"stage {self.id}: {error}") from error
        self.source, self.revision, self.deterministic = source, revision, deterministic
        self.opens_file = opens_file
        self.one_of, self.any_of = list(one_of), list(any_of)
        self._formats, self._fixed = formats, fixed

    # What is declared

    def _declare(self) -> None:
        settings_of = self.work.__init__ if self.is_class else self.work
        run = self._run_function
        doc = inspect.getdoc(self.work) or ""
        docs = {**entries(inspect.getdoc(run)), **entries(inspect.getdoc(settings_of)), **entries(doc)}
        self.doc = sentence(doc.split("\n\n")[0] or f"Does what the stage {self.id} does.", "the stage")

        hints = get_type_hints(settings_of, include_extras=True)
        self.parameters = [
            Parameter.of(each, hints[each.name], docs)
            for each in inspect.signature(settings_of).parameters.values()
            if each.kind is each.KEYWORD_ONLY
        ]
        self.song: Optional[Type[Any]] = None
        self.learned_tuple: Any = None
        self.special: Dict[str, str] = {}
        self.inputs = self._declared_inputs(run, docs)
        self.learns = self.is_class and hasattr(self.work, "learn")
        if self.learns:
            # What only learning asks for are ports as well.
            known = {each.name for each in self.inputs}
            self.inputs += [each for each in self._declared_inputs(self.work.learn, docs) if each.name not in known]
        if self.learns:
            self.granularity = "learner"
        elif self.song:
            self.granularity = "corpus"
        else:
            self.granularity = "frame" if self._processes or any(each.streams for each in self.inputs) else "track"
        self._declare_outputs(run, docs)

    @property
    def _processes(self) -> bool:
        return self.is_class and hasattr(self.work, "process")

    @property
    def _run_function(self) -> Any:
        if not self.is_class:
            return self.work
        for name in ("process", "run"):
            if hasattr(self.work, name):
                return getattr(self.work, name)
        raise DeclarationError("the class has no method `run`, and no `process`")

    def _declared_inputs(self, function: Any, docs: Dict[str, str]) -> List[Port]:
        hints, found = get_type_hints(function, include_extras=True), []
        for each in inspect.signature(function).parameters.values():
            if each.kind is each.KEYWORD_ONLY or each.name == "self":
                continue
            hint = hints.get(each.name)
            if hint is Track:
                self.special[each.name] = "track"
            elif each.name == "learned":
                self.special[each.name] = "learned"
            elif get_origin(hint) is Corpus:
                self.song = get_args(hint)[0]
                self.special[each.name] = "corpus"
                found += ports_of_tuple(self.song, docs)
            elif each.name in ("seed", "threads") and hint is int or hint in (Progress, Checkpoint):
                self.special[each.name] = each.name
            elif hint is None:
                raise DeclarationError(f"the parameter '{each.name}' has no type hint")
            else:
                found.append(Port.of(each.name, hint, docs))
        return found

    def _declare_outputs(self, run: Any, docs: Dict[str, str]) -> None:
        def ports(function: Any) -> Tuple[List[Port], Optional[str]]:
            hint = get_type_hints(function, include_extras=True).get("return")
            if hint is None or hint is type(None):
                return [], None
            if is_named_tuple(hint):
                return ports_of_tuple(hint, docs), None
            # The name of what a function alone gives is that of the stage.
            name = "model" if function is getattr(self.work, "learn", None) else self.id.split(".")[-1]
            made = [Port.of(name, hint, docs)]
            arguments = get_args(hint)
            if made[0].streams and len(arguments) == 3 and arguments[2] is not type(None):
                made += ports_of_tuple(arguments[2], docs)
            return made, name

        self.outputs, self._single = ports(run)
        self._single_learned: Optional[str] = None
        if self.learns:
            learned, self._single_learned = ports(self.work.learn)
            hint = get_type_hints(self.work.learn).get("return")
            self.learned_tuple = hint if is_named_tuple(hint) else None
            self.outputs = [
                *self.outputs,
                *(each for each in learned if each.name not in {port.name for port in self.outputs}),
            ]
        if hasattr(self.work, "finish") and self._processes:
            more, _ = ports(self.work.finish)
            self.outputs += [each for each in more if each.name not in {port.name for port in self.outputs}]
        if not self.outputs:
            raise DeclarationError("the stage has no return type, so it would give nothing")

    def describe(self) -> Dict[str, Any]:
        """What `describe` prints of the stage."""
        fields: Dict[str, Any] = {
            "id": self.id,
            "revision": self.revision,
            "granularity": self.granularity,
            "deterministic": self.deterministic,
            "opensFile": self.opens_file,
            "doc": self.doc,
            "source": self.source,
            "inputs": [each.input_json for each in self.inputs],
            "outputs": [each.output_json for each in self.outputs],
            "parameters": [each.json for each in self.parameters],
        }
        if self.one_of:
            fields["oneOf"] = self.one_of
        if self.any_of:
            fields["anyOf"] = self.any_of
        return fields

    # What is done

    @property
    def stream_output(self) -> Optional[Port]:
        """The output whose rows a frame stage gives as they come."""
        return next((each for each in self.outputs if each.kind == "frames"), None)

    def checked(self, settings: Dict[str, Any]) -> Dict[str, Any]:
        """A value for each setting."""
        return checked(self.parameters, settings)

    def made(self, settings: Dict[str, Any]) -> Any:
        """The class with its settings, which loads what it needs; for a function nothing."""
        return self.work(**settings) if self.is_class else None

    def formats(self, instance: Callable[[], Any], inputs: Formats, settings: Dict[str, Any]) -> Dict[str, Format]:
        """What the streams of the outputs will be; a class is made only if its `formats` is a method of its own."""
        streams = [each for each in self.outputs if each.kind == "frames"]
        if not streams:
            return self._asked(instance, inputs, settings) if self._tells else {}
        if self._tells:
            return self._asked(instance, inputs, settings)
        first = next((each for each in _flat(inputs) if isinstance(each, Format)), None)
        fixed = dict(self._fixed)
        if first is None or first.quantity == "samples":
            if "rate" not in fixed or not ("width" in fixed or "columns" in fixed):
                raise DeclarationError(
                    f"stage {self.id}: rows of another rate than the sound's need width= and rate=, or formats="
                )
            first = first or Format(0, 0)
        return {each.name: first.to(**fixed) for each in streams}

    @property
    def _tells(self) -> bool:
        return self._formats is not None or (self.is_class and hasattr(self.work, "formats"))

    @property
    def prepares(self) -> bool:
        """Whether `formats` is a method of the class made, which may prepare itself by what it is told."""
        return (
            self._formats is None
            and self.is_class
            and not isinstance(
                inspect.getattr_static(self.work, "formats", staticmethod), (staticmethod, classmethod, type)
            )
        )

    def _asked(self, instance: Callable[[], Any], inputs: Formats, settings: Dict[str, Any]) -> Dict[str, Format]:
        function = self._formats
        if function is None:
            function = getattr(instance() if self.prepares else self.work, "formats")
        known = {**{each.name: None for each in self.inputs}, **settings, **inputs}
        wanted = inspect.signature(function).parameters.values()
        if any(each.kind is each.VAR_KEYWORD for each in wanted):
            given = known
        else:
            given = {each.name: known[each.name] for each in wanted if each.name in known}
        told = function(**given)
        if isinstance(told, Format):
            told = {each.name: told for each in self.outputs if each.kind == "frames"}
        return dict(told)

    def function(self, instance: Any, settings: Dict[str, Any]) -> Callable[..., Any]:
        """What is called for each track."""
        if not self.is_class:
            return lambda **inputs: self.work(**inputs, **settings)
        return self._streaming(instance) if self._processes else instance.run

    def _streaming(self, instance: Any) -> Callable[..., Iterator[Any]]:
        """The methods `start`, `process` and `finish` as one generator."""
        names = [each.name for each in self.inputs]
        has_track = next((name for name, what in self.special.items() if what == "track"), None)

        def rows(**inputs: Any) -> Generator[Any, None, Any]:
            if hasattr(instance, "start"):
                instance.start()
            extra = {has_track: inputs[has_track]} if has_track else {}
            for blocks in zip(*(inputs[name] for name in names)):
                made = instance.process(**dict(zip(names, blocks)), **extra)
                if made is not None:
                    yield made
            last = instance.finish() if hasattr(instance, "finish") else None
            if is_named_tuple(type(last)) or isinstance(last, Mapping):
                return last
            if last is not None:
                yield last
            return None

        return rows

    @property
    def run_names(self) -> List[str]:
        """The parameters of what is called for each track."""
        return [name for name in inspect.signature(self._run_function).parameters if name != "self"]

    def learned(self, found: Dict[str, Any]) -> Any:
        """What `learn` gave, as it returned it: one artifact, or its tuple, with `None` for what is not kept."""
        if self.learned_tuple is None:
            return found.get(self._single_learned or "")
        return self.learned_tuple(**{name: found.get(name) for name in self.learned_tuple._fields})

    def learning(self, instance: Any, settings: Dict[str, Any], given: Dict[str, Any]) -> Any:
        """Calls what sees the corpus with those of the given things that it asks for."""
        if self.is_class:
            function, settings = (instance.learn if self.learns else instance.run), {}
        else:
            function = self.work
        names = inspect.signature(function).parameters
        corpus = next(name for name, what in self.special.items() if what == "corpus")
        given = {**given, corpus: given["corpus"]}
        return function(**{name: each for name, each in given.items() if name in names}, **settings)

    def named(self, result: Any, learned: bool = False) -> Dict[str, Any]:
        """What a function returned, by the names of outputs; what is `None` is left out."""
        single = self._single_learned if learned else self._single
        if is_named_tuple(type(result)):
            result = result._asdict()
        elif not isinstance(result, Mapping) or single is not None:
            result = {} if result is None else {single or self.outputs[0].name: result}
        return {name: value for name, value in result.items() if value is not None}


def _flat(inputs: Formats) -> Iterator[Any]:
    for each in inputs.values():
        if isinstance(each, list):
            yield from each
        else:
            yield each
