"""Writes the pages of the manual as they are installed: installed_manual.py SHARE

In the repository, pages link to each other as files of a checkout. What a link names may lie in SHARE, a `share` that has
pipelines, plugins and pictures already: then it leads there, by a relative path, as the archive may lie anywhere. What is not
there is left as a name. Pages of other folders come into the manual's.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "Tests/Manual"))

from manual import CATALOGUE, COMMENT, LINK, Link, Page, manual, page_of  # noqa: E402

MANUAL = Path("doc/songboard/manual")
# Folders of a checkout, and where they are installed.
FOLDERS = {
    CATALOGUE: MANUAL,
    ROOT / "pipelines": Path("songboard/pipelines"),
    ROOT / "plugins/outside": Path("songboard/plugins/outside"),
}


def place(path):
    """Where a file or folder of a checkout would be installed."""
    found = next((folder for folder in FOLDERS if path.is_relative_to(folder)), None)
    return FOLDERS[found] / path.relative_to(found) if found else MANUAL / path.name


class Installed:
    def __init__(self, share):
        # The README of a checkout is about building. Pages that no page leads to are installed beside plugins all the same.
        own = [page for page in manual() if page.path != ROOT / "README.md"]
        beside = [Page(path) for folder in FOLDERS for path in folder.rglob("*.md") if (share / place(path)).is_file()]
        self.share, self.pages = share, {page.path: page for page in own + beside}

    def target(self, path):
        """Where a link to a file or folder leads; `None` if nothing is installed for it."""
        page = page_of(path)
        if page in self.pages:
            return place(page)
        return place(path) if path != ROOT / "README.md" and (self.share / place(path)).exists() else None

    def link(self, page, match):
        link = Link(0, match[2], match[3], match[1] == "!")
        if link.is_outside:
            return match[0]
        path, anchor = link.place(page)
        target = self.target(path)
        if target is None:
            return f"`{link.label.strip('`')}`"
        way = os.path.relpath(target, place(page.path).parent)
        return f"{match[1]}[{link.label}]({way}{f'#{anchor}' if anchor else ''})"

    def write(self):
        for path, page in self.pages.items():
            file = self.share / place(path)
            file.write_text(COMMENT.sub("", page.with_links(lambda match: self.link(page, match))))
            file.chmod(0o644)


def main(share):
    Installed(Path(share)).write()


if __name__ == "__main__":
    main(*sys.argv[1:])
