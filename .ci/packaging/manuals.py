"""Writes the manual pages of songboard and each of its verbs: manuals.py PROGRAM VERSION DATE FOLDER

What they say is what the command declares, as `--experimental-dump-help` prints it. songboard.1.end has the sections of the
first page that are no single verb's.
"""

import json
import re
import subprocess
import sys
from pathlib import Path


# What the argument parser adds below each command that has others.
PARSERS_OWN_HELP = "Show subcommand help information."
# The first command's ways of use, which it writes itself.
SONGS = r"\fBsongboard\fR \fISONG\fR ... [\fB\-o\fR \fIfolder\fR]"


def escaped(text):
    """Text as roff: hyphens as typed ones, and no line that is read as a request."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.MULTILINE)


def prose(text):
    """Sentences, with what stands in backticks in bold; each line is a paragraph."""
    lines = [re.sub(r"`([^`]+)`", r"\\fB\1\\fR", escaped(line.strip())) for line in text.split("\n")]
    return "\n.PP\n".join(line for line in lines if line)


def spelled(name):
    return ("-" if name["kind"] == "short" else "--") + name["name"]


class Argument:
    """An argument, option or flag of a command."""

    def __init__(self, told):
        self.kind, self.section = told["kind"], told.get("sectionTitle")
        self.names = sorted(map(spelled, told.get("names", [])), key=len)
        self.value = told.get("valueName", "value")
        self.about, self.default = told.get("abstract", ""), told.get("defaultValue")
        self.choices = told.get("allValues", [])
        self.repeats, self.optional = told["isRepeating"], told["isOptional"]

    @property
    def title(self):
        """How it is written: `-o, --output folder`."""
        if self.kind == "positional":
            return rf"\fI{escaped(self.value)}\fR"
        names = ", ".join(rf"\fB{escaped(name)}\fR" for name in self.names)
        return names if self.kind == "flag" else rf"{names} \fI{escaped(self.value)}\fR"

    @property
    def place(self):
        """Its place in the synopsis, if it has one of its own."""
        shown = f"{self.title} ..." if self.repeats else self.title
        return f"[{shown}]" if self.optional else shown

    @property
    def entry(self):
        text = prose(self.about)
        if self.choices:
            text += f" One of {escaped(', '.join(self.choices))}."
        if self.default is not None and "by default" not in text.lower():
            text += rf" By default \fB{escaped(self.default)}\fR."
        return f".TP\n{self.title}\n{text.strip()}\n"


class Page:
    """The page of a command."""

    def __init__(self, told, verbs=()):
        self.verbs = [*verbs, told["commandName"]]
        self.about, self.discussion = told["abstract"].rstrip("."), told.get("discussion", "")
        self.arguments = [Argument(each) for each in told.get("arguments", []) if each["shouldDisplay"]]
        self.pages = [
            Page(each, self.verbs)
            for each in told.get("subcommands", [])
            if each["shouldDisplay"] and each["abstract"] != PARSERS_OWN_HELP
        ]

    @property
    def name(self):
        return "-".join(self.verbs)

    @property
    def command(self):
        return rf"\fB{' '.join(self.verbs)}\fR"

    def all(self):
        """This page, and those of the commands below it."""
        yield self
        for page in self.pages:
            yield from page.all()

    def synopsis(self):
        required = [a.place for a in self.arguments if a.kind == "option" and not a.optional]
        options = ["[\\fIoptions\\fR]"] if any(a.kind != "positional" and a.optional for a in self.arguments) else []
        own = [self.command, *required, *options, *(a.place for a in self.arguments if a.kind == "positional")]
        below = [rf"{self.command} \fIcommand\fR ..."] if self.pages else []
        songs = [SONGS] if len(self.verbs) == 1 else []
        return "\n.br\n".join([*songs, *below, " ".join(own)])

    def body(self):
        yield "SYNOPSIS", self.synopsis()
        yield "DESCRIPTION", prose(f"{self.about}.\n{self.discussion}")
        if self.pages:
            yield "COMMANDS", "".join(f".TP\n{page.command}\n{prose(page.about)}.\n" for page in self.pages)
        sections = {}
        for argument in self.arguments:
            usual = "Arguments" if argument.kind == "positional" else "Options"
            sections.setdefault(argument.section or usual, []).append(argument.entry)
        for title, entries in sections.items():
            yield title.upper(), "".join(entries)

    def text(self, version, date, first, end):
        # No word is cut, and no line is spread: names are to be found and copied.
        head = f'.TH "{self.name.upper()}" 1 "{date}" "songboard {version}"\n.nh\n.ad l\n'
        head += f".SH NAME\n{escaped(self.name)} \\- {prose(self.about)}\n"
        sections = "".join(f".SH {title}\n{text.strip()}\n" for title, text in self.body())
        also = end if self is first else ""
        related = list(first.all())[1:] if self is first else [first, *self.pages]
        names = ",\n".join(rf"\fB{escaped(page.name)}\fR(1)" for page in related)
        return f"{head}{sections}{also}.SH SEE ALSO\n{names}\n"


def main(program, version, date, folder):
    told = subprocess.run([program, "--experimental-dump-help"], capture_output=True, check=True).stdout
    first = Page(json.loads(told)["command"])
    end = (Path(__file__).parent / "songboard.1.end").read_text()
    for page in first.all():
        (Path(folder) / f"{page.name}.1").write_text(page.text(version, date, first, end))


if __name__ == "__main__":
    main(*sys.argv[1:])
