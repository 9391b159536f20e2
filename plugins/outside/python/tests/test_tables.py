"""Tables of songs as data frames, Parquet and HDF5; left out where their packages are not."""

import json
import os
import unittest
from importlib.util import find_spec

import numpy as np

import test_results
from songboard_plugin import Failure, load
from test_results import ARRAYS, PLAN, archive


def frames(*columns, rows=2):
    return {"x": np.ones((rows, len(columns)), np.float32), "x__quantity": "statistics", "x__columns": list(columns)}


@unittest.skipUnless(all(map(find_spec, ("pandas", "pyarrow", "h5py"))), "pandas, pyarrow or h5py is not there")
class Tables(unittest.TestCase):
    setUp, write = test_results.Loading.setUp, test_results.Loading.write
    record, run_of = test_results.Loading.record, test_results.Loading.run_of

    def test_a_table_has_the_rows_of_all_songs(self):
        songs = self.run_of(**{"a/x": {"npz": ARRAYS, "json": json.dumps(PLAN)}, "b": {"npz": ARRAYS}})
        mel = songs.table("mel")
        self.assertEqual(list(mel.columns), ["track", "time", "mel.0", "mel.1"])
        self.assertEqual(list(mel["track"]), ["a/x"] * 3 + ["b"] * 3)
        self.assertEqual((str(mel["mel.1"].dtype), list(mel["mel.1"])), ("float32", [1, 3, 5] * 2))
        np.testing.assert_allclose(mel["time"][:3], np.arange(3) * 512 / 22050, rtol=1e-15)
        self.assertEqual(list(songs.table("types").columns), ["track", "time", "CU", "LS"])
        self.assertEqual(list(songs.table("parts")["label"]), ["intro", "é"] * 2)
        self.assertEqual(list(songs.table("shots")["track"]), ["a/x"])
        self.assertEqual(list(songs.table("tracks")["beats.tempo"]), [120, 120])
        with self.assertRaisesRegex(Failure, "no song has a table 'mle'"):
            songs.table("mle")

    def test_parquet_reads_back_song_by_song(self):
        import pandas
        from pyarrow import parquet

        none = archive(parts=[], parts__ends=[], parts__labels=np.array([], "<U1"), parts__groups=np.array([], "<U1"))
        songs = self.run_of(a={"npz": none}, b={"npz": ARRAYS}, c={"npz": none})
        made = songs.to_parquet(os.path.join(self.folder, "corpus"))
        self.assertEqual([path.stem for path in made], songs.tables)
        for name in songs.tables:
            stored = pandas.read_parquet(f"{self.folder}/corpus/{name}.parquet")
            pandas.testing.assert_frame_equal(stored, songs.table(name), check_dtype=False)
        self.assertEqual(list(songs.table("tracks")["beats.tempo"].isna()), [True, False, True])
        parts = parquet.ParquetFile(f"{self.folder}/corpus/parts.parquet")
        self.assertEqual((parts.num_row_groups, parts.schema_arrow.field("label").type), (3, "string"))
        facts = json.loads(parquet.read_schema(f"{self.folder}/corpus/mel.parquet").metadata[b"songboard"])
        self.assertEqual(facts["hop"], 512)
        self.assertEqual(facts["frequencies"], [100, 200])

    def test_songs_whose_columns_differ_are_named(self):
        songs = self.run_of(a={"npz": archive(**frames("p", "q"))}, b={"npz": archive(**frames("p", "r"))})
        with self.assertRaisesRegex(Failure, "b: 'x' has other columns than in a"):
            songs.to_parquet(os.path.join(self.folder, "corpus"))
        self.assertEqual([name for name in os.listdir(f"{self.folder}/corpus") if "x" in name], [])

    def test_what_failed_leaves_nothing(self):
        songs = self.run_of(a={"npz": ARRAYS}, b={"npz": ARRAYS})
        songs.to_hdf5(os.path.join(self.folder, "corpus.h5"), ["mel"])
        with open(f"{self.folder}/corpus.h5", "rb") as file:
            before = file.read()
        self.write("b.npz", ARRAYS[:-40])
        songs = load(self.folder)
        for write, place in ((songs.to_parquet, "tables"), (songs.to_hdf5, "corpus.h5")):
            with self.assertRaisesRegex(Failure, "b.npz is damaged"):
                write(os.path.join(self.folder, place), ["mel"])
        self.assertEqual([name for _, _, names in os.walk(self.folder) for name in names if name.startswith(".")], [])
        with open(f"{self.folder}/corpus.h5", "rb") as file:
            self.assertEqual(file.read(), before)

    def test_hdf5_explains_itself(self):
        import h5py

        songs = self.run_of(**{"a/x": {"npz": ARRAYS, "json": json.dumps(PLAN)}, "b": {"npz": ARRAYS}})
        with h5py.File(songs.to_hdf5(os.path.join(self.folder, "corpus.h5"))) as file:
            song = file["a/x"]
            self.assertEqual((song.attrs["track"], song.attrs["beats.tempo"]), ("a/x", 120))
            np.testing.assert_array_equal(song["mel"], [[0, 1], [2, 3], [4, 5]])
            self.assertEqual((song["mel"].attrs["hop"], song["mel"].attrs["quantity"]), (512, "mel power"))
            self.assertEqual(list(song["types.columns"].asstr()), ["CU", "LS"])
            self.assertEqual(list(song["parts/label"].asstr()), ["intro", "é"])
            self.assertEqual(list(song["shots/type"].asstr()), ["LS"])
            self.assertEqual(sorted(file["b"]), ["beats", "mel", "mel.frequencies", "parts", "types", "types.columns"])


if __name__ == "__main__":
    unittest.main()
