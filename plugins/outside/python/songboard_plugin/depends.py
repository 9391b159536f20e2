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
        for name, level in _names(path):
            folder = os.path.normpath(os.path.join(os.path.dirname(path), *[os.pardir] * (level - 1))) if level else root
            own, hides = _modules(name, folder)
            waiting += [(each, root) for each in own]
            if not hides and not level:
                found.add(name)
    return found


def _names(path: str) -> Iterator[Tuple[str, int]]:
    """The first words of what a module imports, each with the dots before it; none if it cannot be read."""
    try:
        with open(path, "rb") as file:
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((each.name.split(".")[0], 0) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            # What `from .. import x` names may stand in the package's own file.
            names = [node.module] if node.module else [*(each.name for each in node.names), "__init__"]
            yield from ((each.split(".")[0], node.level) for each in names)


def _modules(name: str, folder: str) -> Tuple[List[str], bool]:
    """The file of a module in a folder, or all files of a package and those in it; and whether they hide an installed one
    of that name. A folder without `__init__.py` does not."""
    file, package = os.path.join(folder, f"{name}.py"), os.path.join(folder, name)
    is_package = os.path.isfile(os.path.join(package, "__init__.py"))
    if os.path.isfile(file) and not is_package:
        return [file], True
    own = [os.path.join(place, each) for place, _, files in os.walk(package) for each in files if each.endswith(".py")]
    return own, is_package


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
