"""What stages are given and give, in this process and as a program."""

import os
import sys
import unittest

import numpy as np

import stages
from songboard_plugin import (
    Audio,
    Document,
    Event,
    Events,
    Failure,
    Format,
    Frames,
    LabelledShot,
    Labels,
    Shots,
    Text,
    Track,
)
from songboard_plugin.testing import Host, assert_any_block_size

SOUND = 22050.0
SPECTRUM = Format(65, 43.07, "power spectrum", SOUND, 128)


def noise(rows, format=SPECTRUM, seed=1):
    return Frames(np.random.default_rng(seed).random((rows, format.width), dtype=np.float32), format, "noise")


class InProcess(unittest.TestCase):
    """The same tests run over a program below."""

    def setUp(self):
        self.host = Host(stages.plugin)
        self.addCleanup(self.host.close)

    # Frame stages

    def test_any_block_size_gives_the_same_rows(self):
        assert_any_block_size(self.host, "flatness", {"spectrum": noise(200)}, floor=0.01)
        assert_any_block_size(self.host, "smooth", {"frames": noise(200)})
        assert_any_block_size(self.host, "lagging", {"first": noise(50), "second": noise(50, seed=2)})
        features = [noise(130), noise(130, Format(7, 43.07), seed=3)]
        assert_any_block_size(self.host, "join", {"features": features})
        sound = Audio(np.random.default_rng(4).random(5000), Format.audio(SOUND))
        assert_any_block_size(self.host, "level", {"audio": sound}, sizes=(1, 511, 512, 513, 4096))

    def test_rows_are_those_of_the_function(self):
        rows = noise(30)
        power = np.maximum(rows.values, 0.25)
        expected = np.exp(np.log(power).mean(axis=1)) / power.mean(axis=1)
        found = self.host.run("flatness", {"spectrum": rows}, block=8, floor=0.25)["flatness"]
        np.testing.assert_array_equal(found.values[:, 0], expected)
        self.assertEqual(found.format, Format(1, 43.07, "flatness", SOUND, 128))

    def test_a_class_begins_each_track_anew(self):
        first = self.host.run("smooth", {"frames": noise(10)}, block=3)["smooth"].values
        again = self.host.run("smooth", {"frames": noise(10)}, block=4)["smooth"].values
        np.testing.assert_array_equal(first, again)
        self.assertEqual(len(first), 11, "finish gives a row more")

    def test_what_is_known_at_the_end(self):
        sound = np.zeros(2048, dtype=np.float32)
        sound[700] = -0.5
        result = self.host.run("level", {"audio": Audio(sound, Format.audio(SOUND))}, block=100, hop=256)
        self.assertEqual(result["peak"], 0.5)
        self.assertEqual(result["level"].values.shape, (8, 1))
        self.assertAlmostEqual(result["level"].rate, SOUND / 256)

    def test_an_empty_track(self):
        for stage in ("flatness", "smooth", "join", "level"):
            name = self.host.stage(stage)["inputs"][0]["name"]
            empty = Audio([], Format.audio(SOUND)) if name == "audio" else noise(0)
            result = self.host.run(stage, {name: [empty] if stage == "join" else empty})
            self.assertEqual(len(result[stage]), 0)

    def test_faults_fail_the_track_and_the_process_goes_on(self):
        with self.assertRaises(Failure) as caught:
            self.host.run("faulty", {"frames": noise(100)}, block=7, how="failure")
        self.assertEqual((str(caught.exception), caught.exception.remedy), ("the rows are too quiet", "play louder"))
        with self.assertRaises(Failure) as caught:
            self.host.run("faulty", {"frames": noise(100)}, block=7, how="error")
        self.assertRegex(str(caught.exception), r"^ValueError: nothing fits, raised at line \d+ of .*stages\.py$")
        # It is the plugin's fault: nothing that the person can do.
        self.assertEqual(caught.exception.remedy, "")
        with self.assertRaisesRegex(Failure, "SystemExit: 3"):
            self.host.run("faulty", {"frames": noise(100)}, block=7, how="exit")
        with self.assertRaisesRegex(Failure, r"shape \(7, 66\).*says 65"):
            self.host.run("faulty", {"frames": noise(100)}, block=7, how="width")
        with self.assertRaisesRegex(Failure, r"shape \(\).*says 65"):
            self.host.run("faulty", {"frames": noise(100)}, block=7, how="number")
        with self.assertRaisesRegex(Failure, "returned its rows") as caught:
            self.host.run("returning", {"frames": noise(100)}, block=7)
        self.assertIn("yield", caught.exception.remedy)
        # A stage that wants no more rows is not at fault.
        self.assertEqual(len(self.host.run("faulty", {"frames": noise(100)}, block=7, how="early")["faulty"]), 0)
        self.assertEqual(len(self.host.run("flatness", {"spectrum": noise(9)})["flatness"]), 9)

    # Settings

    def test_bad_settings_have_a_remedy(self):
        cases = [
            ("flatness", {"floor": 2}, "floor: 2 is out of range", "allowed: 0 to 1"),
            ("flatness", {"floor": "high"}, "floor: expected number, found 'high'", "give floor as number"),
            ("flatness", {"floor": True}, "expected number, found True", "number"),
            ("flatness", {"floor": None}, "expected number, found None", "number"),
            ("flatness", {"ceiling": 1}, "there is no setting 'ceiling'", "the settings are: floor"),
            ("level", {"hop": 0.5}, "expected integer, found 0.5", "integer"),
            ("faulty", {"how": "never"}, "expected choice", "one of failure, error, exit, width, number, early"),
            ("find.beats", {"every": 0}, "every: 0 is out of range", "allowed: 0.1 to 10 s"),
            ("find.beats", {"words": ["a", 1]}, "expected list of text, found 1", "list of text"),
            ("find.beats", {"words": "a"}, "expected list of text, found 'a'", "list of text"),
        ]
        for stage, settings, text, remedy in cases:
            name = self.host.stage(stage)["inputs"][0]["name"]
            stream = Format.audio(SOUND) if name == "audio" else SPECTRUM
            with self.subTest(settings=settings), self.assertRaises(Failure) as caught:
                self.host.formats(stage, {name: stream}, **settings)
            self.assertIn(text, caught.exception.text)
            self.assertIn(remedy, caught.exception.remedy)

    def test_no_such_stage(self):
        self.host.wire.write({"type": "formats", "stage": "nothing", "settings": {}, "inputs": {}})
        with self.assertRaisesRegex(Failure, "no stage 'nothing'"):
            self.host._answer("formats", None)

    # Track stages

    def test_artifacts_go_round(self):
        hint = Events([Event(0.5, 0.75, "a", "g"), Event(2, 2, "ä")])
        found = self.host.run(
            "find.beats",
            {"frames": noise(4), "hint": hint, "lyrics": Text("la là".encode())},
            track=Track(name="a/song", seconds=3),
            words=["one", "zwei"],
        )
        self.assertEqual(found["beats"], [Event(0.5, 0.5, "one"), Event(2, 2, "zwei")])
        self.assertEqual((found["tempo"], found["table"]), (120, "la là\n".encode()))
        self.assertEqual(found.warnings, ["a/song has 4 rows"])
        self.assertEqual((found["picture"].values.shape, found["picture"].rate), ((4, 3), 2.0))

    def test_inputs_that_are_not_there(self):
        found = self.host.run("find.beats", {"frames": noise(0), "lyrics": None}, track=Track(seconds=1.2))
        self.assertEqual(found["table"], b"none\n")
        np.testing.assert_array_equal(found["beats"].times, [0, 0.5, 1.0])

    def test_shots_and_a_list_of_numbers(self):
        plan = Shots({"shots": [{"in": 0}, {"in": 25}]})
        found = self.host.run("write.count", {"shots": plan, "numbers": [1.5, 2.0]})
        self.assertEqual(found["count"], b"2 shots, 3.5")

    # Stages that see all tracks

    def songs(self):
        labels = Labels(("A", "B"), [LabelledShot(0, 3, "A"), LabelledShot(3, 4, "B")])
        one = Format(2, 1.0)
        return [
            (Track(name="a", seconds=4, part="training"), {"frames": noise(4, one), "truth": labels}),
            (Track(name="b", seconds=5, part="test"), {"frames": noise(5, one)}),
        ]

    def formats(self):
        return {"frames": Format(2, 1.0), "truth": Format(2, 0, columns=("A", "B"))}

    def test_learning(self):
        learned = self.host.learn("prior", self.songs(), seed=7, threads=2, formats=self.formats())
        self.assertEqual(learned["model"].metadata, {"seed": 7, "first": 0})
        self.assertEqual(learned["notes"], b"2 threads")
        self.assertEqual([each["epoch"] for each in learned.progress], [1, 2, 3])
        self.assertEqual(learned.checkpoints, [b"1", b"2", b"3"])
        outputs = {name: learned[name] for name in ("model", "notes")}
        formats = self.host.open("prior", self.formats())
        self.assertEqual(formats["prior"].columns, ("A", "B"))
        rows = self.host.track("prior", {"frames": noise(5, Format(2, 1.0))}, formats, learned=outputs)["prior"]
        np.testing.assert_allclose(rows.values, [[0.75, 0.25]] * 5)
        self.assertEqual(rows.format.quantity, "shot types")

    def test_learning_goes_on_from_a_checkpoint(self):
        learned = self.host.learn("prior", self.songs(), checkpoint=b"2", formats=self.formats())
        self.assertEqual(learned["model"].metadata["first"], 2)
        self.assertEqual([each["epoch"] for each in learned.progress], [3])

    def test_learning_starts_anew_each_time(self):
        for _ in range(2):
            learned = self.host.learn("learn.again", self.songs(), formats=self.formats())
            self.assertEqual(learned["model"].metadata, {"times": 1, "width": 2})

    def test_a_corpus_stage(self):
        self.assertEqual(self.host.learn("lengths", self.songs(), formats=self.formats())["report"], b"9")


