"""The stage against a reference of its own, on weights that are made here: needs librosa beside songboard_plugin."""

import os
import subprocess
import sys
import tempfile
import unittest

import numpy as np
import reference
from scipy.signal import resample_poly
from songboard_plugin import Audio, Failure, Format
from songboard_plugin.testing import Host, assert_any_block_size

from resampling import resampled
from spectra import log_mels

HERE = os.path.dirname(os.path.abspath(__file__))


def music(seconds, rate=16000, seed=1):
    """Tones that come and go, under faint noise, in float32."""
    random = np.random.default_rng(seed)
    times = np.arange(int(seconds * rate)) / rate
    sound = random.standard_normal(len(times)) * 0.003
    for _ in range(12):
        start, length, pitch = random.uniform(0, max(seconds, 1)), random.uniform(0.3, 4), random.uniform(50, 6000)
        sound += 0.2 * np.sin(2 * np.pi * pitch * times) * ((times > start) & (times < start + length))
    return sound.astype("f4")


def audio(sound, rate=16000):
    return Audio(sound, Format.audio(rate))


def pack(*arguments):
    command = [sys.executable, "pack.py", *arguments]
    return subprocess.run(command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


class Tags(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = cls.temporary.name
        cls.original, cls.weights = f"{cls.folder}/clip2frame", f"{cls.folder}/weights.npz"
        reference.make_folder(cls.original, filters=4, hidden=32)
        pack(cls.original, cls.weights).check_returncode()
        cls.host = Host([sys.executable, "stage.py"], folder=HERE)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()
        assert cls.host.close() == 0

    def found(self, sound, rate=16000, **settings):
        return self.host.run("tags", {"audio": audio(sound, rate)}, weights=self.weights, **settings)

    def test_rows_are_the_reference_s(self):
        # A frame less and a frame more than whole rows, the seam of pieces at 64 frames, sound shorter than any window.
        for samples in (1, 511, 512, 8193, 15 * 512, 16 * 512, 63 * 512, 64 * 512 + 1, 333333):
            sound = music(samples / 16000)[:samples]
            for smooth in (False, True):
                with self.subTest(samples=samples, smooth=smooth):
                    found = self.found(sound, band=None, smooth=smooth)["tags"]
                    expected = reference.tags(self.original, sound, smooth)
                    self.assertEqual(found.shape, expected.shape)
                    np.testing.assert_allclose(found.values, expected, atol=1e-5)

    def test_what_is_above_the_band_is_not_heard(self):
        sound = music(5)
        hiss = np.random.default_rng(2).standard_normal(len(sound)) * 0.02
        high = sound + hiss - reference.lowpassed(hiss)
        found = self.found(sound)["tags"].values
        np.testing.assert_allclose(found, reference.tags(self.original, reference.lowpassed(sound), False), atol=1e-4)
        far = np.abs(self.found(high, band=None)["tags"].values - self.found(sound, band=None)["tags"].values).max()
        self.assertLess(np.abs(self.found(high)["tags"].values - found).max(), far / 4)

    def test_the_paper_s_sizes(self):
        folder, weights = f"{self.folder}/paper", f"{self.folder}/paper.npz"
        reference.make_folder(folder)
        pack(folder, weights).check_returncode()
        sound = music(4)
        found = self.host.run("tags", {"audio": audio(sound)}, weights=weights, band=None, smooth=True)["tags"].values
        np.testing.assert_allclose(found, reference.tags(folder, sound, smooth=True), atol=1e-5)

    def test_the_made_weights_tell_something(self):
        """What is compared above differs from row to row and from tag to tag."""
        rows = self.found(music(20))["tags"].values
        self.assertGreater(np.median(rows.std(axis=0)), 0.01)
        self.assertGreater(np.median(rows.std(axis=1)), 0.1)

    def test_what_the_rows_are(self):
        found = self.found(music(10))["tags"]
        self.assertEqual((found.rate, found.width, found.format.quantity), (1.953125, 188, "music tags"))
        self.assertEqual(found.columns[:2], ("made tag 0", "made tag 1"))

    def test_any_block_size(self):
        cases = ((16000, None, True), (16000, 7250, False), (22050, 7250, False), (44100, None, False))
        for rate, band, smooth in cases:
            sound = {"audio": audio(music(9, rate), rate)}
            sizes = (1499, 32768, 50001)
            settings = {"weights": self.weights, "band": band, "smooth": smooth}
            assert_any_block_size(self.host, "tags", sound, sizes, **settings)
        few = {"audio": audio(music(0.05))}
        assert_any_block_size(self.host, "tags", few, (1, 2), weights=self.weights)

    def test_no_sound_and_silence(self):
        self.assertEqual(self.found([])["tags"].shape, (0, 188))
        self.assertEqual(self.found([], 44100)["tags"].shape, (0, 188))
        rows = self.found(np.zeros(32000))["tags"].values
        self.assertEqual(rows.shape, (4, 188))
        self.assertTrue(np.all(np.isfinite(rows)))

    def test_other_rates(self):
        """The same music, made at another rate, has the same tags."""
        expected = self.found(music_without_noise(16000))["tags"].values
        for rate in (22050, 44100, 96000, 11025):
            with self.subTest(rate=rate):
                found = self.found(music_without_noise(rate), rate)
                self.assertEqual(found["tags"].shape, expected.shape)
                self.assertLess(np.abs(found["tags"].values[1:-1] - expected[1:-1]).mean(), 0.03)
                self.assertEqual(bool(found.warnings), rate < 16000)
        with self.assertRaisesRegex(Failure, "22050.5 Hz"):
            self.host.formats("tags", {"audio": Format.audio(22050.5)}, weights=self.weights)

    def refused(self, path):
        with self.assertRaises(Failure) as caught:
            self.host.formats("tags", {"audio": Format.audio(16000)}, weights=path)
        self.assertTrue(caught.exception.remedy)
        return caught.exception.text

    def test_weights_that_are_none(self):
        def saved(**changes):
            with np.load(self.weights) as file:
                arrays = {name: file[name] for name in file.files}
            arrays.update({name.replace("_", "."): each for name, each in changes.items()})
            np.savez(f"{self.folder}/bad.npz", **{name: each for name, each in arrays.items() if each is not None})
            return f"{self.folder}/bad.npz"

        self.assertIn("there are no weights", self.refused(None))
        self.assertIn("is no .npz of weights", self.refused(f"{self.folder}/none.npz"))
        with open(f"{self.folder}/text.npz", "w") as file:
            file.write("no weights")
        self.assertIn("is no .npz of weights", self.refused(f"{self.folder}/text.npz"))
        with open(self.weights, "rb") as whole, open(f"{self.folder}/half.npz", "wb") as file:
            file.write(whole.read()[:100000])
        self.assertIn("is no .npz of weights", self.refused(f"{self.folder}/half.npz"))
        with open(f"{self.folder}/empty.npz", "wb"):
            pass
        self.assertIn("is no .npz of weights", self.refused(f"{self.folder}/empty.npz"))
        np.save(f"{self.folder}/one.npy", np.zeros(3))
        self.assertIn("is no .npz of weights", self.refused(f"{self.folder}/one.npy"))
        original = f"{self.original}/data/models/model.20160309_111546.npz"
        self.assertIn("has no array 'mean'", self.refused(original))
        self.assertIn("has no array 'tags'", self.refused(saved(tags=None)))
        narrow = saved(late1_weight=np.zeros((32, 23)))
        self.assertIn("'late1.weight' of the shape (32, 23)", self.refused(narrow))
        self.assertIn("'output.bias' of the shape (187,)", self.refused(saved(output_bias=np.zeros(187))))
        self.assertIn("'mean' of the shape (768,)", self.refused(saved(mean=np.zeros(768))))
        self.assertIn("no number", self.refused(saved(late1_bias=np.full(32, np.nan))))
        self.assertIn("no number", self.refused(saved(late1_bias=np.array(["a"] * 32))))
        self.assertIn("'deviation' that is not above 0", self.refused(saved(deviation=np.zeros((6, 128)))))
        self.assertIn("names a tag twice", self.refused(saved(tags=np.array(["a"] * 188))))

    def test_packing_what_is_not_whole(self):
        out = f"{self.folder}/out.npz"
        no_folder, no_model = [f"{self.folder}/none", out], [self.original, out, self.weights]
        cut = []
        for size in (0, 1000):  # A download that has not come to its end.
            cut.append([self.original, out, f"{self.folder}/cut{size}.npz"])
            with open(self.weights, "rb") as whole, open(cut[-1][2], "wb") as file:
                file.write(whole.read()[:size])
        for arguments in (no_folder, no_model, *cut, [self.original], [self.original, out[:-1]]):
            run = pack(*arguments)
            self.assertEqual(run.returncode, 1)
            self.assertNotIn("Traceback", run.stderr)
            self.assertFalse(os.path.exists(out))


def music_without_noise(rate):
    """Chords below 5 kHz that swell: nothing that a rate of 11025 Hz lacks, no clicks."""
    times = np.arange(12 * rate) / rate
    tones = sum(np.sin(2 * np.pi * pitch * times) for pitch in (110, 220, 440, 1234, 3000, 4900))
    return (tones * 0.1 * np.sin(np.pi * times / 12)).astype("f4")


class Spectra(unittest.TestCase):
    def test_log_mels_are_librosa_s(self):
        sound = music(6) + np.sin(np.arange(96000) * 0.02).astype("f4")  # a bass that is far louder than the rest
        for samples in (3, 5000, 20000, 96000):
            found = np.concatenate(list(log_mels([sound[:samples]])))
            for scale, expected in enumerate(reference.log_mels(sound[:samples])):
                np.testing.assert_allclose(found[:, scale], expected, atol=1e-5)


class Resampling(unittest.TestCase):
    def test_tones_stay(self):
        for rate in (8000, 22050, 44100):
            for pitch in (60, 1000, 3500):
                sound = np.sin(2 * np.pi * pitch * np.arange(2 * rate) / rate).astype("f4")
                found = np.concatenate(list(resampled([sound], rate, None)))
                self.assertEqual(len(found), 32000)
                expected = np.sin(2 * np.pi * pitch * np.arange(32000) / 16000)
                np.testing.assert_allclose(found[300:-300], expected[300:-300], atol=1e-4)

    def test_what_would_fold_back_goes(self):
        for pitch in (8500, 12000, 20000):
            sound = np.sin(2 * np.pi * pitch * np.arange(88200) / 44100).astype("f4")
            found = np.concatenate(list(resampled([sound], 44100, None)))
            self.assertLess(np.abs(found[300:-300]).max(), 1e-4)

    def test_lengths_are_scipy_s(self):
        for samples in (1, 2, 440, 441, 442, 30000):
            found = np.concatenate(list(resampled([np.ones(samples, dtype="f4")], 22050, None)))
            self.assertEqual(len(found), len(resample_poly(np.ones(samples), 320, 441)))


if __name__ == "__main__":
    unittest.main(warnings="ignore")  # librosa would warn of each short sound
