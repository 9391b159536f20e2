"""Frames of the protocol, byte by byte."""

import json
import os
import threading
import time
import unittest

import numpy as np

import stages
from songboard_plugin import ProtocolError
from songboard_plugin.serving import Server
from songboard_plugin.wire import Wire


class Pipes(unittest.TestCase):
    def setUp(self):
        self.reading, self.writing = os.pipe()
        self.wire = Wire(self.reading, self.writing)
        self.open = {self.reading, self.writing}
        self.addCleanup(lambda: [os.close(each) for each in self.open])

    def end(self):
        self.open.remove(self.writing)
        os.close(self.writing)

    def say(self, header, *buffers, pieces=None):
        text = header if isinstance(header, bytes) else json.dumps(header).encode()
        content = len(text).to_bytes(4, "little") + text + b"".join(buffers)
        size = pieces or max(1, len(content))

        def write():
            for place in range(0, len(content), size):
                os.write(self.writing, content[place : place + size])
                if pieces:
                    time.sleep(0.0005)

        thread = threading.Thread(target=write)
        thread.start()
        self.addCleanup(thread.join)


class Reading(Pipes):
    def test_every_dtype_and_several_buffers_in_pieces(self):
        arrays = {
            "a": np.arange(6, dtype="<f4").reshape(2, 3),
            "b": np.array(1.5),
            "c": np.array([-1, 2**40], dtype="<i8"),
            "d": np.frombuffer(b"bytes", dtype="u1"),
            "e": np.zeros((0, 5), dtype="<f4"),
            "f": np.ones((2, 0)),
        }
        names = {"<f4": "f32", "<f8": "f64", "<i8": "i64", "|u1": "u8"}
        buffers = [
            {"name": name, "dtype": names[each.dtype.str], "shape": list(each.shape)} for name, each in arrays.items()
        ]
        for pieces in (None, 1, 7):
            self.say(
                {"type": "x", "unknown": {}, "buffers": buffers},
                *(each.tobytes() for each in arrays.values()),
                pieces=pieces
            )
            message = self.wire.read()
            for name, each in arrays.items():
                self.assertEqual((message.buffers[name].dtype, message.buffers[name].shape), (each.dtype, each.shape))
                np.testing.assert_array_equal(message.buffers[name], each)

    def test_blocks_do_not_share_memory(self):
        header = {"type": "block", "buffers": [{"name": "a", "dtype": "f32", "shape": [2]}]}
        self.say(header, np.array([1, 2], dtype="<f4").tobytes())
        first = self.wire.read().buffers["a"]
        self.say(header, np.array([3, 4], dtype="<f4").tobytes())
        second = self.wire.read().buffers["a"]
        self.assertEqual((first.tolist(), second.tolist()), ([1, 2], [3, 4]))

    def test_frames_that_cannot_be(self):
        buffer = {"name": "a", "dtype": "f32", "shape": [2]}
        cases = [
            b"no json",
            b"[1]",
            {"type": "x", "buffers": [{**buffer, "dtype": "f16"}]},
            {"type": "x", "buffers": [{**buffer, "shape": [-1]}]},
            {"type": "x", "buffers": [{**buffer, "shape": [1 << 20, 1 << 20]}]},
            {"type": "x", "buffers": [{}]},
        ]
        for header in cases:
            with self.subTest(header=header):
                self.say(header)
                self.assertRaises(ProtocolError, self.wire.read)

    def test_a_header_that_is_too_long(self):
        os.write(self.writing, (65 << 20).to_bytes(4, "little"))
        with self.assertRaisesRegex(ProtocolError, "too long"):
            self.wire.read()

    def test_the_end(self):
        self.say({"type": "x"})
        self.assertEqual(self.wire.read().type, "x")
        self.end()
        self.assertIsNone(self.wire.read())

    def test_an_end_within_a_frame(self):
        os.write(self.writing, b'\x08\0\0\0{"ty')
        self.end()
        with self.assertRaisesRegex(ProtocolError, "within a header"):
            self.wire.read()

    def test_what_has_come_is_known_without_waiting(self):
        self.assertFalse(self.wire.has_more)
        self.say({"type": "cancel"})
        time.sleep(0.05)
        self.assertTrue(self.wire.has_more)
        self.assertEqual(self.wire.read().type, "cancel")
        self.assertFalse(self.wire.has_more)


