"""Songs' sounds from MIDI files, for the checks that know what is in them."""
import fcntl
import functools
import hashlib
import pathlib
import subprocess

SOUND_FONT = pathlib.Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")
# Several checks hear the same songs, and each run of the checks hears them again: what was rendered is kept beside the builds.
KEPT = pathlib.Path(__file__).resolve().parents[2] / ".build/rendered"


@functools.cache
def synthesizer():
    """What tells one synthesizer with its sounds from another."""
    said = subprocess.run(["fluidsynth", "--version"], capture_output=True, text=True, check=True).stdout
    return f"{said} {SOUND_FONT} {SOUND_FONT.stat().st_size}"


def render(midi, file, gain, rate=44_100):
    """Makes a MIDI file's sound as a WAV file by fluidsynth, unless it is there or kept of the same notes; it appears whole."""
    if not file.exists():
        # One that leads nowhere may be left of what was kept once.
        file.unlink(missing_ok=True)
        file.symlink_to(kept(midi, gain, rate))
    return file


def kept(midi, gain, rate):
    """The kept sound of a MIDI file's notes; made by one check, though another may want it at the same time."""
    told = f"{synthesizer()} {gain} {rate} ".encode()
    whole = KEPT / f"{hashlib.sha256(told + pathlib.Path(midi).read_bytes()).hexdigest()[:24]}.wav"
    if whole.exists():
        return whole
    KEPT.mkdir(parents=True, exist_ok=True)
    part = whole.with_suffix(".part")
    with open(part, "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            command = ["fluidsynth", "-ni", "-F", part, "-T", "wav", "-r", str(rate), "-g", str(gain), SOUND_FONT, midi]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            part.rename(whole)
    return whole
