"""songboard as the checks of learning start it, and the program that makes their worlds."""
import subprocess
import sys
from pathlib import Path

MAKE_CORPUS = Path(__file__).with_name("make_corpus.py")
CLAIMS = Path(__file__).with_name("claims")


class Program:
    """songboard by its path; what it cannot do ends the check."""

    def __init__(self, songboard):
        self.songboard = songboard

    def make(self, corpus, world, *options):
        """Writes a world unless it is there."""
        if not corpus.exists():
            subprocess.run([sys.executable, MAKE_CORPUS, corpus, "--world", world, *options], check=True)

    def claims(self, study, world):
        """The file of what is claimed of a world in a study."""
        return CLAIMS / f"{study}-{world}.yaml"

    def learn(self, pipeline, corpus, output, *settings, claims=None):
        """Runs the text of a pipeline over a world's labelled songs, all documents to `output`; a study, if of claims."""
        options = ["--jobs", "1"]
        for setting in settings:
            options += ["--set", setting]
        if claims:
            options += ["--preregister", claims]
        self.run(pipeline, [f"{corpus}/{{train,validation,test}}/*.1s.npy"], output, *options)

    def run(self, pipeline, songs, output, *options):
        """Runs the text of a pipeline over songs; the text stays beside what comes of it."""
        output.mkdir(parents=True, exist_ok=True)
        here = output / "pipeline.yaml"
        here.write_text(pipeline)
        self._start(output, "run", here, *songs, "-o", output, *options)

    def compare(self, reports, output):
        """What songboard answers, line by line, to the claims that studies were begun with."""
        said = self._start(output, "compare", *reports, "-o", output)
        answers = [line for line in said.splitlines() if line.startswith(("holds:", "DOES NOT HOLD:"))]
        return answers or sys.exit(f"{output}: no claim was answered; the studies were not begun with claims")

    def _start(self, output, verb, *words):
        done = subprocess.run([str(word) for word in (self.songboard, verb, *words)], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{output}: songboard {verb} ended with {done.returncode}\n{done.stderr[-3000:]}")
        return done.stdout
