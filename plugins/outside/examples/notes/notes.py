"""`write.notes`: a subtitle for each shot of a plan. The bare protocol, with nothing but Python's own library."""

import bisect
import json
import os
import sys

DECLARATION = {
    "protocol": 1, "name": "notes", "version": "1.0", "licence": "CC0-1.0",
    "stages": [{
        "id": "write.notes", "granularity": "track",
        "doc": "Writes a subtitle for each shot, to be shown over a cut or by the operators' monitors.",
        "source": "SubRip",
        "inputs": [
            {"name": "shots", "kind": "shots", "doc": "The shot plan."},
            {"name": "beats", "kind": "events", "doc": "The beats, to count how many a shot lasts.", "required": False},
        ],
        "outputs": [{"name": "notes", "kind": "document", "fileExtension": "srt", "doc": "The subtitles."}],
        "parameters": [
            {"name": "reasons", "type": "boolean", "default": "true", "doc": "Whether the reason of a shot is shown."},
            {"name": "least", "type": "number", "default": "0", "minimum": 0, "maximum": 60, "unit": "s",
             "doc": "Shots that are shorter get no subtitle."},
        ],
    }],
}


# The stage


def subtitles(plan, beats, settings):
    """The text of the file. A beat belongs to the shot that it lies in; a cut is on a beat up to 20 ms away."""
    entries = []
    times = [beat["start"] + 0.02 for beat in beats]
    for number, shot in enumerate(plan["shots"], 1):
        if shot["end"] - shot["start"] < settings["least"]:
            continue
        first = f"{number} {shot['type']}" + (f" {shot['subject']}" if shot.get("subject") else "")
        lines = [first]
        count = bisect.bisect_left(times, shot["end"]) - bisect.bisect_left(times, shot["start"])
        if times:
            lines.append(f"{count} beat{'' if count == 1 else 's'}")
        if settings["reasons"] and shot.get("reason"):
            lines.append(" ".join(shot["reason"].split()))
        times_shown = f"{clock(shot['start'])} --> {clock(shot['end'])}"
        entries.append("\n".join([str(len(entries) + 1), times_shown, *lines, ""]))
    return "\n".join(entries)


def clock(seconds):
    """Hours, minutes, seconds and milliseconds as SubRip writes them."""
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000:02},{milliseconds % 1000:03}"


def checked(settings):
    """The settings, if each can be; else what is wrong and what to do."""
    if not isinstance(settings.get("reasons"), bool):
        raise Refused("reasons is neither true nor false", "give reasons as true or false")
    least = settings.get("least")
    if isinstance(least, bool) or not isinstance(least, (int, float)) or not 0 <= least <= 60:
        raise Refused(f"least: {least} is out of range", "allowed: 0 to 60 s")
    return settings


class Refused(Exception):
    """A text and a remedy."""


# The protocol


def serve(reader, writer):
    """Answers frame by frame. A fault of one track leaves the process ready for the next."""
    settings = {}
    while header := read(reader):
        try:
            if header["type"] == "hello":
                write(writer, {"type": "hello", "protocol": 1, "name": "notes", "version": "1.0"})
            elif header["type"] == "formats":
                checked(header["settings"])
                write(writer, {"type": "formats", "outputs": {}})
            elif header["type"] == "open":
                settings = checked(header["settings"])
                write(writer, {"type": "opened"})
            elif header["type"] == "run":
                inputs = header["inputs"]
                beats = inputs["beats"]["value"] if "beats" in inputs else []
                content = subtitles(inputs["shots"]["value"], beats, settings).encode()
                buffer = {"name": "notes", "dtype": "u8", "shape": [len(content)]}
                write(writer, {"type": "done", "outputs": {"notes": {"buffer": "notes"}}, "buffers": [buffer]}, content)
            else:
                return  # bye, or cancel
        except Refused as refused:
            text, remedy = refused.args
            write(writer, {"type": "fail", "text": text, "remedy": remedy})
        except Exception as error:
            write(writer, {"type": "fail", "text": repr(error), "remedy": "write the plan with songboard again"})


def read(reader):
    """The header of the next frame; none at the end. None of this stage's inputs has a buffer."""
    length = reader.read(4)
    return json.loads(reader.read(int.from_bytes(length, "little"))) if len(length) == 4 else None


def write(writer, header, content=b""):
    text = json.dumps(header).encode()
    writer.write(len(text).to_bytes(4, "little") + text + content)
    writer.flush()


if __name__ == "__main__":
    if sys.argv[1:] == ["describe"]:
        print(json.dumps(DECLARATION, indent=2))
    elif sys.argv[1:] == ["serve"]:
        # What anybody prints goes to the log: the output is for answers alone.
        with os.fdopen(os.dup(1), "wb") as answers:
            os.dup2(2, 1)
            serve(sys.stdin.buffer, answers)
    else:
        sys.exit("usage: notes.py describe|serve")
