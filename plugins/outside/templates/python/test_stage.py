"""Tests of the plugin, without songboard: python3 test_stage.py"""

import unittest

import numpy as np
from songboard_plugin import Failure, Format, Frames
from songboard_plugin.testing import Host, assert_any_block_size

from stage import plugin

BANDS = 128


def mel(rows):
    """Rows as the stage `mel` of songboard gives them."""
    return Frames(np.asarray(rows, dtype=np.float32), Format(BANDS, 43.07, "mel power"))


class Stage(unittest.TestCase):
    def setUp(self):
        self.host = Host(plugin)
        self.addCleanup(self.host.close)

    def values(self, rows, **settings):
        return self.host.run("mystage", {"mel": mel(rows)}, **settings)["mystage"].values

    def test_known_rows(self):
        silence, tone = np.zeros(BANDS), np.eye(BANDS)[5]
        np.testing.assert_allclose(self.values([silence, tone]), [[1], [BANDS]], rtol=1e-5)

    def test_the_floor(self):
        np.testing.assert_allclose(self.values([np.eye(BANDS)[5]], floor=1), [[1]])

    def test_a_floor_that_cannot_be(self):
        with self.assertRaises(Failure):
            self.values([np.zeros(BANDS)], floor=2)

    def test_no_rows(self):
        self.assertEqual(self.values(np.zeros((0, BANDS))).shape, (0, 1))

    def test_any_blocks_give_the_same_rows(self):
        rows = np.random.default_rng(1).random((100, BANDS))
        assert_any_block_size(self.host, "mystage", {"mel": mel(rows)})


if __name__ == "__main__":
    unittest.main()
