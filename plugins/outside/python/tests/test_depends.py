"""What the results of a plugin depend on."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from importlib import metadata

import stages
from songboard_plugin import DeclarationError
from songboard_plugin.depends import imported, versions


class DependsTests(unittest.TestCase):
    def files(self, **texts):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for name, text in texts.items():
            path = os.path.join(folder.name, f"{name}.py")
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w") as file:
                file.write(text)
        return folder.name

    def test_imports_are_found_wherever_they_stand(self):
        folder = self.files(
            stage="import a.b as c, d\nfrom e.f import g\nimport net\nfrom own import x\n"
            "def late():\n    import torch\ntry:\n    import h\nexcept ImportError:\n    pass\n",
            net="import i\nimport stage\n",
        )
        os.makedirs(os.path.join(folder, "own"), exist_ok=True)
        for name, text in [("__init__", "from . import deep\nfrom .other import z\n"), ("deep", "import j\n"), ("other", "import net, k\n")]:
            with open(os.path.join(folder, "own", f"{name}.py"), "w") as file:
                file.write(text)
        self.assertEqual(imported([os.path.join(folder, "stage.py")]), set("adehijk") | {"torch"})

    def test_packages_are_followed_to_their_depths(self):
        files = {
            "stage": "import model.nets.tcn\nimport plain.sub.deep\nimport empty\n",
            "model/__init__": "",
            "model/other": "import torch\n",
            "model/nets/__init__": "import a\n",
            "model/nets/tcn": "from ..base import x\nfrom ... import y\nfrom .. import z\nfrom ...beside import w\n",
            "model/base": "import b\n",
            "model/z": "import c\n",
            "beside": "import d\n",
            "y": "import e\n",
            "plain/sub/deep": "import f\nimport model.base\n",
        }
        folder = self.files(**files)
        os.mkdir(os.path.join(folder, "empty"))
        # A folder without `__init__.py` gives way to an installed package of its name.
        expected = set("abcdef") | {"torch", "plain", "empty"}
        self.assertEqual(imported([os.path.join(folder, "stage.py")]), expected)

    def test_dots_are_counted(self):
        files = {
            "own/__init__": "",
            "own/x": "import near\n",
            "own/sub/__init__": "",
            "own/sub/x": "import nearer\n",
            "own/sub/stage": "from ..x import a\n",
            "x": "import far\n",
        }
        folder = self.files(**files)
        self.assertEqual(imported([os.path.join(folder, "own", "sub", "stage.py")]), {"near"})

    def test_what_cannot_be_read_names_nothing(self):
        self.assertEqual(imported([os.path.join(self.files(a="def ("), "a.py"), "/nonexistent/b.py"]), set())

    def test_versions_are_those_installed(self):
        numpy = metadata.version("numpy")
        self.assertEqual(versions({"numpy", "json", "nosuchpackage"}, []), {"numpy": numpy})
        self.assertEqual(versions(set(), ["numpy"]), {"numpy": numpy})
        with self.assertRaisesRegex(DeclarationError, "'nosuchpackage', which is not installed"):
            versions(set(), ["nosuchpackage"])

    @unittest.skipIf(sys.version_info < (3, 10), "this Python does not know whose a module is")
    def test_a_module_of_another_name_than_its_package(self):
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "odd_name-3.1.dist-info"))
            for name, text in [("METADATA", "Metadata-Version: 2.1\nName: odd-name\nVersion: 3.1\n"), ("top_level.txt", "oddmodule\n")]:
                with open(os.path.join(folder, "odd_name-3.1.dist-info", name), "w") as file:
                    file.write(text)
            sys.path.append(folder)
            self.addCleanup(sys.path.remove, folder)
            self.assertEqual(versions({"oddmodule"}, []), {"odd-name": "3.1"})

    def test_a_plugin_tells_them(self):
        told = stages.plugin.describe()
        self.assertEqual(told["depends"]["numpy"], metadata.version("numpy"))
        self.assertIn(str(metadata.distribution("numpy").locate_file("")), told["watch"])
        self.assertTrue(all(os.path.isabs(each) for each in told["watch"]))

    def test_the_folder_of_the_program_is_not_watched(self):
        folder = os.path.dirname(os.path.abspath(stages.__file__))
        # Python's own buffer is as songboard starts it: the program prints when it is loaded.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        text = subprocess.run(
            [sys.executable, stages.__file__, "describe"], capture_output=True, check=True, env=environment
        ).stdout
        self.assertNotIn(folder, json.loads(text)["watch"])


if __name__ == "__main__":
    unittest.main()
