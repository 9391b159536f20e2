#!/usr/bin/env python3
"""Writes the manual as a package that swift-docc-plugin makes a site of: .ci/site runs it.

  manual_site.py FOLDER

In the repository, pages link to each other as files, so that a forge shows them well. DocC names pages and headings in words
of its own, and wants all pages in one catalogue. So pages of the repository that the manual leads to come along; links to
files that are no pages become their names.
"""
import re
import shutil
import sys
from pathlib import Path

from manual import CATALOGUE, COMMENT, ROOT, Link, manual, page_of

PLUGIN = "1.5.0"
MANIFEST = f"""// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "manual",
  products: [.library(name: "Songboard", targets: ["Songboard"])],
  dependencies: [.package(url: "https://github.com/swiftlang/swift-docc-plugin", exact: "{PLUGIN}")],
  targets: [.target(name: "Songboard")])
"""
# The page that all others are below: DocC takes it for the page of the module.
ROOT_PAGE = CATALOGUE / "Songboard.md"
# What DocC would write above each title is of frameworks; below a title and at the foot it would repeat what is there.
METADATA = {
    True: '@Metadata {\n  @DisplayName("songboard")\n  @TitleHeading("Manual")\n}\n\n@Options(scope: global) {\n'
          "  @AutomaticArticleSubheading(disabled)\n  @AutomaticSeeAlso(disabled)\n}\n",
    False: '@Metadata {\n  @TitleHeading("Manual of songboard")\n}\n',
}


def names(pages):
    """The name of each page in the catalogue: its file's, or of its title if it is from elsewhere."""
    return {
        page.path: page.path.stem if page.path.parent == CATALOGUE else re.sub(r"\W+", "-", page.title).strip("-")
        for page in pages}


def docc_anchor(heading):
    return re.sub(r"[`*]", "", heading).replace(" ", "-")


class Catalogue:
    def __init__(self, folder, pages):
        self.folder, self.pages = folder, {page.path: page for page in pages}
        self.names = names(pages)
        if len(set(self.names.values())) != len(pages):
            raise SystemExit("two pages of the manual have one name")

    def link(self, page, match):
        link = Link(0, match[2], match[3], match[1] == "!")
        if link.is_outside:
            return match[0]
        place, anchor = link.place(page)
        if link.is_picture:
            shutil.copy(place, self.folder / place.name)
            return f"![{link.label}]({place.name})"
        target = page_of(place)
        if target not in self.names:
            return f"`{link.label.strip('`')}`"
        heading = f"#{docc_anchor(self.pages[target].headings()[anchor])}" if anchor else ""
        return f"[{link.label}](doc:{self.names[target]}{heading})"

    def text(self, page):
        text = COMMENT.sub("", page.with_links(lambda match: self.link(page, match)))
        is_root = page.path == ROOT_PAGE
        title = "# ``Songboard``" if is_root else f"# {page.title}"
        return re.sub(r"\A# .*\n", lambda _: f"{title}\n\n{METADATA[is_root]}", text)


def main():
    package = Path(sys.argv[1])
    sources = package / "Sources/Songboard"
    shutil.rmtree(sources, ignore_errors=True)
    folder = sources / "Songboard.docc"
    folder.mkdir(parents=True)
    (package / "Package.swift").write_text(MANIFEST)
    (sources / "Songboard.swift").write_text("")
    pages = [page for page in manual() if page.path != ROOT / "README.md"]
    catalogue = Catalogue(folder, pages)
    for page in pages:
        (folder / f"{catalogue.names[page.path]}.md").write_text(catalogue.text(page))
    for extra in CATALOGUE.glob("*.json"):
        shutil.copy(extra, folder)


if __name__ == "__main__":
    main()
