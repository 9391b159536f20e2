#!/usr/bin/env python3
"""Compares songboard's features with librosa 0.11.0's on real songs of five codecs.

    python3 Tests/Features/compare_codecs.py [--songs 5] SONGBOARD FOLDER...

Takes songs from the folders of music and below them: so many that are Vorbis, Opus and MP3 already, and as many that
ffmpeg transcodes to FLAC and WAV, and to what the folders have too few of. A song is taken once. Both sides hear the same
samples: the system's libsndfile decodes for both; what it cannot open, ffmpeg decodes for both, at the file's own rate.
Prints the worst deviation per codec, in how many songs tuning, onsets, beats and tempo are identical, and each exception;
exits with 1 if a song is beyond a tolerance, or there are too few songs.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

import librosa
import numpy as np
import soundfile

from compare_librosa import RATE, TOLERANCES, deviations, reference

PIPELINE = pathlib.Path(__file__).parents[2] / "pipelines/features.yaml"
ENDINGS = {"Vorbis": "ogg", "Opus": "opus", "MP3": "mp3", "FLAC": "flac", "WAV": "wav"}
CODINGS = {
    "Vorbis": ["libvorbis", "-q:a", "5"],
    "Opus": ["libopus", "-b:a", "128k"],
    "MP3": ["libmp3lame", "-b:a", "192k"],
    "FLAC": ["flac"],
    "WAV": ["pcm_s16le"],
}
EXACT = [name for name, tolerance in TOLERANCES.items() if tolerance == 0]
CLOSE = [name for name in TOLERANCES if name not in EXACT]


def found_songs(folders):
    """The songs in the folders by codec, as the ends of their names tell, in order of their names."""
    songs = {codec: [] for codec in CODINGS}
    for folder in folders:
        for codec, ending in ENDINGS.items():
            songs[codec] += sorted(pathlib.Path(folder).rglob(f"*.{ending}"))
    return songs


def collect(folders, count, work):
    """Puts `count` songs per codec into a folder and gives their paths by codec."""
    songs = found_songs(folders)
    own = {codec: files[:count] for codec, files in songs.items()}
    spare = collections.deque(file for codec, files in songs.items() for file in files[count:])
    chosen = {}
    for codec, files in own.items():
        chosen[codec] = []
        for file in files:
            chosen[codec].append(work / f"{codec}-{file.name}")
            chosen[codec][-1].symlink_to(file.resolve())
        while len(chosen[codec]) < count:
            if not spare:
                sys.exit(f"compare_codecs: too few songs for {count} of each codec")
            source = spare.popleft()
            chosen[codec].append(work / f"{codec}-{source.stem}.{ENDINGS[codec]}")
            command = ["ffmpeg", "-v", "error", "-i", source, "-vn", "-c:a", *CODINGS[codec], chosen[codec][-1]]
            subprocess.run(command, check=True)
    return chosen


def ffmpeg_samples(song):
    """What ffmpeg decodes, at the file's rate, mixed and resampled by librosa."""
    probe = ["ffprobe", "-v", "error", "-select_streams", "a:0", "-show_entries", "stream=sample_rate,channels", "-of", "json"]
    stream = json.loads(subprocess.run([*probe, song], check=True, capture_output=True).stdout)["streams"][0]
    decode = ["ffmpeg", "-v", "error", "-i", song, "-map", "0:a:0", "-f", "f32le", "-c:a", "pcm_f32le", "-"]
    values = np.frombuffer(subprocess.run(decode, check=True, capture_output=True).stdout, dtype="<f4")
    mono = librosa.to_mono(values.reshape(-1, stream["channels"]).T)
    return librosa.resample(mono, orig_sr=int(stream["sample_rate"]), target_sr=RATE)


def samples(song):
    """What librosa hears of a song, and what decodes it."""
    try:
        soundfile.info(song)
    except soundfile.LibsndfileError:
        return ffmpeg_samples(song), "ffmpeg"
    return librosa.load(song, sr=RATE, mono=True)[0], "libsndfile"


def main():
    parser = argparse.ArgumentParser(description="Compares the features of songs of five codecs with librosa's.")
    parser.add_argument("songboard", type=pathlib.Path)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--songs", type=int, default=5, help="how many per codec")
    options = parser.parse_args()
    if librosa.__version__ != "0.11.0":
        sys.exit(f"compare_codecs: needs librosa 0.11.0, found {librosa.__version__}")
    warnings.simplefilter("ignore")
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        chosen = collect(options.folders, options.songs, work)
        songs = [song for files in chosen.values() for song in files]
        subprocess.run([options.songboard, "run", PIPELINE, *songs, "-o", work / "ours"], check=True, stderr=subprocess.DEVNULL)
        decoders = {codec: set() for codec in chosen}
        for codec, files in chosen.items():
            for song in files:
                heard, decoder = samples(song)
                decoders[codec].add(decoder)
                with np.load(next((work / "ours").rglob(f"{song.stem.replace('[', '[[]')}.npz"))) as ours:
                    found[codec, song.name] = deviations(ours, reference(heard))
                row = found[codec, song.name]
                for name in exceeded(row):
                    print(f"exception: {song.name} ({decoder}): {name} {row.get(name, np.inf):.2g}")
    report(found, decoders)
    return 1 if any(exceeded(row) for row in found.values()) else 0


def exceeded(row):
    """The features of a song that are beyond their tolerances, or that could not be compared."""
    return [name for name in TOLERANCES if not row.get(name, np.inf) <= TOLERANCES[name]]


def report(found, decoders):
    """Prints a row per codec, and one of all."""
    print(f"| codec, decoder | songs | {' | '.join(f'{name}, worst' for name in CLOSE)} | {' | '.join(f'{name} identical' for name in EXACT)} |")
    print("|" + "---|" * (2 + len(TOLERANCES)))
    for name in [*decoders, "all"]:
        rows = [row for (codec, _), row in found.items() if name in (codec, "all")]
        title = f"{name}, {' and '.join(sorted(decoders[name]))}" if name in decoders else name
        worst = [f"{max(row.get(feature, np.inf) for row in rows):.0e}" for feature in CLOSE]
        same = [str(sum(row[feature] == 0 for row in rows)) for feature in EXACT]
        print(f"| {' | '.join([title, str(len(rows)), *worst, *same])} |")


if __name__ == "__main__":
    sys.exit(main())
