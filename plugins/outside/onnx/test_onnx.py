"""The stages on models that are made here: needs onnx beside onnxruntime and songboard_plugin."""

import json
import os
import sys
import tempfile
import unittest

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from songboard_plugin import Failure, Format, Frames, Track
from songboard_plugin.testing import Host, assert_any_block_size

HERE = os.path.dirname(os.path.abspath(__file__))
WIDTH = 6


def saved(path, nodes, weights=(), input=("rows", WIDTH), output=("rows", 3), metadata=None, type=TensorProto.FLOAT):
    graph = helper.make_graph(
        nodes,
        "test",
        [helper.make_tensor_value_info("x", type, input)],
        [helper.make_tensor_value_info("y", type, output)],
        [numpy_helper.from_array(np.asarray(each, dtype="f4"), name) for name, each in weights],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    helper.set_model_props(model, metadata or {})
    onnx.save(model, path)
    return path


def frames(rows, width=WIDTH, rate=1.0):
    return Frames(np.random.default_rng(3).standard_normal((rows, width)), Format(width, rate, "embeddings", 22050))


class ONNX(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.host = Host([sys.executable, "stage.py"], folder=HERE)
        cls.folder = tempfile.TemporaryDirectory()
        cls.weights = np.random.default_rng(1).standard_normal((WIDTH, 3)).astype("f4")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()
        assert cls.host.close() == 0

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def linear(self, name="linear.onnx", **options):
        node = helper.make_node("MatMul", ["x", "w"], ["y"])
        return saved(self.path(name), [node], [("w", self.weights)], **options)

    def summing(self):
        """Each row is the sum of all rows up to it: no row stands for itself."""
        nodes = [helper.make_node("CumSum", ["x", "axis"], ["y"])]
        axis = numpy_helper.from_array(np.array(0, dtype="i8"), "axis")
        graph = helper.make_graph(
            nodes,
            "test",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, ("rows", WIDTH))],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, ("rows", WIDTH))],
            [axis],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        onnx.save(model, self.path("sum.onnx"))
        return self.path("sum.onnx")

    def refused(self, stage, path, width=WIDTH, **settings):
        with self.assertRaises(Failure) as caught:
            self.host.run(stage, {"frames": frames(4, width)}, model=path, **settings)
        self.assertTrue(caught.exception.remedy)
        return caught.exception.text

    def test_rows_are_the_model_s(self):
        rows = frames(100)
        for stage, output in (("onnx", "onnx"), ("onnx.stream", "stream")):
            found = self.host.run(stage, {"frames": rows}, model=self.linear())[output]
            np.testing.assert_allclose(found.values, rows.values @ self.weights, atol=1e-5)
            self.assertEqual((found.rate, found.format.quantity, found.format.sample_rate), (1.0, "embeddings", 22050))

    def test_any_block_size(self):
        assert_any_block_size(
            self.host, "onnx.stream", {"frames": frames(200)}, (1, 7, 63, 64, 65), model=self.linear()
        )
        self.assertEqual(len(self.host.run("onnx.stream", {"frames": frames(0)}, model=self.linear())["stream"]), 0)
        self.assertEqual(len(self.host.run("onnx", {"frames": frames(0)}, model=self.linear())["onnx"]), 0)

    def test_types_of_the_metadata(self):
        path = self.linear("types.onnx", metadata={"types": json.dumps(["CU", "MS", "LS"]), "view": "1.0"})
        song = Track(seconds=9.2)
        for count in (9, 10, 11):
            found = self.host.run("onnx", {"frames": frames(count)}, track=song, model=path, activation="softmax")[
                "onnx"
            ]
            self.assertEqual((found.format.quantity, found.columns), ("shot types", ("CU", "MS", "LS")))
            self.assertEqual(len(found), 10)
            np.testing.assert_allclose(found.values.sum(axis=1), 1, atol=1e-6)
        with self.assertRaisesRegex(Failure, "12 rows do not fit a song of 10 s"):
            self.host.run("onnx", {"frames": frames(12)}, track=song, model=path)
        with self.assertRaisesRegex(Failure, "takes a row for each 1 s, but is given 2 a second"):
            self.host.formats("onnx", {"frames": Format(WIDTH, 2.0)}, model=path)

    def test_columns_and_quantity_of_the_settings(self):
        found = self.host.formats(
            "onnx", {"frames": Format(WIDTH, 4.0)}, model=self.linear(), columns=["a", "b", "c"], quantity="tags"
        )
        self.assertEqual((found["onnx"].columns, found["onnx"].quantity), (("a", "b", "c"), "tags"))
        self.assertIn("3 numbers a row, but there are 2 names", self.refused("onnx", self.linear(), columns=["a", "b"]))
        self.assertIn("no names of shot types", self.refused("onnx", self.linear(), quantity="shot types"))

    def test_layouts(self):
        rows = frames(50)
        expected = rows.values @ self.weights
        transposed = [
            helper.make_node("Transpose", ["x"], ["t"], perm=[0, 2, 1]),
            helper.make_node("MatMul", ["t", "w"], ["z"]),
            helper.make_node("Transpose", ["z"], ["y"], perm=[0, 2, 1]),
        ]
        cases = [
            self.linear("batch.onnx", input=(1, "rows", WIDTH), output=(1, "rows", 3)),
            self.linear("open.onnx", input=("batch", "rows", "columns"), output=("batch", "rows", 3)),
            self.linear("image.onnx", input=("batch", 1, "rows", WIDTH), output=("batch", 1, "rows", 3)),
            saved(self.path("channels.onnx"), transposed, [("w", self.weights)], (1, WIDTH, "rows"), (1, 3, "rows")),
        ]
        for path in cases:
            with self.subTest(path=os.path.basename(path)):
                found = self.host.run("onnx", {"frames": rows}, model=path)["onnx"].values
                np.testing.assert_allclose(found, expected, atol=1e-5)

    def test_fewer_rows(self):
        nodes = [
            helper.make_node("Transpose", ["x"], ["t"], perm=[0, 2, 1]),
            helper.make_node("AveragePool", ["t"], ["p"], kernel_shape=[4], strides=[4]),
            helper.make_node("Transpose", ["p"], ["y"], perm=[0, 2, 1]),
        ]
        path = saved(self.path("pool.onnx"), nodes, (), (1, "rows", WIDTH), (1, "fewer", WIDTH))
        rows = frames(40, rate=40.0)
        found = self.host.run("onnx", {"frames": rows}, model=path)["onnx"]
        self.assertEqual(found.rate, 10.0)
        np.testing.assert_allclose(found.values, rows.values.reshape(10, 4, WIDTH).mean(axis=1), atol=1e-6)
        self.assertIn("looks at several rows", self.refused("onnx.stream", path))

    def test_one_number_a_row(self):
        nodes = [helper.make_node("ReduceMean", ["x"], ["y"], axes=[1], keepdims=0)]
        path = saved(self.path("mean.onnx"), nodes, (), ("rows", WIDTH), ("rows",))
        rows = frames(20)
        for stage, output in (("onnx", "onnx"), ("onnx.stream", "stream")):
            found = self.host.run(stage, {"frames": rows}, model=path)[output].values
            np.testing.assert_allclose(found[:, 0], rows.values.mean(axis=1), atol=1e-6)
        self.assertEqual(self.host.run("onnx", {"frames": frames(1)}, model=path)["onnx"].shape, (1, 1))

    def test_normalising(self):
        rows = frames(30)
        mean, deviation = rows.values.mean(axis=0), rows.values.std(axis=0)
        expected = (rows.values - mean) / deviation @ self.weights
        found = self.host.run("onnx", {"frames": rows}, model=self.linear(), normalise="track")["onnx"].values
        np.testing.assert_allclose(found, expected, atol=1e-5)
        metadata = {"mean": json.dumps(mean.tolist()), "deviation": json.dumps(deviation.tolist())}
        path = self.linear("scaled.onnx", metadata=metadata)
        for stage, output in (("onnx", "onnx"), ("onnx.stream", "stream")):
            found = self.host.run(stage, {"frames": rows}, model=path, normalise="metadata")[output].values
            np.testing.assert_allclose(found, expected, atol=1e-5)
        self.assertIn("no mean and deviation of 6 columns", self.refused("onnx", self.linear(), normalise="metadata"))

    def test_models_that_do_not_fit(self):
        self.assertIn("there is no model", self.refused("onnx", None))
        self.assertIn("cannot be loaded", self.refused("onnx", self.path("none.onnx")))
        with open(self.path("broken.onnx"), "wb") as file:
            file.write(b"no model")
        self.assertIn("cannot be loaded", self.refused("onnx", self.path("broken.onnx")))
        self.assertIn("given rows of 7 numbers", self.refused("onnx", self.linear(), width=7))
        fixed = self.linear("fixed.onnx", input=(16, WIDTH), output=(16, 3))
        self.assertIn("takes exactly 16 rows: [16, 6]", self.refused("onnx", fixed))
        five = self.linear("five.onnx", input=(1, 1, 1, "rows", WIDTH), output=(1, 1, 1, "rows", 3))
        self.assertIn("takes [1, 1, 1, rows, 6]", self.refused("onnx", five))
        self.assertIn("has no output 'z'", self.refused("onnx", self.linear(), output="z"))
        whole = [helper.make_node("ReduceMean", ["x"], ["y"], axes=[0])]
        path = saved(self.path("whole.onnx"), whole, (), ("rows", WIDTH), (1, WIDTH))
        self.assertIn("the shape (1, 6) for 64 rows and (1, 6) for 128", self.refused("onnx", path))
        self.assertIn("looks at several rows at once", self.refused("onnx.stream", self.summing()))
        bad = self.linear("bad.onnx", metadata={"types": "CU, MS"})
        self.assertIn("no list as 'types'", self.refused("onnx", bad))
        integers = saved(
            self.path("integers.onnx"),
            [helper.make_node("Abs", ["x"], ["y"])],
            (),
            ("rows", WIDTH),
            ("rows", WIDTH),
            type=TensorProto.INT64,
        )
        self.assertIn("takes tensor(int64)", self.refused("onnx", integers))

    def test_formats_that_songboard_remembers(self):
        """A process may be told to open a stage without having been asked for its formats."""
        metadata = {"mean": json.dumps([1.0] * WIDTH), "deviation": json.dumps([2.0] * WIDTH)}
        path = self.linear("again.onnx", metadata=metadata)
        settings = {"model": path, "normalise": "metadata"}
        rows = frames(5)
        formats = self.host.formats("onnx", {"frames": rows}, **settings)
        with Host([sys.executable, "stage.py"], folder=HERE) as other:
            other.wire.write(
                {
                    "type": "open",
                    "stage": "onnx",
                    "settings": other._settings("onnx", settings),
                    "formats": {"inputs": {"frames": rows.format.json}, "outputs": {"onnx": formats["onnx"].json}},
                }
            )
            other._answer("opened", None)
            found = other.track("onnx", {"frames": rows}, formats)["onnx"].values
        np.testing.assert_allclose(found, (rows.values - 1) / 2 @ self.weights, atol=1e-5)


if __name__ == "__main__":
    unittest.main()
