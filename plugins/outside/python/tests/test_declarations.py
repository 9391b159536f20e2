"""What hints and docstrings declare, and what is refused."""

import unittest
from typing import Dict, Iterator, List, Literal, Optional

import stages
from songboard_plugin import Audio, Blocks, DeclarationError, Document, Failure, File, Format, Frames, Plugin, Rows, param


def declared(id):
    return next(each for each in stages.plugin.describe()["stages"] if each["id"] == id)


class Described(unittest.TestCase):
    def test_the_plugin(self):
        told = stages.plugin.describe()
        self.assertEqual((told["protocol"], told["name"], told["version"], told["licence"]), (1, "test", "2.5", "MIT"))

    def test_granularity(self):
        expected = {
            "flatness": "frame",
            "level": "frame",
            "smooth": "frame",
            "join": "frame",
            "lagging": "frame",
            "find.beats": "track",
            "faulty": "frame",
            "write.count": "track",
            "prior": "learner",
            "returning": "frame",
            "learn.again": "learner",
            "lengths": "corpus",
        }
        found = {each["id"]: each["granularity"] for each in stages.plugin.describe()["stages"]}
        self.assertEqual(found, expected)

    def test_ports(self):
        self.assertEqual(
            declared("flatness")["inputs"],
            [{"name": "spectrum", "kind": "frames", "doc": "Power spectra.", "required": True, "list": False}],
        )
        self.assertEqual(declared("flatness")["outputs"][0]["doc"], "One number a frame, 0 to 1.")
        self.assertEqual(
            [(each["name"], each["kind"]) for each in declared("level")["outputs"]],
            [("level", "frames"), ("peak", "number")],
        )
        self.assertEqual(declared("level")["outputs"][1]["doc"], "The greatest magnitude of the sound.")
        found = {each["name"]: each for each in declared("find.beats")["inputs"]}
        self.assertEqual(
            {name: each["required"] for name, each in found.items()}, {"frames": True, "hint": False, "lyrics": False}
        )
        self.assertEqual(declared("find.beats")["outputs"][2]["fileExtension"], "csv")
        self.assertTrue(declared("join")["inputs"][0]["list"])
        self.assertEqual(
            [(each["name"], each["kind"]) for each in declared("prior")["inputs"]],
            [("frames", "frames"), ("truth", "labels")],
        )
        self.assertEqual(
            [(each["name"], each["kind"]) for each in declared("prior")["outputs"]],
            [("prior", "frames"), ("model", "model"), ("notes", "document")],
        )
        self.assertEqual(declared("write.count")["outputs"][0]["name"], "count")

    def test_settings(self):
        self.assertEqual(
            declared("flatness")["parameters"],
            [
                {
                    "name": "floor",
                    "type": "number",
                    "default": "1e-10",
                    "doc": "The least power that counts.",
                    "minimum": 0,
                    "maximum": 1,
                }
            ],
        )
        found = {each["name"]: each for each in declared("find.beats")["parameters"]}
        self.assertEqual(
            {name: (each["type"], each["default"]) for name, each in found.items()},
            {
                "every": ("number", "0.5"),
                "mode": ("choice", "plain"),
                "weights": ("file or none", "none"),
                "loud": ("boolean", "false"),
                "words": ("list of text", "[]"),
            },
        )
        self.assertEqual(found["mode"]["choices"], ["plain", "loud"])
        self.assertEqual(found["every"]["unit"], "s")

    def test_few_settings_are_advanced(self):
        plugin = Plugin("p")

        @plugin.stage
        def half(
            frames: Frames, *, usual: int = param(1, min=0, max=9), rare: int = param(1, min=0, max=9, advanced=True)
        ) -> Rows:
            """Takes half of it."""

        (stage,) = plugin.describe()["stages"]
        self.assertEqual([each.get("tier") for each in stage["parameters"]], [None, "advanced"])

    def test_docs_become_sentences(self):
        plugin = Plugin("p")

        @plugin.stage
        def half(frames: Frames, *, word: str = param("", "what is   shown")) -> Rows:
            """halves all
            rows"""

        told = plugin.describe()["stages"][0]
        self.assertEqual((told["doc"], told["parameters"][0]["doc"]), ("Halves all rows.", "What is shown."))

    def test_every_type_of_setting(self):
        plugin = Plugin("p")

        @plugin.stage
        def all(
            frames: Frames,
            *,
            a: Optional[int] = param(None, min=1, max=9),
            b: Optional[Literal["x", "y"]] = None,
            c: List[float] = param([1, 2.5], min=0, max=9, unit="Hz"),
            d: List[int] = param([1], min=0, max=9),
            e: File = "weights.npz",
            f: str = "",
            g: bool = True,
            h: float = param(-1e-7, min=-1, max=1)
        ) -> Rows:
            """Has settings of all types."""

        types = {each["name"]: (each["type"], each["default"]) for each in plugin.describe()["stages"][0]["parameters"]}
        self.assertEqual(
            types,
            {
                "a": ("integer or none", "none"),
                "b": ("choice or none", "none"),
                "c": ("list of number", "[1, 2.5]"),
                "d": ("list of integer", "[1]"),
                "e": ("file", "weights.npz"),
                "f": ("text", ""),
                "g": ("boolean", "true"),
                "h": ("number", "-1e-07"),
            },
        )


