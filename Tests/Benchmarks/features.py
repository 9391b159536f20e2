#!/usr/bin/env python3
"""Measures the features: each stage, songs of each codec from end to end, two jobs against one, and peak memory.

  features.py [--rounds 5] [--only stages,codecs,jobs,memory] FOLDER_OF_PROGRAMS SONG...

The folder holds `songboard` and `FeatureBenchmark`, made by `swift build -c release`. The first song is the one of the
stages; all are coded as WAV, FLAC, Vorbis, Opus and MP3 with ffmpeg. Prints Markdown tables. CPU time, one thread, the
median of the rounds; in each round all programs take turns, so that what else the machine does is shared fairly.

librosa, aubio and audioflux stand beside songboard where they are installed (Tests/Benchmarks/requirements.txt). They get
the samples that librosa.load gives, and a first run that is not counted. What each is asked is written in the functions
whose names begin with its own. librosa's end to end is its loading and all five features, without its start-up of
seconds; songboard's is the whole program: start-up, decoding, hashing, and writing arrays that are synced to the disk.
"""
import os

for pool in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[pool] = "1"

import argparse
import importlib.util
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PIPELINE = REPOSITORY / "pipelines/features.yaml"
RATE = 22050
CODECS = {
    "WAV": ("wav", ["-c:a", "pcm_s16le"]),
    "FLAC": ("flac", ["-c:a", "flac"]),
    "Vorbis": ("ogg", ["-c:a", "libvorbis", "-q:a", "5"]),
    "Opus": ("opus", ["-c:a", "libopus", "-b:a", "128k"]),
    "MP3": ("mp3", ["-c:a", "libmp3lame", "-b:a", "192k"]),
}
# How many times librosa's speed is wanted.
GOALS = {"mel": 3.9, "chroma": 4.7, "onset": 3.0, "all five": 16.0}


def librosa_jobs(librosa, samples):
    def mel():
        librosa.feature.melspectrogram(y=samples, sr=RATE)

    def chroma(tuning=None):
        librosa.feature.chroma_stft(y=samples, sr=RATE, tuning=tuning)

    def onset():
        librosa.onset.onset_strength(y=samples, sr=RATE)

    def beats():
        librosa.onset.onset_detect(y=samples, sr=RATE)
        librosa.beat.beat_track(y=samples, sr=RATE)

    def five():
        mel(), chroma(), onset(), beats()

    return {"mel": mel, "chroma": chroma, "chroma, tuning 0": lambda: chroma(0.0), "onset": onset, "beats": beats,
            "all five": five}


def aubio_jobs(aubio, samples):
    def blocks():
        for first in range(0, len(samples) - 511, 512):
            yield samples[first : first + 512]

    def mel():
        transform, filters = aubio.pvoc(2048, 512), aubio.filterbank(128, 2048)
        filters.set_mel_coeffs(RATE, 0, RATE / 2)
        for block in blocks():
            filters(transform(block))

    def onset():
        detector = aubio.onset("specflux", 2048, 512, RATE)
        for block in blocks():
            detector(block)

    def beats():
        tracker = aubio.tempo("default", 2048, 512, RATE)
        for block in blocks():
            tracker(block)

    return {"mel": mel, "onset": onset, "beats": beats}


def audioflux_jobs(audioflux, samples):
    limits = {"low_fre": 0.0, "high_fre": RATE / 2}

    def mel():
        audioflux.mel_spectrogram(samples, num=128, radix2_exp=11, samplate=RATE, slide_length=512, **limits)

    def chroma():
        audioflux.chroma_linear(samples, radix2_exp=11, samplate=RATE, slide_length=512, **limits)

    return {"mel": mel, "chroma, tuning 0": chroma}


PEERS = {"librosa": librosa_jobs, "aubio": aubio_jobs, "audioflux": audioflux_jobs}


def installed(name):
    if importlib.util.find_spec(name) is None:
        print(f"{name} is not installed and left out", file=sys.stderr)
        return None
    return importlib.import_module(name)


def cpu_clock():
    """This process's CPU time and that of its children: librosa has some files decoded by ffmpeg."""
    return sum(os.times()[:4])


def cpu_time(job):
    start = cpu_clock()
    job()
    return cpu_clock() - start


def child(command):
    """CPU seconds, wall seconds and peak memory in MB of a program."""
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024


def convert(sources, target, *options):
    inputs = [part for source in sources for part in ("-i", str(source))]
    count = len(sources)
    join = "".join(f"[{n}:a]" for n in range(count)) + f"concat=n={count}:v=0:a=1"
    subprocess.run(["ffmpeg", "-v", "error", "-y", *inputs, "-filter_complex", join, *options, str(target)], check=True)


def table(*rows):
    head, *body = rows
    for row in (head, ["---"] * len(head), *body):
        print(f"| {' | '.join(map(str, row))} |")
    print()


