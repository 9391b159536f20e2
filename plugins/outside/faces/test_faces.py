"""The plugin on a photograph that scikit-image carries. Needs its packages, ffmpeg and scikit-image."""

import os
import subprocess
import tempfile
import unittest

import numpy as np
import skimage
from centerface import Face, overlap, without_doubles
from songboard_plugin import Failure, Track
from songboard_plugin.testing import Host
from stage import found_in, is_crowd, plugin, row

PHOTOGRAPH = os.path.join(os.path.dirname(skimage.__file__), "data", "astronaut.png")


def video(path: str, filters: str) -> str:
    """Writes a second of a still picture of the photograph."""
    command = ["ffmpeg", "-v", "error", "-y", "-loop", "1", "-i", PHOTOGRAPH, "-vf", filters, "-t", "1", "-r", "25"]
    subprocess.run([*command, "-pix_fmt", "yuv420p", path], check=True)
    return path


def plan(*spans):
    return {"version": 1, "rate": "25", "shots": [{"start": start, "end": end, "type": "?"} for start, end in spans]}


class FacesTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.host = Host(plugin)
        cls.near = video(f"{cls.folder.name}/near.mp4", "crop=384:216:64:30,scale=640:360")
        cls.bars = video(f"{cls.folder.name}/bars.mp4", "crop=384:216:64:30,scale=640:360,pad=640:480:0:60")

    @classmethod
    def tearDownClass(cls):
        cls.host.__exit__(None, None, None)
        cls.folder.cleanup()

    def faces(self, path, *spans, **settings):
        return self.host.run("faces", {"shots": plan(*spans)}, track=Track(seconds=1.0, file=path), **settings)["faces"]

    def test_a_face_and_its_height(self):
        found = self.faces(self.near, (0, 0.5), (0.5, 1))
        self.assertEqual(found.shape, (2, 4))
        self.assertEqual(found.columns, ("faces", "ratio", "seen", "alike"))
        # From the brow to the chin are 117 of 216 lines, by eye.
        np.testing.assert_allclose(found.values[:, 1], 117 / 216, rtol=0.2)
        np.testing.assert_allclose(found.values[:, [0, 2, 3]], [[1, 1, 0]] * 2)

    def test_bars_are_no_picture(self):
        plain, barred = (self.faces(path, (0, 1)).values[0, 1] for path in (self.near, self.bars))
        self.assertAlmostEqual(plain, barred, delta=0.05)

    def test_a_shot_of_one_frame(self):
        self.assertEqual(self.faces(self.near, (0.4, 0.44)).values[0, 2], 1)

    def test_no_video(self):
        with self.assertRaisesRegex(Failure, "where the video lies"):
            self.faces("", (0, 1))
        with self.assertRaisesRegex(Failure, "cannot read the video"):
            self.faces(f"{self.folder.name}/none.mp4", (0, 1))

    def test_rows(self):
        def face(x, height):
            return Face(x, 50.0, height, height, 0.9)

        self.assertEqual(row([], 100), [0, 0, 0, 0])
        self.assertEqual(row([[], []], 100), [0, 0, 0, 0])
        self.assertEqual(row([[face(10, 20.0), face(90, 30.0)], []], 100), [1, 0.3, 0.5, 0])
        self.assertTrue(is_crowd([face(40.0 * place, 20.0 + place) for place in range(5)]))
        self.assertFalse(is_crowd([face(40.0 * place, 10.0 * 2**place) for place in range(6)]))

    def test_pictures_that_agree_are_enough(self):
        def looked(heights):
            seen = []

            def network(image):
                seen.append(image)
                return [Face(10, 10, height, height, 0.9)] if (height := heights[image]) else []

            return [len(faces) for faces in found_in(list(range(len(heights))), network)], seen

        self.assertEqual(looked([100, 0, 105, 0, 108]), ([1, 1, 1], [0, 2, 4]))
        self.assertEqual(looked([100, 50, 105, 0, 120]), ([1, 1, 1, 1, 0], [0, 2, 4, 1, 3]))
        # Where one shows no face, another may.
        self.assertEqual(looked([0, 50, 0, 60, 0])[1], [0, 2, 4, 1, 3])
        self.assertEqual(looked([100, 0])[1], [0, 1])
        self.assertEqual(looked([0])[1], [0])
        self.assertEqual(looked([]), ([], []))

    def test_doubles(self):
        one, other = Face(10, 10, 10, 10, 0.9), Face(11, 10, 10, 10, 0.5)
        self.assertAlmostEqual(overlap(one, other), 90 / 110)
        self.assertEqual(without_doubles([one, other, Face(30, 10, 10, 10, 0.4)]), [one, Face(30, 10, 10, 10, 0.4)])


if __name__ == "__main__":
    unittest.main()
