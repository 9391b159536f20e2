"""Songs' sounds from MIDI files, for the checks that know what is in them."""
import subprocess

SOUND_FONT = "/usr/share/sounds/sf2/FluidR3_GM.sf2"


def render(midi, file, gain, rate=44_100):
    """Makes a MIDI file's sound as a WAV file by fluidsynth, unless it is there; it appears whole."""
    if not file.exists():
        part = file.with_suffix(".part")
        command = ["fluidsynth", "-ni", "-F", part, "-T", "wav", "-r", str(rate), "-g", str(gain), SOUND_FONT, midi]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        part.rename(file)
    return file
