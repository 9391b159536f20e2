"""The stage over the protocol, as songboard would talk to it: python3 test_notes.py, with songboard_plugin in reach."""

import sys
import unittest

from songboard_plugin import Events, Failure, Shots
from songboard_plugin.testing import Host

PLAN = Shots(
    {
        "shots": [
            {"start": 0.0, "end": 2.0, "type": "XLS", "reason": "Intro:\nestablishing shot"},
            {"start": 2.0, "end": 3.5, "type": "CU", "subject": "Zoë", "reason": ""},
            {"start": 3.5, "end": 3725.0625, "type": "LS"},
        ]
    }
)


class Notes(unittest.TestCase):
    def setUp(self):
        self.host = Host([sys.executable, "notes.py"])
        self.addCleanup(lambda: self.assertEqual(self.host.close(), 0))

    def text(self, inputs, **settings):
        return self.host.run("write.notes", inputs, **settings)["notes"].decode()

    def test_a_subtitle_for_each_shot(self):
        self.assertEqual(
            self.text({"shots": PLAN}),
            (
                "1\n00:00:00,000 --> 00:00:02,000\n1 XLS\nIntro: establishing shot\n\n"
                "2\n00:00:02,000 --> 00:00:03,500\n2 CU Zoë\n\n"
                "3\n00:00:03,500 --> 01:02:05,062\n3 LS\n"
            ),
        )

    def test_beats(self):
        text = self.text({"shots": PLAN, "beats": Events.at([0, 1, 1.99, 3.4])}, reasons=False)
        self.assertEqual([line for line in text.splitlines() if "beat" in line], ["2 beats", "2 beats", "0 beats"])
        self.assertNotIn("Intro", text)

    def test_short_shots(self):
        text = self.text({"shots": PLAN}, least=1.75)
        self.assertEqual([line for line in text.splitlines() if "S" in line], ["1 XLS", "3 LS"])
        self.assertEqual(text.split("\n\n")[1].splitlines()[0], "2")

    def test_faults(self):
        with self.assertRaises(Failure) as caught:
            self.text({"shots": PLAN}, least=61)
        self.assertEqual(
            (caught.exception.text, caught.exception.remedy), ("least: 61 is out of range", "allowed: 0 to 60 s")
        )
        with self.assertRaises(Failure):
            self.text({"shots": Shots({})})
        self.assertTrue(self.text({"shots": PLAN}))


if __name__ == "__main__":
    unittest.main()
