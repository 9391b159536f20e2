"""What runs have written, read with numpy alone."""

import json
import os
import tempfile
import unittest
import zipfile
from io import BytesIO
from unittest import mock

import numpy as np

from songboard_plugin import Event, Failure, Format, Frames, load

PLAN = {
    "framesPerSecond": [25, 1],
    "shots": [{"in": 0, "out": 25, "start": 0.0, "end": 1.0, "type": "LS", "probability": 0.5, "reason": "", "locked": False}],
    "sections": [{"start": 0.0, "end": 1.0, "label": "A", "group": "A"}],
}


def archive(**arrays):
    """An archive with dots in its names for `__`."""
    file = BytesIO()
    np.savez(file, **{name.replace("__", "."): np.asarray(array) for name, array in arrays.items()})
    return file.getvalue()


ARRAYS = archive(
    mel=np.arange(6, dtype=np.float32).reshape(3, 2), mel__quantity="mel power", mel__frequencies=[100.0, 200.0],
    mel__hop=512.0, mel__times=np.arange(3) * 512 / 22050, types=np.float32([[0.25, 0.75]]), types__quantity="shot types",
    types__columns=["CU", "LS"], types__hop=22050.0, types__times=[0.0], sr=22050.0, beats=[0.5, 1.0], beats__tempo=120.0,
    parts=[0.0, 8.5], parts__ends=[8.5, 20.0], parts__labels=["intro", "é"], parts__groups=["A", ""],
)


