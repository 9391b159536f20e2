"""The pages of the manual: their headings, links, and the blocks in them that a check runs or lints.

A comment above a block or a paragraph, which readers do not see, tells what is special about it:

  <!-- not run: why -->              the commands, or the Python, cannot run in a check
  <!-- run with: words -->           `songboard run` is given these words, such as fewer epochs
  <!-- lint as: stages of NAME -->   the YAML goes into the ready pipeline NAME, by default storyboard; in place of `stages`
                                     may stand `source`, `brief`, `cameras`, `vocabulary`, `plugin NAME`,
                                     or `file` if a command below reads it
  <!-- same as: FILE -->             the YAML is this file, byte for byte
  <!-- file: NAME -->                the YAML of the page before this comment is a file of this name
"""
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "Sources/songboard/Songboard.docc"
COMMENT = re.compile(r"<!-- ([a-z ]+): (.*?) -->\n")
FENCE = re.compile(r"(?ms)^( *)```(\w*)\n(.*?)^ *```$")
LINK = re.compile(r"(!?)\[((?:[^\[\]]|`[^`]*`)*)\]\(([^)\s]+)\)")
CODE = re.compile(r"`[^`\n]+`")


@dataclass
class Block:
    """Code between fences: its language, text and line, and the comments right above it, by name."""
    language: str
    text: str
    line: int
    notes: dict


@dataclass
class Link:
    """A link or a picture: the file that it names, and the anchor in it; both may be missing."""
    line: int
    label: str
    target: str
    is_picture: bool

    @property
    def is_outside(self):
        return bool(re.match(r"[a-z]+:", self.target))

    def place(self, page):
        """The file or folder that is named, and the anchor."""
        name, _, anchor = self.target.partition("#")
        return (page.path.parent / name).resolve() if name else page.path, anchor


class Page:
    def __init__(self, path):
        self.path = path
        self.text = path.read_text()
        # The same length and lines, without what is code: no link or heading is in it.
        blank = lambda match: re.sub(r"[^\n]", " ", match[0])
        self.without_blocks = FENCE.sub(blank, self.text)
        self.prose = CODE.sub(blank, self.without_blocks)

    @property
    def name(self):
        return str(self.path.relative_to(ROOT))

    @property
    def title(self):
        return re.search(r"(?m)^# (.*)$", self.without_blocks)[1]

    def line(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def headings(self):
        """The text of each heading below the title, by the anchor that a forge gives it."""
        found = re.findall(r"(?m)^##+ (.*)$", self.without_blocks)
        return {anchor(heading): heading for heading in found}

    def links(self):
        for match in self.matches():
            yield Link(self.line(match.start()), match[2], match[3], match[1] == "!")

    def matches(self):
        # The label may have code in it, so only blocks are left out; a link within code has a backtick before it.
        for match in LINK.finditer(self.without_blocks):
            if self.prose[match.start() : match.start() + 1 + len(match[1])].strip():
                yield match

    def with_links(self, written):
        """The text with other links: what `written` makes of each match of LINK."""
        parts, end = [], 0
        for match in self.matches():
            parts += [self.text[end : match.start()], written(match)]
            end = match.end()
        return "".join(parts) + self.text[end:]

    def blocks(self):
        for match in FENCE.finditer(self.text):
            above, notes = self.text[: match.start()], {}
            while found := re.search(COMMENT.pattern + r"\Z", above):
                notes[found[1]] = found[2]
                above = above[: found.start()]
            text = re.sub(rf"(?m)^{match[1]}", "", match[3])
            yield Block(match[2], text, self.line(match.start()), notes)


def anchor(heading):
    """A heading's anchor on a forge: lower case, hyphens between words, no punctuation."""
    plain = re.sub(r"[`*]|\]\([^)]*\)|\[", "", heading)
    return re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")


def page_of(place):
    """The Markdown file of a file or of a folder with a README, else `None`."""
    if place.is_dir():
        place = place / "README.md"
    return place if place.suffix == ".md" and place.is_file() else None


def manual():
    """The README, the pages of the catalogue, and all pages of the repository that they lead to."""
    waiting = [ROOT / "README.md", *sorted(CATALOGUE.glob("*.md"))]
    found = {}
    while waiting:
        path = waiting.pop(0)
        if path in found:
            continue
        found[path] = page = Page(path)
        places = [link.place(page)[0] for link in page.links() if not link.is_outside]
        waiting += [there for place in places if (there := page_of(place)) and there.is_relative_to(ROOT)]
    return list(found.values())