class Refused(unittest.TestCase):
    def refused(self, text, work, **options):
        with self.assertRaisesRegex(DeclarationError, text):
            plugin = Plugin("p")
            plugin.stage(work, **options)
            plugin.describe()

    def test_what_cannot_be_a_stage(self):
        def unhinted(frames): ...
        def odd(frames: Dict[str, int]) -> Rows: ...
        def nothing(frames: Frames): ...
        def rangeless(frames: Frames, *, number: float = 0.5) -> Rows: ...
        def outside(frames: Frames, *, number: float = param(5, min=0, max=1)) -> Rows: ...
        def defaultless(frames: Frames, *, word: str) -> Rows: ...
        def ranged(frames: Frames, *, word: str = param("", min=0, max=1)) -> Rows: ...
        def unit(frames: Frames, *, number: float = param(0, min=0, max=1, unit="miles")) -> Rows: ...
        def document(frames: Frames) -> Document: ...
        def short(frames: Frames, *, word: str = param("", "Word")) -> Rows: ...
        def none(frames: Frames, *, word: Literal["none", "all"] = "none") -> Rows: ...
        def loud(frames: Frames, *, Word: str = "") -> Rows: ...
        def both(frames: Frames, *, word: Dict[str, int] = {}) -> Rows: ...

        class Empty:
            """Has no run."""

        self.refused("'frames' has no type hint", unhinted)
        self.refused("'frames' has the type .*Dict.* no port", odd)
        self.refused("no return type", nothing)
        self.refused("a number without a range", rangeless)
        self.refused("5 is out of range", outside)
        self.refused("'word' has no default", defaultless)
        self.refused("'word' is no number, but has a range", ranged)
        self.refused("the unit 'miles'", unit)
        self.refused("'document' has no file ending", document)
        self.refused("a setting is int, float", both)
        self.refused("the doc of the setting 'word' is no sentence of more than 10 characters.*: 'Word'", short)
        self.refused("make it an Optional", none)
        self.refused("'Word' is not a lower-case word", loud)
        self.refused("no method `run`", Empty)
        self.refused("no id of a stage", document, id="Two Words")

    def test_a_range_may_be_open(self):
        for told, text in [({"min": 0}, "at least 0"), ({"max": 9}, "at most 9"), ({"min": 0, "max": 9}, "0 to 9")]:
            plugin = Plugin("p")

            @plugin.stage(id="a")
            def work(frames: Frames, *, number: float = param(1, "Some number of it.", **told)) -> Rows:
                """Does what it does."""

            declared = plugin.describe()["stages"][0]["parameters"][0]
            ends = {"min": declared.get("minimum"), "max": declared.get("maximum")}
            self.assertEqual({key: end for key, end in ends.items() if end is not None}, told)
            stage = plugin.stages["a"]
            for number, end in [(-1, "min"), (10, "max")]:
                if end in told:
                    with self.assertRaisesRegex(Failure, "out of range") as raised:
                        stage.checked({"number": number})
                    self.assertEqual(raised.exception.remedy, f"allowed: {text}")
                else:
                    self.assertEqual(stage.checked({"number": number}), {"number": number})

    def test_two_of_one_name(self):
        plugin = Plugin("p")

        def same(frames: Frames) -> Rows: ...

        plugin.stage(same)
        self.assertRaises(DeclarationError, plugin.stage, same)

    def test_sound_needs_a_rate(self):
        plugin = Plugin("p")

        def rows(audio: Blocks[Audio]) -> Iterator[Rows]: ...

        plugin.stage(rows, width=3)
        with self.assertRaisesRegex(DeclarationError, "need width= and rate="):
            plugin.stages["rows"].formats(lambda: None, {"audio": Format.audio(8000)}, {})


if __name__ == "__main__":
    unittest.main()
