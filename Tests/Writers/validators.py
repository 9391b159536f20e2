"""Runs the validators beside a checkout, each a program in Python, within this one: their packages take longer to load than a file
to read."""
import contextlib
import io
import runpy
import sys


def validate(tool, *words):
    """The exit code of a validator that is given these words, and all that it says."""
    said, mine = io.StringIO(), sys.argv
    sys.argv = [str(word) for word in (tool, *words)]
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            runpy.run_path(sys.argv[0], run_name="__main__")
        code = 0
    except SystemExit as end:
        code = end.code or 0
    finally:
        sys.argv = mine
    return code, said.getvalue()