class AsProgram(InProcess):
    def setUp(self):
        here = os.path.dirname(os.path.abspath(__file__))
        # Python's own buffer is as songboard starts it: what is printed on loading must not get between.
        os.environ.pop("PYTHONUNBUFFERED", None)
        self.host = Host([sys.executable, "stages.py"], folder=here)
        self.addCleanup(lambda: self.assertEqual(self.host.close(), 0))

    def test_a_class_is_loaded_once(self):
        for _ in range(2):
            self.host.run("find.beats", {"frames": noise(4)}, track=Track(seconds=1))
        self.assertEqual(self.host.hello["version"], "2.5")


class Loading(unittest.TestCase):
    def test_a_class_stays_loaded_while_others_are_open(self):
        with Host(stages.plugin) as host:
            before = stages.FindBeats.loaded
            for every in (0.5, 0.25, 0.5, 0.25):
                beats = host.run("find.beats", {"frames": noise(4)}, track=Track(seconds=1), every=every)["beats"]
                self.assertEqual(len(beats), 1 / every)
                host.run("smooth", {"frames": noise(4)})
            self.assertEqual(stages.FindBeats.loaded, before + 2)
            for every in range(1, 41):
                host.run("find.beats", {"frames": noise(4)}, track=Track(seconds=1), every=1 + every / 10)
            host.run("find.beats", {"frames": noise(4)}, track=Track(seconds=1), every=0.5)
            self.assertEqual(stages.FindBeats.loaded, before + 43, "memory has an end")