def measure_stages(options, folder):
    song = folder / "samples.wav"
    convert(options.songs[:1], song, "-ac", "1", "-ar", str(RATE), "-c:a", "pcm_f32le")
    jobs = {}
    peers = {name: module for name in PEERS if (module := installed(name))}
    if peers:
        import soundfile

        samples, _ = soundfile.read(song, dtype="float32")
        jobs = {(name, job): run for name in peers for job, run in PEERS[name](peers[name], samples).items()}
    for run in jobs.values():
        run()
    times = {}
    for _ in range(options.rounds):
        lines = subprocess.run([options.programs / "FeatureBenchmark", song], check=True, capture_output=True, text=True)
        for name, value in (line.split("\t") for line in lines.stdout.splitlines()):
            times.setdefault(("songboard", name), []).append(float(value))
        for job, run in jobs.items():
            times.setdefault(job, []).append(cpu_time(run))
    median = {job: statistics.median(values) for job, values in times.items()}
    seconds = median.pop(("songboard", "audio"))
    rows = [["stage", "songboard", "share of the floor's speed", *peers, "times librosa", "goal"]]
    for (program, name), value in median.items():
        if program != "songboard":
            continue
        others = [f"{seconds / median[peer, name]:.0f}" if (peer, name) in median else "" for peer in peers]
        ratio = f"{median['librosa', name] / value:.1f}" if ("librosa", name) in median else ""
        share = f"{median['songboard', 'floor'] / value:.0%}"
        rows.append([name, f"{seconds / value:.0f}", share, *others, ratio, GOALS.get(name, "")])
    print(f"Seconds of audio per CPU second, without decoding; one song of {seconds:.0f} s, median of {options.rounds}:\n")
    table(*rows)


def measure_codecs(options, folder):
    files = {}
    for codec, (ending, coding) in CODECS.items():
        files[codec] = []
        for index, song in enumerate(options.songs):
            files[codec].append(folder / f"{codec}-{index}.{ending}")
            convert([song], files[codec][-1], *coding)
    files["mixed"] = [file for codec in CODECS for file in files[codec]]
    librosa, soundfile = installed("librosa"), installed("soundfile")
    if librosa:
        librosa_song(librosa, files["WAV"][0])
    ours, theirs = {}, {}
    for number in range(options.rounds):
        for codec, songs in files.items():
            if codec != "mixed":
                command = [options.programs / "songboard", "run", PIPELINE, *songs, "-o", folder / f"{codec}.{number}"]
                ours.setdefault(codec, []).append(child([*command, "--jobs", "1"])[0])
                if librosa and number < options.peer_rounds:
                    theirs.setdefault(codec, []).append(sum(cpu_time(lambda: librosa_song(librosa, s)) for s in songs))
    seconds = {codec: sum(duration(file) for file in files[codec]) for codec in files}
    ours = {codec: statistics.median(values) for codec, values in ours.items()}
    theirs = {codec: statistics.median(values) for codec, values in theirs.items()}
    for times in (ours, theirs):
        if times:
            times["mixed"] = sum(times.values())
    rows = [["codec", "songboard", "librosa", "times librosa", "goal"]]
    for codec in files:
        peer = [f"{seconds[codec] / theirs[codec]:.0f}", f"{theirs[codec] / ours[codec]:.1f}"] if theirs else ["", ""]
        rows.append([codec, f"{seconds[codec] / ours[codec]:.0f}", *peer, "3.6" if codec == "mixed" else ""])
    print(f"Seconds of audio per CPU second from file to arrays; {len(options.songs)} songs per codec:\n")
    table(*rows)


def librosa_song(librosa, path):
    samples, _ = librosa.load(path, sr=RATE)
    librosa_jobs(librosa, samples)["all five"]()


def duration(path):
    command = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(path)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure_jobs(options, folder):
    songs = []
    for index in range(16):
        song = Path(options.songs[index % len(options.songs)])
        # Copies, as links to one file are one track.
        songs.append(Path(shutil.copy(song, folder / f"job-{index}{song.suffix}")))
    walls = {1: [], 2: []}
    for number in range(options.rounds):
        for jobs in walls:
            output = folder / f"jobs-{jobs}-{number}"
            command = [options.programs / "songboard", "run", PIPELINE, *songs, "-o", output, "--jobs", jobs]
            walls[jobs].append(child(command)[1])
    one, two = min(walls[1]), min(walls[2])
    print(f"Two jobs: {two:.2f} s, one: {one:.2f} s for {len(songs)} songs; {one / two:.2f} times (goal 1.9; best of "
          f"{options.rounds}). Other work on the machine slows two jobs more than one.\n")


def measure_memory(options, folder):
    rows = [["length", "peak memory of features.yaml", "goal"]]
    for name, seconds in {"10 min": 600, "3 h": 3 * 3600}.items():
        file = folder / f"{seconds}.flac"
        known = sum(duration(song) for song in options.songs)
        convert(options.songs * (int(seconds / known) + 1), file, "-ac", "1", "-ar", str(RATE), "-t", str(seconds))
        command = [options.programs / "songboard", "run", PIPELINE, file, "-o", folder / f"memory-{seconds}"]
        rows.append([name, f"{child([*command, '--jobs', '1'])[2]:.0f} MB", "150 MB"])
    table(*rows)


PARTS = {"stages": measure_stages, "codecs": measure_codecs, "jobs": measure_jobs, "memory": measure_memory}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", type=Path)
    parser.add_argument("songs", nargs="+")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer-rounds", type=int, default=1, help="how often librosa runs over each codec")
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(PARTS))
    options = parser.parse_args()
    for name in options.only:
        with tempfile.TemporaryDirectory() as folder:
            PARTS[name](options, Path(folder))


if __name__ == "__main__":
    main()
