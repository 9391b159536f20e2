"""Opens project files in Kdenlive and Shotcut on a screen of their own, looks at the windows, and has them save."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

PROGRAMS = {"kdenlive": ["kdenlive"], "shotcut": ["shotcut", "--noupgrade"]}


class Screen:
    """A virtual screen with a window manager, and a home folder that no other run has touched."""

    def __init__(self):
        for program in ("Xvfb", "openbox", "xdotool", "import", "dbus-run-session"):
            if shutil.which(program) is None:
                raise SystemExit(f"{program} is not installed; run .ci/deps")
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="songboard-screen-"))
        reading, writing = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24"], pass_fds=[writing],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as file:
            number = file.readline().strip()
        runtime = self.home / "runtime"
        runtime.mkdir(mode=0o700)
        (self.home / "tmp").mkdir()
        self.environment = {
            **os.environ, "DISPLAY": f":{number}", "HOME": str(self.home), "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(self.home / "config"), "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_CACHE_HOME": str(self.home / "cache"), "TMPDIR": str(self.home / "tmp"),
            "QT_QPA_PLATFORM": "xcb", "SDL_AUDIODRIVER": "dummy",
            "LC_ALL": "C.UTF-8",
        }
        self.manager = self.start(["openbox"])

    def start(self, words):
        return subprocess.Popen(
            words, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True)

    def tell(self, *words):
        """What xdotool answers, a line each."""
        done = subprocess.run(["xdotool", *words], env=self.environment, capture_output=True, text=True)
        return done.stdout.split("\n")[:-1]

    def windows(self):
        """The titles of all windows that are seen, by number."""
        numbers = self.tell("search", "--onlyvisible", "--name", ".")
        return {number: " ".join(self.tell("getwindowname", number)) for number in numbers}

    def picture(self, path):
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True)

    def close(self):
        for process in (self.manager, self.server):
            process.kill()
            process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


def open_and_save(screen, program, project, picture, patience=90):
    """Opens a project and has it saved; the problems that were seen."""
    process = screen.start(["dbus-run-session", "--", *PROGRAMS[program], str(project)])
    name = project.stem if program == "kdenlive" else project.name
    before = project.stat().st_mtime_ns
    try:
        end = time.monotonic() + patience
        window = None
        while window is None:
            if process.poll() is not None:
                return [f"{program} ended with {process.returncode}"]
            if time.monotonic() > end:
                screen.picture(picture)
                return [f"no window of {name} in {patience} s, but {list(screen.windows().values())}"]
            time.sleep(0.5)
            window = next((n for n, title in screen.windows().items() if name in title), None)
        # Dialogs about what is wrong with a project come after its window.
        time.sleep(4)
        screen.picture(picture)
        dialogs = [title for n, title in screen.windows().items() if n != window and title.strip()]
        if dialogs:
            return [f"a dialog: {', '.join(dialogs)}"]
        screen.tell("windowactivate", "--sync", window)
        # Kdenlive saves only what was changed: a guide at the start, whose window asks for its name, or is gone.
        if program == "kdenlive":
            screen.tell("key", "--clearmodifiers", "g")
            time.sleep(1)
            if len(screen.windows()) > 1:
                screen.tell("key", "Return")
                time.sleep(1)
        screen.tell("key", "--clearmodifiers", "ctrl+s")
        end = time.monotonic() + 20
        while project.stat().st_mtime_ns == before and time.monotonic() < end:
            time.sleep(0.5)
        time.sleep(1)
        if project.stat().st_mtime_ns == before:
            screen.picture(picture)
            return [f"was not saved; windows: {list(screen.windows().values())}"]
        return []
    finally:
        subprocess.run(["pkill", "-KILL", "-s", str(process.pid)])
        process.wait()