class Writing(Pipes):
    def test_more_than_a_pipe_holds(self):
        rows = np.random.default_rng(1).random((5000, 128), dtype=np.float32)
        threading.Thread(target=self.wire.write_block, args=("rows", rows)).start()
        np.testing.assert_array_equal(self.wire.read().buffers["rows"], rows)

    def test_what_is_not_contiguous_or_has_other_ends(self):
        array = np.arange(12, dtype=">f8").reshape(3, 4)[:, ::2]
        self.wire.write({"type": "x"}, [("a", array.astype("<f8"))])
        np.testing.assert_array_equal(self.wire.read().buffers["a"], array)


class Talk(unittest.TestCase):
    """The order of what is said."""

    def setUp(self):
        (self.input, ours), (theirs, self.output) = os.pipe(), os.pipe()
        self.wire = Wire(theirs, ours)
        server = Server(stages.plugin, Wire(self.input, self.output))
        self.thread = threading.Thread(target=server.serve, daemon=True)
        self.thread.start()
        self.descriptors = [ours, theirs, self.input, self.output]
        self.addCleanup(self.close)

    def close(self):
        if len(self.descriptors) == 4:
            os.close(self.descriptors.pop(0))
        self.ends()
        for each in self.descriptors:
            os.close(each)

    def ask(self, header, buffers=()):
        self.wire.write(header, buffers)
        return self.wire.read().header

    def opened(self, stage, input, **settings):
        form = {"width": 2, "rate": 1}
        told = {"stage": stage, "settings": settings}
        outputs = self.ask({"type": "formats", "inputs": {input: form}, **told})["outputs"]
        formats = {"inputs": {input: form}, "outputs": outputs}
        self.assertEqual(self.ask({"type": "open", "formats": formats, **told}), {"type": "opened"})

    def ends(self):
        self.thread.join(timeout=5)
        self.assertFalse(self.thread.is_alive())

    def test_unknown_words(self):
        self.assertEqual(self.ask({"type": "hello", "protocol": 9, "songboard": "?"})["protocol"], 1)
        self.assertEqual(self.ask({"type": "sing"})["type"], "fail")
        self.wire.write({"type": "bye"})
        self.ends()

    def test_cancel_within_a_track(self):
        self.opened("smooth", "frames")
        self.wire.write({"type": "track", "info": {}})
        self.wire.write({"type": "block"}, [("frames", np.zeros((3, 2), dtype=np.float32))])
        self.assertEqual(self.wire.read().type, "block")
        self.wire.write({"type": "cancel"})
        self.ends()

    def test_cancel_within_learning(self):
        labels = {"width": 2, "rate": 0, "columns": ["A", "B"]}
        formats = {"inputs": {"frames": {"width": 2, "rate": 1}, "truth": labels}, "outputs": {}}
        self.ask({"type": "open", "stage": "prior", "settings": {"epochs": 50}, "formats": formats})
        info = {"name": "a", "seconds": 2, "part": "training"}
        asked = self.ask({"type": "learn", "tracks": [info], "threads": 1, "seed": 1})
        self.assertEqual(asked, {"type": "next", "track": 0, "ports": ["truth"]})
        self.wire.write({"type": "cancel"})
        self.ends()

    def test_rows_after_a_failure_are_dropped(self):
        self.opened("faulty", "frames", how="failure")
        self.wire.write({"type": "track", "info": {}})
        for _ in range(3):
            self.wire.write({"type": "block"}, [("frames", np.zeros((3, 2), dtype=np.float32))])
        self.wire.write({"type": "end"})
        self.assertEqual(self.wire.read().type, "fail")
        self.wire.write({"type": "hello", "protocol": 1})
        self.assertEqual(self.wire.read().type, "hello")

    def test_the_other_side_ends(self):
        self.opened("smooth", "frames")
        os.close(self.descriptors.pop(0))
        self.ends()


if __name__ == "__main__":
    unittest.main()