class Documents(unittest.TestCase):
    def test_texts_become_bytes(self):
        self.assertEqual(Document("ä"), "ä".encode())
        self.assertEqual(Document(b"\xff"), b"\xff")


class Arrays(unittest.TestCase):
    def test_frames_are_arrays(self):
        frames = Frames([[1, 2], [3, 4]], Format(2, 4.0, columns=("a", "b")))
        self.assertEqual((frames.shape, len(frames), frames.columns), ((2, 2), 2, ("a", "b")))
        for made in (frames * 2, 2 * frames, np.add(frames, frames), np.log(frames), frames[:, 0], frames @ np.eye(2)):
            self.assertIsInstance(made, np.ndarray)
        np.testing.assert_array_equal(frames.times, [0, 0.25])
        np.testing.assert_array_equal(np.mean(frames, axis=0), [2, 3])

    def test_labels_by_row(self):
        labels = Labels(("A", "B"), [LabelledShot(0, 0.5, "A"), LabelledShot(0.5, 2.4, "B"), LabelledShot(3, 9, "A")])
        self.assertEqual(labels.indices(6).tolist(), [0, 1, 1, 0, 0, 0])
        self.assertEqual(labels.indices(3, rate=0.5).tolist(), [1, 0, 0])
        self.assertEqual(Labels(("A",), []).indices(2).tolist(), [-1, -1])


if __name__ == "__main__":
    unittest.main()
