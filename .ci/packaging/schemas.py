"""Writes each JSON Schema that `songboard schema` has: schemas.py PROGRAM FOLDER"""

import json
import subprocess
import sys
from pathlib import Path


def main(program, folder):
    def told(*words):
        return subprocess.run([program, *words], capture_output=True, check=True).stdout

    verbs = json.loads(told("--experimental-dump-help"))["command"]["subcommands"]
    schema = next(verb for verb in verbs if verb["commandName"] == "schema")
    for subject in schema["arguments"][0]["allValues"]:
        (Path(folder) / f"{subject}.schema.json").write_bytes(told("schema", subject))


if __name__ == "__main__":
    main(*sys.argv[1:])
