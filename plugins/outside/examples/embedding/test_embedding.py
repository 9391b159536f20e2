"""The stage as a program: needs torch beside songboard_plugin."""

import os
import sys
import tempfile
import unittest

import numpy as np
import torch
from songboard_plugin import Failure, Format, Frames
from songboard_plugin.testing import Host, assert_any_block_size

from embedding import network

HERE = os.path.dirname(os.path.abspath(__file__))
MEL = Format(16, 43.07, "mel power", 22050, 2048)


def mel(rows):
    return Frames(np.random.default_rng(1).random((rows, 16)), MEL)


class Embedding(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = Host([sys.executable, "embedding.py"], folder=HERE)

    @classmethod
    def tearDownClass(cls):
        assert cls.host.close() == 0

    def test_rows_are_the_network_s(self):
        for count in (1, 3, 247, 256, 257, 600):
            rows = mel(count)
            padded = np.pad(np.log(rows.values + 1e-6) / 8, ((4, 4), (0, 0)))
            with torch.inference_mode():
                expected = network(16, 8, 3)(torch.from_numpy(padded.T[None].copy()))[0].numpy().T
            found = self.host.run("embedding", {"mel": rows}, block=50, width=8, seed=3)["embedding"]
            np.testing.assert_allclose(found.values, expected[:count], atol=1e-5)
            self.assertEqual((found.rate, found.format.quantity), (43.07, "embeddings"))

    def test_any_block_size(self):
        assert_any_block_size(self.host, "embedding", {"mel": mel(700)}, (1, 64, 255, 264, 265))
        self.assertEqual(self.host.run("embedding", {"mel": mel(0)})["embedding"].shape, (0, 32))

    def test_weights_of_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            torch.save(network(16, 8, 9).state_dict(), f"{folder}/weights.pt")
            settings = {"width": 8, "weights": f"{folder}/weights.pt"}
            found = self.host.run("embedding", {"mel": mel(20)}, **settings)["embedding"].values
            made = self.host.run("embedding", {"mel": mel(20)}, width=8, seed=9)["embedding"].values
            np.testing.assert_array_equal(found, made)
            with self.assertRaisesRegex(Failure, "no state of this network"):
                self.host.open("embedding", {"mel": MEL}, **{**settings, "width": 9})

    def test_what_it_does_not_take(self):
        with self.assertRaises(Failure) as caught:
            self.host.formats("embedding", {"mel": Format(16, 43.07, "chroma")})
        self.assertEqual(caught.exception.text, "takes mel power, but is given chroma")


if __name__ == "__main__":
    unittest.main()
