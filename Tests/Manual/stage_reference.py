#!/usr/bin/env python3
"""Writes the reference of stages, Sources/songboard/Songboard.docc/Stages.md, from the program's own declarations.

  stage_reference.py SONGBOARD [--check]

With --check nothing is written; the exit code is 1 if the page is not what the declarations say.
"""
import json
import re
import subprocess
import sys

from manual import CATALOGUE, anchor

PAGE = CATALOGUE / "Stages.md"
HEAD = """# Stages

All stages of songboard, with what they take and give, and their settings.

An input with a question mark may stay free. A stage sees blocks of frames, a track (a song), or the corpus (all songs of a
run). On the command line, `songboard list` prints the stages, and `songboard describe cuts` all of one. How stages are
wired: [Pipelines](Pipelines.md#stages-and-wires).

"""


def cell(text):
    return str(text).replace("|", "\\|") or " "


def value(parameter):
    """What a setting may be, as `songboard describe` says it: choices, or its type, and its range with the unit."""
    if parameter.get("choices"):
        return " ".join(f"`{choice}`" for choice in parameter["choices"])
    ends = [number(parameter[name]) if name in parameter else "" for name in ("minimum", "maximum")]
    span = " to ".join(ends) if all(ends) else f"from {ends[0]}" if ends[0] else f"up to {ends[1]}" if ends[1] else ""
    limits = f"{span} {parameter.get('unit', '')}".strip()
    return f"{parameter['type']}, {limits}" if limits else parameter["type"]


def number(number):
    """A number as a person writes it: no integer has an exponent."""
    return str(int(number)) if number == int(number) else str(number)


def ports(heading, ports):
    for port in ports:
        notes = [] if port.get("required", True) else ["may stay free"]
        notes += ["one or more"] if port.get("list") else []
        note = f" ({', '.join(notes)})" if notes else ""
        form = "." + port["fileExtension"] if port.get("fileExtension") else port["type"]
        yield f"| {heading} | `{port['name']}` | {cell(form)} | {cell(port['doc'])}{note} |"


def section(stage):
    lines = [f"## {stage['id']}", "", f"{stage['doc']} Source: {stage['source'].rstrip('.')}.", ""]
    lines += ["| | name | form | what it is |", "|---|---|---|---|"]
    lines += [*ports("takes", stage["inputs"]), *ports("gives", stage["outputs"]), ""]
    # Those that most people set come first; a program that tells no tiers has them all there.
    for tier, heading in (("basic", "setting"), ("advanced", "seldom set")):
        parameters = [parameter for parameter in stage["parameters"] if parameter.get("tier", "basic") == tier]
        if parameters:
            lines += [f"| {heading} | default | values | what it does |", "|---|---|---|---|"]
            lines += [
                f"| `{each['name']}` | {cell(each['default'])} | {cell(value(each))} | {cell(each['doc'])} |"
                for each in parameters]
            lines.append("")
    return "\n".join(lines)


def reference(songboard):
    def told(*words):
        return subprocess.run([songboard, "list", *words], capture_output=True, text=True, check=True).stdout

    # The table's first column leads to the sections.
    table = re.sub(r"(?m)^\| (`(\S+)`) \|", lambda row: f"| [{row[1]}](#{anchor(row[2])}) |", told("--markdown"))
    return HEAD + table + "\n" + "\n".join(section(stage) for stage in json.loads(told("--json")))


def main():
    text = reference(sys.argv[1])
    if "--check" not in sys.argv[2:]:
        PAGE.write_text(text)
    elif not PAGE.is_file() or PAGE.read_text() != text:
        sys.exit(f"{PAGE} is not what the stages declare; run: stage_reference.py SONGBOARD")


if __name__ == "__main__":
    main()
