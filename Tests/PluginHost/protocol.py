"""Talks to a plugin as songboard does, so that a plugin can be checked without it: plugins/outside/Protocol.md."""

import json
import struct
import subprocess
import threading

import numpy as np

TYPES = {"f32": "<f4", "f64": "<f8", "i64": "<i8", "u8": "u1"}
NAMES = {np.dtype(form): name for name, form in TYPES.items()}


class Failed(Exception):
    """The plugin answered `fail`; its text, and its remedy if it has one."""


def frame(header, buffers=None):
    """The bytes of a frame with buffers by name."""
    arrays = {name: np.ascontiguousarray(array) for name, array in (buffers or {}).items()}
    if arrays:
        header = header | {
            "buffers": [
                {"name": name, "dtype": NAMES[array.dtype], "shape": list(array.shape)}
                for name, array in arrays.items()
            ]
        }
    text = json.dumps(header).encode()
    return struct.pack("<I", len(text)) + text + b"".join(array.tobytes() for array in arrays.values())


class Plugin:
    """A plugin that serves one stage."""

    def __init__(self, command, **options):
        self.process = subprocess.Popen(
            [*command, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
        )
        self.warnings = []
        self.log = b""
        self._logger = threading.Thread(target=self._read_log, daemon=True)
        self._logger.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=60)
        self._logger.join()

    def _read_log(self):
        self.log = self.process.stderr.read()

    def send(self, header, buffers=None):
        self.process.stdin.write(frame(header, buffers))
        self.process.stdin.flush()

    def receive(self):
        """The next answer that is no warning, and its buffers."""
        stream = self.process.stdout
        length = stream.read(4)
        if len(length) < 4:
            raise EOFError("the plugin ended")
        header = json.loads(stream.read(struct.unpack("<I", length)[0]))
        buffers = {}
        for one in header.get("buffers", []):
            form = np.dtype(TYPES[one["dtype"]])
            data = stream.read(int(np.prod(one["shape"], dtype=int)) * form.itemsize)
            buffers[one["name"]] = np.frombuffer(data, form).reshape(one["shape"])
        if header["type"] == "warn":
            self.warnings.append(header["text"])
            return self.receive()
        return header, buffers

    def ask(self, header, buffers=None):
        """The answer to a message; raises Failed for `fail`."""
        self.send(header, buffers)
        return self._sound(self.receive())

    @staticmethod
    def _sound(answer):
        if answer[0]["type"] == "fail":
            raise Failed(answer[0]["text"], answer[0].get("remedy"))
        return answer

    def open(self, stage, settings, inputs):
        """Says hello, asks for formats and opens a stage; the formats of its outputs."""
        self.ask({"type": "hello", "protocol": 1, "songboard": "test"})
        outputs = self.ask({"type": "formats", "stage": stage, "settings": settings, "inputs": inputs})[0]["outputs"]
        formats = {"inputs": inputs, "outputs": outputs}
        self.ask({"type": "open", "stage": stage, "settings": settings, "formats": formats})
        return outputs

    def track(self, ports, block, output, width, info=None):
        """Streams arrays by port through a frame stage in blocks of some rows; its rows, and the other outputs."""
        count = len(next(iter(ports.values())))
        self.send({"type": "track", "info": info or {"name": "song", "seed": 1}})

        def feed():
            for start in range(0, count, block):
                self.send({"type": "block"}, {name: rows[start : start + block] for name, rows in ports.items()})
            self.send({"type": "end"})

        feeder = threading.Thread(target=feed)
        feeder.start()
        rows = [np.zeros((0, width), np.float32)]
        try:
            while True:
                header, buffers = self._sound(self.receive())
                if header["type"] == "done":
                    return np.concatenate(rows), header["outputs"], buffers
                rows.append(buffers[output])
        finally:
            feeder.join()

    def run(self, inputs, buffers, info=None):
        """Runs a track stage; its outputs and buffers."""
        message = {"type": "run", "info": info or {"name": "song", "seed": 1}, "inputs": inputs}
        header, buffers = self.ask(message, buffers)
        return header["outputs"], buffers