class Loading(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = temporary.name

    def write(self, path, content):
        path = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())

    def run_of(self, **documents):
        """A run with tracks `NAME.ogg`, each of which has documents by their endings."""
        lines = []
        for name, contents in documents.items():
            paths = [f"{name}.{ending}" for ending in contents]
            for path, content in zip(paths, contents.values()):
                self.write(path, content)
            lines.append({"track": f"{name}.ogg", "status": "ok", "seconds": 3.5, "documents": paths})
        self.record(*lines)
        return load(self.folder)

    def record(self, *lines):
        self.write("run.jsonl", "".join(json.dumps(line) + "\n" for line in lines))

    def test_arrays_are_what_they_were(self):
        song = self.run_of(song={"npz": ARRAYS})["song"]
        self.assertEqual(list(song), ["mel", "types", "beats", "beats.tempo", "parts"])
        self.assertEqual(song["mel"].format, Format(2, 22050 / 512, "mel power", 22050.0, frequencies=(100.0, 200.0)))
        self.assertEqual(song["mel"].format.hop, 512)
        np.testing.assert_array_equal(song["mel"].values, [[0, 1], [2, 3], [4, 5]])
        self.assertEqual((song["types"].columns, song["types"].rate), (("CU", "LS"), 1))
        np.testing.assert_array_equal(song["beats"].times, [0.5, 1])
        self.assertEqual(song["beats.tempo"], 120)
        self.assertEqual(list(song["parts"]), [Event(0, 8.5, "intro", "A"), Event(8.5, 20, "é", "")])
        self.assertEqual(song.seconds, 3.5)

    def test_facts_that_frames_share(self):
        shared = archive(
            a=np.zeros(4, np.float32), a__quantity="onset strength", b=np.zeros((4, 12), np.float32), b__quantity="chroma",
            sr=8000.0, hop=220.0, times=np.arange(4) * 220 / 8000,
        )
        song = self.run_of(song={"npz": shared})["song"]
        self.assertEqual(list(song), ["a", "b"])
        self.assertEqual((song["a"].format.hop, song["b"].format.hop, song["a"].width), (220, 220, 1))
        rows = archive(x=np.zeros((3, 2), np.float32), x__quantity="embeddings", times=[0.0, 0.5, 1.0])
        self.assertEqual(self.run_of(song={"npz": rows})["song"]["x"].rate, 2)

    def test_arrays_of_before_they_explained_themselves(self):
        old = archive(mel=np.zeros((3, 2), np.float32), beats=[1.0], tempo=90.0, times=[1.0, 2.0])
        song = self.run_of(song={"npz": old})["song"]
        self.assertEqual({name: song.kind(name) for name in song},
                         {"mel": "frames", "beats": "events", "tempo": "number", "times": "events"})
        self.assertEqual(song["mel"].format, Format(2, 0))

    def test_plans_and_other_documents(self):
        song = self.run_of(song={"json": json.dumps(PLAN), "guides.json": "[]", "beats.lab": "0.5\n"})["song"]
        self.assertEqual(song.shots[0]["type"], "LS")
        self.assertEqual(list(song.sections), [Event(0, 1, "A", "A")])
        self.assertEqual(song.document(".beats.lab"), b"0.5\n")
        with self.assertRaisesRegex(Failure, "2 documents end with 'json'"):
            song.document("json")
        self.assertEqual(list(song), [])
        self.assertIsNone(song.kind("mel"))
        with self.assertRaises(KeyError):
            song["mel"]

    def test_songs_and_what_became_of_them(self):
        songs = self.run_of(**{"a/x": {"npz": ARRAYS}, "b.c": {"npz": ARRAYS}})
        self.assertEqual(list(songs), ["a/x", "b.c"])
        self.record(
            {"track": "a/x.ogg", "status": "ok", "documents": ["a/x.npz"]},
            {"track": "a/x.wav", "status": "failed", "documents": [], "reason": "no sound"},
            {"track": "b.c.ogg", "status": "ok", "documents": ["b.c.npz", "gone.json"]},
            {"track": "b.c.ogg", "status": "cached", "documents": []},
        )
        songs = load(self.folder)
        self.assertEqual(list(songs), ["a/x.ogg", "b.c"])
        self.assertEqual(songs.failed, {"a/x.wav": "no sound"})
        self.assertEqual((songs["b.c"].files, songs["b.c"].record["status"]), (["b.c.npz"], "cached"))

    def test_a_damaged_archive_is_named(self):
        middle = ARRAYS.index(b"\x93NUMPY") + 100
        alone = BytesIO()
        np.save(alone, np.zeros(3))
        damaged = {
            "cut": ARRAYS[:-40], "half": ARRAYS[: len(ARRAYS) // 2], "empty": b"", "text": b"no archive", "pickle": b"\x80\x04N.",
            "array": alone.getvalue(), "bits": ARRAYS[:middle] + bytes(255 - byte for byte in ARRAYS[middle : middle + 60]) + ARRAYS[middle + 60 :],
        }
        for name, content in damaged.items():
            with self.subTest(name), self.assertRaises(Failure) as raised:
                song = self.run_of(**{name: {"npz": content}})[name]
                for each in song:
                    song[each]
            self.assertIn(f"{name}.npz is damaged, or no archive of arrays", str(raised.exception))
            self.assertNotIn("pickle", str(raised.exception).replace("pickle.npz", ""))

    def test_a_reader_s_own_mistake_stays_its_own(self):
        song = self.run_of(song={"npz": ARRAYS})["song"]
        with self.assertRaises(KeyError):
            song["nothing"]

    def test_packs_of_shards(self):
        lines = [
            {"track": "é \"x\".ogg", "path": "é \"x\".json", "text": json.dumps(PLAN)},
            {"track": "é \"x\".ogg", "path": "é \"x\".npz", "member": "é \"x\".npz"},
        ]
        text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
        self.write("part-0000-of-0001.jsonl", text)
        with zipfile.ZipFile(os.path.join(self.folder, "part-0000-of-0001.zip"), "w") as members:
            members.writestr("é \"x\".npz", ARRAYS)
        self.record({"track": "é \"x\".ogg", "status": "ok", "documents": [line["path"] for line in lines]})
        song = load(self.folder)["é \"x\""]
        self.assertEqual((song["beats.tempo"], len(song.shots)), (120, 1))
        self.write("part-0000-of-0001.jsonl", text + "{}\n")
        with self.assertRaisesRegex(Failure, "no line of a pack"):
            load(self.folder)

    def test_what_is_no_run(self):
        with self.assertRaisesRegex(Failure, "no run.jsonl"):
            load(self.folder)
        self.write("run.jsonl", '{"track": "a.ogg"}\nnonsense\n')
        with self.assertRaisesRegex(Failure, "run.jsonl:2: "):
            load(self.folder)
        with self.assertRaisesRegex(Failure, "song.json is no JSON: .*line 1"):
            self.run_of(song={"json": "{}}"})["song"].plan
        with self.assertRaisesRegex(Failure, "song.npz is damaged, or no archive"):
            list(self.run_of(song={"npz": "text"})["song"])
        with self.assertRaisesRegex(Failure, "'mel' is in song.2.npz and in song.npz"):
            list(self.run_of(song={"npz": ARRAYS, "2.npz": ARRAYS})["song"])

    def test_tables_are_told_without_reading_them(self):
        songs = self.run_of(song={"npz": ARRAYS, "json": json.dumps(PLAN)})
        with mock.patch.object(Frames, "__init__", side_effect=AssertionError("read")):
            self.assertEqual(songs.tables, ["tracks", "beats", "mel", "parts", "sections", "shots", "types"])

    def test_a_missing_package_is_named(self):
        songs = self.run_of(song={"npz": ARRAYS})
        for package, use in (
            ("pandas", lambda: songs.table("mel")), ("pyarrow", lambda: songs.to_parquet(f"{self.folder}/corpus")),
            ("h5py", lambda: songs.to_hdf5(f"{self.folder}/corpus.h5")),
        ):
            with mock.patch.dict("sys.modules", {package: None}):
                with self.assertRaisesRegex(ImportError, f"pip install {package}"):
                    use()


if __name__ == "__main__":
    unittest.main()
