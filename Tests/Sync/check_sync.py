"""Syncs camera clips that are made from real songs, and compares with what they were made with.

    check_sync.py SONGBOARD MUSIC DIR [--clips N] [--strangers N] [--seed N] [--longest SECONDS]

Each clip is a song as a camera in another room records it: convolved with a room's response (decaying noise, with a direct
sound or none), its clock off by some ppm, with noise as loud as the music, a video of 30 s to 20 min that starts before or
after the song and may end after it. Where the song is not, there is another one, or nothing. Strangers are clips of other
songs: no offset may be told. Fails if fewer than 95 % of the clips come within 5 ms and 5 ppm, if one is told wrong, if a
stranger is told at all, or if 20 minutes take more than 3 s of a processor. Lists of clips are checked besides: what is in them, what
stays of a list that a person changed, and that the stage `cameras` takes them.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import soundfile

RATE = 24_000
LENGTHS = [30, 30, 40, 60, 90, 120, 180, 300, 600, 1200]
# Two recordings of one piece are no strangers.
VERSIONS = {"frantic-old", "battle-epic", "victory", "victory2", "defeat", "defeat2"}


def load(path):
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    assert rate % 100 == 0
    mono = samples.mean(axis=1)
    if rate == RATE:
        return mono
    import soxr

    return soxr.resample(mono, rate, RATE)


def convolved(signal, response):
    size = 1 << 18
    spectrum = np.fft.rfft(response, size)
    step = size - len(response)
    result = np.zeros(len(signal) + size, np.float32)
    for start in range(0, len(signal), step):
        block = np.fft.irfft(np.fft.rfft(signal[start : start + step], size) * spectrum, size)
        result[start : start + size] += block
    return result[: len(signal)]


def room(random, seconds, direct):
    """Decaying noise of energy 1, silent by 60 dB after some seconds; the direct sound in its first sample."""
    times = np.arange(int(seconds * RATE)) / RATE
    response = random.standard_normal(len(times)) * np.exp(-6.9 * times / seconds)
    response /= np.sqrt(np.sum(response**2))
    if direct:
        response[0] = direct
    return response


def at(signal, times):
    """The signal between its samples, by a windowed sinc of 24 samples; 0 outside."""
    result = np.zeros(len(times))
    inside = (times >= 0) & (times < len(signal) / RATE)
    place = times[inside] * RATE
    whole = place.astype(np.int64)
    part = place - whole
    sine = np.sin(np.pi * part) / np.pi
    padded = np.pad(signal, 12)
    for tap in range(-11, 13):
        distance = part - tap
        sinc = sine * (-1) ** tap / np.where(np.abs(distance) < 1e-9, 1, distance)
        weight = np.where(np.abs(distance) < 1e-9, 1, sinc) * np.cos(np.pi * distance / 26) ** 2
        result[inside] += weight * padded[whole + tap + 12]
    return result


def recording(random, song, seconds, offset, drift, beside):
    """What a camera records; `offset` is where in it the song starts."""
    count = int(seconds * RATE)
    sound = np.zeros(count, np.float32)
    for start in range(0, count, RATE * 30):
        clock = np.arange(start, min(count, start + RATE * 30)) / RATE
        sound[start : start + len(clock)] = at(song, (clock - offset) / (1 + drift / 1e6))
    times = (np.arange(count) / RATE - offset) / (1 + drift / 1e6)
    heard = (times >= 0) & (times < len(song) / RATE)
    if beside is not None:
        sound = np.where(heard, sound, np.resize(beside, count))
    direct = random.choice([0, 0.5, 1, 2])
    seconds = random.choice([0.3, 0.6, 1.0, 1.5])
    sound = convolved(sound, room(random, seconds, direct))
    level = np.sqrt(np.mean(sound[heard] ** 2))
    sound = sound + level * random.standard_normal(count)
    return 0.5 * sound / np.abs(sound).max(), f"{seconds:.1f} s, direct {direct:.1f}"


def video(sound, path):
    """A small video with the sound: 25 frames a second, from 10:00:00:00 on."""
    seconds = -(-len(sound) // (RATE // 25)) / 25
    command = ["ffmpeg", "-v", "error", "-y", "-f", "f32le", "-ar", str(RATE), "-ac", "1", "-i", "-"]
    command += ["-f", "lavfi", "-i", f"color=c=gray:s=64x36:r=25:d={seconds}", "-map", "1:v", "-map", "0:a"]
    command += ["-c:v", "mpeg4", "-c:a", "pcm_s16le", "-timecode", "10:00:00:00", str(path)]
    subprocess.run(command, input=sound.astype("<f4").tobytes(), check=True)


def synced(songboard, song, clip, listing):
    """Seconds of wall time, (offset, drift, confidence) or None, and what was said."""
    listing.unlink(missing_ok=True)
    start = time.monotonic()
    run = subprocess.run([songboard, "sync", str(song), str(clip), "-o", str(listing)], capture_output=True, text=True)
    wall = time.monotonic() - start
    if run.returncode == 1 and not listing.exists():
        return wall, None, run.stderr.strip().splitlines()[0].replace(f"{clip}: ", "")
    assert run.returncode == 0, run.stderr
    text = listing.read_text()
    number = {key: float(re.search(rf"{key}:? (-?[0-9.]+)", text)[1]) for key in ["offset", "drift_ppm", "confidence"]}
    for line in ["rate: 25", 'start: "10:00:00:00"', "size: 64x36", "length: "]:
        assert line in text, text
    return wall, (number["offset"], number["drift_ppm"], number["confidence"]), ""


def list_faults(songboard, song, folder):
    """What is wrong with lists of clips that differ in kind."""
    samples = load(song)
    early, late = folder / "early cam.mov", folder / "late.mov"
    video(np.concatenate([np.zeros(2 * RATE, np.float32), samples[: 30 * RATE]]), early)
    video(samples[RATE * 5 : RATE * 40], late)
    desk = folder / "desk.wav"
    soundfile.write(desk, samples[: 20 * RATE], RATE)
    listing = folder / "lists" / "cameras.yaml"

    def run(*words):
        return subprocess.run([songboard, *map(str, words)], capture_output=True, text=True)

    def sync(*words):
        return run("sync", *words, "-o", listing)

    def text():
        return listing.read_text()

    both = sync(song, early, late)
    yield from [] if both.returncode == 0 else [f"two clips: {both.stderr}"]
    for line in ['file: "../early cam.mov"', "offset: 2.000", "offset: -5.000", "length: 32.000", "  late:"]:
        if line not in text():
            yield f"the list lacks {line!r}: {text()}"
    plan = folder / "out"
    cameras = run("run", "multicam", song, "-o", plan, "--set", f"cams.file={listing}", "--set", "cams.missing=gap")
    if cameras.returncode != 0 or '"source"' not in (plan / "sad.json").read_text():
        yield f"the stage cameras does not take the list: {cameras.stderr}"
    with_desk = sync(song, early, desk)
    if with_desk.returncode != 1 or "# not a camera: ../desk.wav: it has no picture (offset 0.000" not in text():
        yield f"sound without pictures: {with_desk.stderr} {text()}"
    mine = text() + "# mine\n"
    listing.write_text(mine)
    refused = sync(song, early, late)
    if refused.returncode != 64 or text() != mine:
        yield f"a changed list: {refused.stderr}"
    replaced = sync(song, early, late, "--overwrite")
    if replaced.returncode != 0 or (listing.parent / "cameras.yaml.~1~").read_text() != mine or "# mine" in text():
        yield f"a changed list, replaced: {replaced.stderr}"
    clips = sync(early, late)
    if clips.returncode != 0 or "synced to late.mov" not in text() or not re.search(r"early[^@]*offset: 7.000", text()):
        yield f"clips without a song: {clips.stderr} {text()}"
    lost = sync(song, folder / "lost.mov")
    if lost.returncode != 64 or "lost.mov: there is no such file" not in lost.stderr:
        yield f"a clip that is missing: {lost.stderr}"


def place(random, length, seconds):
    """Where in a clip the song starts: before it, within it, or so that the song ends within it."""
    kinds = ["starts"] + (["inside", "ends"] if length > seconds else ["whole"] if seconds > length + 10 else [])
    kind = random.choice(kinds)
    share = random.uniform(0.55, 0.95)
    if kind == "starts":
        return random.uniform(0.05, 0.4) * seconds
    if kind == "ends":
        return -(length - share * seconds)
    return -random.uniform(0, length - seconds) if kind == "inside" else random.uniform(3, seconds - length)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("songboard")
    parser.add_argument("music", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clips", type=int, default=40)
    parser.add_argument("--strangers", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=int, default=1200)
    parser.add_argument("--only", type=int, nargs="*", help="these clips alone, counted from 1")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    paths = sorted(path for path in options.music.glob("*.ogg") if soundfile.info(path).duration > 70)
    paths = [path for path in paths if path.stem not in VERSIONS]
    lengths = [length for length in LENGTHS if length <= options.longest]
    clip, listing = options.folder / "clip.mov", options.folder / "cameras.yaml"
    right, unsure, faults = 0, 0, []
    for number in range(options.clips + options.strangers):
        if options.only and number + 1 not in options.only:
            continue
        random = np.random.default_rng([options.seed, number])
        is_stranger = number >= options.clips
        first, second = random.permutation(len(paths))[:2]
        song, other = load(paths[first]), load(paths[second])
        seconds = lengths[number % len(lengths)] if not is_stranger else min(120, random.choice(lengths))
        source = other if is_stranger else song
        offset = place(random, len(source) / RATE, seconds)
        drift = random.choice([-50, 50, 50, -50, 20, -100, 0])
        beside = None if random.random() < 0.5 or is_stranger else other
        sound, kind = recording(random, source, seconds, offset, drift, beside)
        video(sound, clip)
        wall, found, reason = synced(options.songboard, paths[first], clip, listing)
        name = f"{'stranger' if is_stranger else number + 1:>8} {paths[first].stem[:18]:18} {seconds:5} s"
        truth = f"room {kind}, offset {offset:9.3f}, drift {drift:4}"
        if found is None:
            unsure += not is_stranger
            print(f"{name}  {truth}: unsure: {reason[:90]} ({wall:.2f} s)", flush=True)
        else:
            late, off = 1000 * (found[0] - offset), found[1] - drift
            is_right = abs(late) <= 5 and abs(off) <= 5 and not is_stranger
            right += is_right
            if not is_right:
                faults.append(f"{name} is told as {found}")
            words = f"{late:+7.2f} ms, {off:+6.2f} ppm, confidence {found[2]:.2f} ({wall:.2f} s)"
            print(f"{name}  {truth}: {words}{'' if is_right else '  WRONG'}", flush=True)
        if seconds == 1200:
            # Of the processor, which is no less than on an idle machine's clock: others may work here, too.
            before = os.times()
            synced(options.songboard, paths[first], clip, listing)
            after = os.times()
            used = after.children_user + after.children_system - before.children_user - before.children_system
            print(f"{'':8} 20 minutes take {used:.2f} s of a processor", flush=True)
            if used > 3:
                faults.append(f"{name} takes {used:.2f} s")
    faults += list_faults(options.songboard, options.music / "sad.ogg", options.folder)
    print(f"{right} of {options.clips} clips within 5 ms and 5 ppm, {unsure} unsure, {len(faults)} faults")
    if right < int(0.95 * options.clips):
        faults.append(f"only {right} of {options.clips} clips are right")
    for fault in faults:
        print(f"FAULT: {fault}")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
