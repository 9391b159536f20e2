"""The learner as a program, on songs whose types show in their rows: needs torch beside songboard_plugin."""

import json
import os
import sys
import unittest

import numpy as np
from songboard_plugin import Failure, Format, Frames, LabelledShot, Labels, Track
from songboard_plugin.testing import Host

HERE = os.path.dirname(os.path.abspath(__file__))
TYPES = ("CU", "MS", "LS")
ROWS = Format(6, 1.0)
FORMATS = {"frames": ROWS, "truth": Format(3, 0.0, "shot types", columns=TYPES)}


def song(number, part):
    random, seconds = np.random.default_rng(number), 40 + number
    rows, shots, start = random.standard_normal((seconds, 6)) * 5 + 100, [], 0
    while start < seconds:
        end, kind = min(seconds, start + int(random.integers(2, 7))), int(random.integers(3))
        rows[start:end, kind] += 15
        shots.append(LabelledShot(start, end, TYPES[kind]))
        start = end
    track = Track(name=f"song{number}", path=f"song{number}.flac", seconds=seconds - 0.4, part=part)
    return track, {"frames": Frames(rows, ROWS), "truth": Labels(TYPES, shots)}


SONGS = [song(number, "training") for number in range(4)] + [song(4, "validation"), song(5, "test")]


class TCN(unittest.TestCase):
    def setUp(self):
        self.host = Host([sys.executable, "tcn.py"], folder=HERE)
        self.addCleanup(lambda: self.assertEqual(self.host.close(), 0))

    def learned(self, songs=SONGS, **settings):
        return self.host.learn("tcn", songs, formats=FORMATS, **{"epochs": 12, "channels": 16, **settings})

    def test_it_learns_and_predicts(self):
        learned = self.learned()
        (curve,) = json.loads(learned["history"])
        self.assertEqual((curve["axis"], len(curve["points"])), ("epoch", len(learned.progress)))
        self.assertLess(curve["points"][-1]["loss"], curve["points"][0]["loss"])
        track, inputs = SONGS[5]
        outputs = {name: learned[name] for name in ("model", "history")}
        found = self.host.run(
            "tcn", {"frames": inputs["frames"], "truth": inputs["truth"]}, track=track, learned=outputs, channels=16
        )["types"]
        np.testing.assert_allclose(found.values.sum(axis=1), 1, atol=1e-5)
        self.assertEqual((found.columns, found.format.quantity, found.rate), (TYPES, "shot types", 1.0))
        truth = inputs["truth"].indices(len(found))
        self.assertGreater(np.mean(found.values.argmax(axis=1) == truth), 0.8)

    def test_the_same_after_a_kill(self):
        whole = self.learned(epochs=6)
        again = self.learned(epochs=6)
        self.assertEqual(whole["model"].bytes, again["model"].bytes)
        resumed = self.host.learn("tcn", SONGS, formats=FORMATS, epochs=6, channels=16, checkpoint=whole.checkpoints[2])
        self.assertEqual([each["epoch"] for each in resumed.progress], [4, 5, 6])
        self.assertEqual(resumed["history"], whole["history"])
        self.assertEqual(resumed["model"].bytes, whole["model"].bytes)

    def test_songs_of_no_sound(self):
        nothing = (
            Track(seconds=0, part="training"),
            {"frames": Frames(np.zeros((0, 6)), ROWS), "truth": Labels(TYPES, [])},
        )
        learned = self.learned([nothing], epochs=1)
        self.assertRegex(learned.warnings[0], "no song has a labelled second")
        outputs = {name: learned[name] for name in ("model", "history")}
        found = self.host.run("tcn", {**nothing[1]}, track=nothing[0], learned=outputs)["types"]
        self.assertEqual(found.shape, (0, 3))

    def test_without_songs_to_judge_by(self):
        learned = self.learned(SONGS[:4], epochs=3)
        (curve,) = json.loads(learned["history"])
        self.assertEqual((curve["best"], len(curve["points"])), (3, 3))
        self.assertNotIn("validationError", curve["points"][0])

    def test_what_cannot_be_learned_from(self):
        with self.assertRaisesRegex(Failure, "there is no song to learn from"):
            self.learned(SONGS[4:])
        unlabelled = [(SONGS[0][0], {"frames": SONGS[0][1]["frames"]})]
        with self.assertRaisesRegex(Failure, "song0.flac has no labels"):
            self.learned(unlabelled)
        with self.assertRaisesRegex(Failure, "no labels to learn from"):
            self.host.formats("tcn", {"frames": ROWS})
        with self.assertRaisesRegex(Failure, "a row for each second, but is given 2"):
            self.host.formats("tcn", {**FORMATS, "frames": Format(6, 2.0)})


if __name__ == "__main__":
    unittest.main()
