"""What the results of a plugin depend on beside its own files: the packages that its modules import."""

from __future__ import annotations

import ast
import os
import site
import sys
from importlib import metadata
from typing import Dict, Iterable, Iterator, List, Optional, Sequence, Set, Tuple

from .failures import DeclarationError


def imported(files: Iterable[str]) -> Set[str]:
    """The packages that modules name in their `import` lines, wherever these stand, and that the modules beside them name
    which they import. Nothing is imported for that."""
    found: Set[str] = set()
    waiting = [(os.path.abspath(file), os.path.dirname(os.path.abspath(file))) for file in files]
    seen: Set[str] = set()
    while waiting:
        path, root = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        for name, is_relative in _names(path):
            own = _modules(name, os.path.dirname(path) if is_relative else root)
            waiting += [(each, root) for each in own]
            if not own and not is_relative:
                found.add(name)
    return found


def _names(path: str) -> Iterator[Tuple[str, bool]]:
    """The first words of what a module imports, and whether it is sought beside it; none if it cannot be read."""
    try:
        with open(path, "rb") as file:
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((each.name.split(".")[0], False) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = [node.module] if node.module else [each.name for each in node.names]
            yield from ((each.split(".")[0], node.level > 0) for each in names)


def _modules(name: str, folder: str) -> List[str]:
    """The file of a module in a folder, or all files of a package; none if there is no such."""
    file, package = os.path.join(folder, f"{name}.py"), os.path.join(folder, name)
    if os.path.isfile(os.path.join(package, "__init__.py")):
        return [os.path.join(package, each) for each in sorted(os.listdir(package)) if each.endswith(".py")]
    return [file] if os.path.isfile(file) else []


def versions(modules: Set[str], told: Sequence[str]) -> Dict[str, str]:
    """The distributions that modules are of, and those that are told by name, with their versions."""
    found: Dict[str, str] = {}
    for name in told:
        version = _version(name)
        if version is None:
            raise DeclarationError(f"the plugin depends on '{name}', which is not installed")
        found[name] = version
    # Python before 3.10 does not know which modules are its own, nor whose the others are.
    rest = modules - set(getattr(sys, "stdlib_module_names", ()))
    unknown: Set[str] = set()
    for name in rest:
        version = _version(name)
        if version is None:
            unknown.add(name)
        else:
            found.setdefault(name, version)
    if unknown and sys.version_info >= (3, 10):
        owners = metadata.packages_distributions()
        for name in (each for module in unknown for each in owners.get(module, ())):
            found.setdefault(name, _version(name) or "")
    return dict(sorted(found.items()))


def _version(distribution: str) -> Optional[str]:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def places() -> List[str]:
    """The folders that packages are installed in: one of them changes when a package is installed, updated or removed."""
    own = os.path.realpath(os.path.dirname(sys.argv[0]))
    folders = {os.path.abspath(each) for each in [*sys.path, site.getusersitepackages()] if each}
    return sorted(each for each in folders if os.path.realpath(each) != own)
