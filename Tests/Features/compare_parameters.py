#!/usr/bin/env python3
"""Compares songboard's feature stages with librosa 0.11.0, with their defaults and at two other values per parameter.

    python3 Tests/Features/compare_parameters.py SONGBOARD SONG...

Each case is a stage with settings, and librosa's call for the same. All cases of a song are made in one run. Prints each
case's worst deviation over the songs, relative to the range of librosa's numbers; exits with 1 if one is beyond its tolerance.

librosa transforms in double precision and rounds the result to single, songboard transforms in single precision. Flatness
and contrast take the logarithm of bins 140 dB under the loudest, in which codecs and resampling leave nothing but that
rounding. So ours may be four times as far from librosa's as librosa's own are with a transform in single precision.
"""
import pathlib
import subprocess
import sys
import tempfile
import warnings

import librosa
import numpy as np
import scipy.fft

RATE = 22050
FEATURE = librosa.feature
# Spectra that several cases start from: songboard's settings and librosa's arguments of stft.
SPECTRA = {
    "spectrum": ({}, {}),
    "n1024": ({"n_fft": 1024, "hop": 512}, {"n_fft": 1024, "hop_length": 512}),
    "n4096": ({"n_fft": 4096, "hop": 1024}, {"n_fft": 4096, "hop_length": 1024}),
    "hop441": ({"hop": 441}, {"hop_length": 441}),
    "hop2048": ({"hop": 2048}, {"hop_length": 2048}),
    "hamming": ({"window": "hamming"}, {"window": "hamming"}),
    "blackman": ({"window": "blackman"}, {"window": "blackman"}),
    "blackmanharris": ({"window": "blackmanharris"}, {"window": "blackmanharris"}),
    "boxcar": ({"window": "boxcar"}, {"window": "boxcar"}),
    "win1024": ({"win_length": 1024}, {"win_length": 1024}),
    "win1501": ({"win_length": 1501}, {"win_length": 1501}),
    "reflect": ({"pad_mode": "reflect"}, {"pad_mode": "reflect"}),
    "edge": ({"pad_mode": "edge"}, {"pad_mode": "edge"}),
    "linear_ramp": ({"pad_mode": "linear_ramp"}, {"pad_mode": "linear_ramp"}),
}
POOLED = {"mean": np.mean, "std": np.std, "min": np.min, "max": np.max, "median": np.median}


class Song:
    """librosa's spectra of a song, made once."""

    def __init__(self, path):
        self.y, _ = librosa.load(path, sr=RATE, mono=True)
        self.magnitudes = {}
        frames = librosa.util.frame(np.pad(self.y, 1024), frame_length=2048, hop_length=512)
        window = librosa.filters.get_window("hann", 2048).astype(np.float32)
        self.single_magnitude = np.abs(scipy.fft.rfft(frames * window[:, None], axis=0))
        assert self.single_magnitude.dtype == np.float32

    def magnitude(self, name="spectrum", single=False):
        if single:
            return self.single_magnitude
        if name not in self.magnitudes:
            arguments = {"n_fft": 2048, "hop_length": 512} | SPECTRA[name][1]
            self.magnitudes[name] = np.abs(librosa.stft(self.y, **arguments))
        return self.magnitudes[name]

    def power(self, name="spectrum"):
        return self.magnitude(name) ** 2

    def mel(self, **arguments):
        return FEATURE.melspectrogram(S=self.power(), sr=RATE, **arguments)

    def onset(self):
        return librosa.onset.onset_strength(y=self.y, sr=RATE)


def pooled(rows, edges, names):
    """Statistics of the rows from edge to edge, a row each."""
    return np.array([np.concatenate([POOLED[name](rows[a:b], axis=0) for name in names]) for a, b in zip(edges, edges[1:])])


def by_second(song, names, period=1.0):
    rows = song.mel().T
    edges = np.ceil(np.arange(0, len(rows) / (RATE / 512) + period, period) * (RATE / 512) - 1e-6).astype(int)
    edges = np.unique(np.minimum(edges, len(rows)))
    return pooled(rows, edges, names).T


def by_beat(song, arrays, names):
    # librosa begins at frame 0 anyway, but takes no empty list of beats.
    frames = np.append(0, librosa.time_to_frames(arrays["beats"] + 1e-6, sr=RATE, hop_length=512)).astype(int)
    rows = song.mel()
    parts = [librosa.util.sync(rows, frames, aggregate=POOLED[name]) for name in names]
    edges = librosa.util.fix_frames(frames, x_min=0, x_max=rows.shape[1])
    times = edges * 512 / RATE
    return np.concatenate([[times[:-1], times[1:]], *parts])


def tuning(song, bins):
    return librosa.estimate_tuning(S=song.power(), sr=RATE, bins_per_octave=bins)


def cases():
    """(name, stage, settings, wires, librosa's call, tolerance).

    The call takes the song and songboard's arrays; or, where the tolerance is "noise", whether to transform in single precision.
    """
    result = []

    def case(name, stage, settings, wires, reference, tolerance=1e-5):
        result.append((name, stage, settings, wires, reference, tolerance))

    for name in SPECTRA:
        wires = {"spectrum": name}
        case(f"mel_{name}", "mel", {}, wires, lambda song, _, n=name: FEATURE.melspectrogram(S=song.power(n), sr=RATE))
        case(f"centroid_{name}", "centroid", {}, wires,
             lambda song, _, n=name: FEATURE.spectral_centroid(S=song.magnitude(n), sr=RATE), 1e-4)

    for key, value, theirs in [
        ("bands", 40, {"n_mels": 40}), ("bands", 96, {"n_mels": 96}), ("fmin", 50, {"fmin": 50}), ("fmin", 300, {"fmin": 300}),
        ("fmax", 8000, {"fmax": 8000}), ("fmax", 10000, {"fmax": 10000}), ("htk", "true", {"htk": True, "n_mels": 64}),
        ("norm", "none", {"norm": None}),
    ]:
        settings = {key: value} | ({"bands": 64} if key == "htk" else {})
        case(f"mel_{key}_{value}", "mel", settings, {}, lambda song, _, a=theirs: song.mel(**a))
    case("mel_power_1", "mel", {"power": 1}, {}, lambda song, _: FEATURE.melspectrogram(S=song.magnitude(), sr=RATE))

    def chroma(song, **arguments):
        return FEATURE.chroma_stft(S=song.power(), sr=RATE, **arguments)

    case("chroma", "chroma", {}, {}, lambda song, _: chroma(song), 1e-4)
    for key, value, theirs in [
        ("n_chroma", 24, {"n_chroma": 24}), ("n_chroma", 36, {"n_chroma": 36}), ("n_chroma", 7, {"n_chroma": 7}),
        ("tuning", 0, {"tuning": 0.0}), ("tuning", 0.25, {"tuning": 0.25}), ("tuning", -0.4, {"tuning": -0.4}),
        ("norm", 1, {"norm": 1}), ("norm", 2, {"norm": 2}), ("norm", "none", {"norm": None}),
        ("ctroct", 4, {"ctroct": 4}), ("ctroct", 6.5, {"ctroct": 6.5}), ("octwidth", 1, {"octwidth": 1}),
        ("octwidth", 3, {"octwidth": 3}), ("octwidth", "none", {"octwidth": None}),
    ]:
        case(f"chroma_{key}_{value}", "chroma", {key: value}, {}, lambda song, _, a=theirs: chroma(song, **a), 1e-4)

    def mfcc(song, top_db=80.0, **arguments):
        return FEATURE.mfcc(S=librosa.power_to_db(song.mel(), top_db=top_db), **arguments)

    case("mfcc", "mfcc", {}, {}, lambda song, _: mfcc(song))
    for key, value, theirs in [
        ("n_mfcc", 13, {"n_mfcc": 13}), ("n_mfcc", 40, {"n_mfcc": 40}), ("dct_type", 1, {"dct_type": 1}),
        ("dct_type", 3, {"dct_type": 3}), ("norm", "none", {"norm": None}), ("lifter", 22, {"lifter": 22}),
        ("lifter", 40, {"lifter": 40}), ("top_db", 60, {"top_db": 60}), ("top_db", "none", {"top_db": None}),
    ]:
        case(f"mfcc_{key}_{value}", "mfcc", {key: value}, {}, lambda song, _, a=theirs: mfcc(song, **a))
    for kind in 1, 3:
        case(f"mfcc_dct_{kind}_none", "mfcc", {"dct_type": kind, "norm": "none"}, {},
             lambda song, _, k=kind: mfcc(song, dct_type=k, norm=None))

    def bandwidth(song, **arguments):
        return FEATURE.spectral_bandwidth(S=song.magnitude(), sr=RATE, **arguments)

    case("bandwidth", "bandwidth", {}, {}, lambda song, _: bandwidth(song))
    for key, value, theirs in [("p", 1, {"p": 1}), ("p", 3, {"p": 3}), ("norm", "false", {"norm": False})]:
        case(f"bandwidth_{key}_{value}", "bandwidth", {key: value}, {}, lambda song, _, a=theirs: bandwidth(song, **a))

    for share in 0.85, 0.1, 0.95:
        case(f"rolloff_{share}", "rolloff", {"roll_percent": share}, {},
             lambda song, _, s=share: FEATURE.spectral_rolloff(S=song.magnitude(), sr=RATE, roll_percent=s), "bins")

    def flatness(song, single=False, **arguments):
        return FEATURE.spectral_flatness(S=song.magnitude(single=single), **arguments)

    case("flatness", "flatness", {}, {}, flatness, "noise")
    for key, value in [("amin", 1e-6), ("amin", 1e-3), ("power", 1), ("power", 3)]:
        case(f"flatness_{key}_{value}", "flatness", {key: f"{value:f}"}, {},
             lambda song, single, a={key: float(value)}: flatness(song, single, **a), "noise")

    def contrast(song, single=False, **arguments):
        return FEATURE.spectral_contrast(S=song.magnitude(single=single), sr=RATE, **arguments)

    case("contrast", "contrast", {}, {}, contrast, "noise")
    for key, value, theirs in [
        ("fmin", 100, {"fmin": 100}), ("fmin", 300, {"fmin": 300, "n_bands": 5}), ("n_bands", 4, {"n_bands": 4}),
        ("n_bands", 2, {"n_bands": 2}), ("quantile", 0.05, {"quantile": 0.05}), ("quantile", 0.2, {"quantile": 0.2}),
        ("linear", "true", {"linear": True}),
    ]:
        settings = {key: value} | ({"n_bands": 5} if value == 300 else {})
        case(f"contrast_{key}_{value}", "contrast", settings, {},
             lambda song, single, a=theirs: contrast(song, single, **a), "noise")

    for stage, function, extra in [
        ("rms", lambda y, **a: FEATURE.rms(y=y, **a), [("pad_mode", "edge", {"pad_mode": "edge"}), ("pad_mode", "reflect", {"pad_mode": "reflect"})]),
        ("zcr", FEATURE.zero_crossing_rate, []),
    ]:
        for key, value, theirs in [
            ("hop", 512, {}), ("frame_length", 1024, {"frame_length": 1024}), ("frame_length", 1501, {"frame_length": 1501}),
            ("hop", 441, {"hop_length": 441}), ("hop", 1024, {"hop_length": 1024}), *extra,
        ]:
            case(f"{stage}_{key}_{value}", stage, {key: value}, {},
                 lambda song, _, f=function, a=theirs: f(song.y, **a), 1e-5)

    case("tonnetz", "tonnetz", {}, {"chroma": "chroma"}, lambda song, _: FEATURE.tonnetz(chroma=chroma(song)), 1e-4)
    case("tonnetz_24", "tonnetz", {}, {"chroma": "chroma_n_chroma_24"},
         lambda song, _: FEATURE.tonnetz(chroma=chroma(song, n_chroma=24)), 1e-4)

    def tempogram(song, **arguments):
        return FEATURE.tempogram(onset_envelope=song.onset(), sr=RATE, **arguments)

    case("tempogram", "tempogram", {}, {}, lambda song, _: tempogram(song))
    for key, value, theirs in [
        ("win_length", 100, {"win_length": 100}), ("win_length", 345, {"win_length": 345}), ("norm", 2, {"norm": 2}),
        ("norm", "none", {"norm": None}), ("window", "hamming", {"window": "hamming"}), ("window", "boxcar", {"window": "boxcar"}),
    ]:
        case(f"tempogram_{key}_{value}", "tempogram", {key: value}, {}, lambda song, _, a=theirs: tempogram(song, **a))

    names = ["mean", "std", "min", "max", "median"]
    everything = {"statistics": f"[{', '.join(names)}]"}
    case("pool", "pool", {}, {"frames": "[mel]"}, lambda song, _: by_second(song, ["mean", "std"]))
    case("pool_all", "pool", {"period": "250 ms"} | everything, {"frames": "[mel]"},
         lambda song, _: by_second(song, names, 0.25))
    case("pool_slow", "pool", {"period": "3 s", "statistics": "[max]"}, {"frames": "[mel]"},
         lambda song, _: by_second(song, ["max"], 3.0))
    case("pool_beats_default", "pool.beats", {}, {"frames": "[mel]", "beats": "beats"},
         lambda song, arrays: by_beat(song, arrays, ["mean", "std"]))
    case("pool_beats", "pool.beats", everything, {"frames": "[mel]", "beats": "beats"},
         lambda song, arrays: by_beat(song, arrays, names))
    return result


def pipeline(all_cases):
    """A pipeline of all cases, each an array of its name."""
    lines = ["version: 1", "source: {audio: none.wav}", "stages:"]

    def stage(name, use, settings, wires):
        given = ", ".join(f"{key}: {value}" for key, value in settings.items())
        wired = ", ".join(f"{key}: {value}" for key, value in wires.items())
        lines.append(f"  {name}: {{use: {use}, with: {{{given}}}, in: {{{wired}}}}}")

    for name, (settings, _) in SPECTRA.items():
        stage(name, "spectrum", settings, {})
    stage("mel", "mel", {}, {"spectrum": "spectrum"})
    stage("onset", "onset", {}, {"mel": "mel"})
    stage("beats", "beats", {}, {"mel": "mel", "onset": "onset"})
    needed = {"mel": "spectrum", "chroma": "spectrum", "centroid": "spectrum", "bandwidth": "spectrum", "rolloff": "spectrum",
              "flatness": "spectrum", "contrast": "spectrum", "mfcc": "mel", "tempogram": "onset"}
    for name, use, settings, wires, _, _ in all_cases:
        stage(key(name), use, settings, wires or ({needed[use]: needed[use]} if use in needed else {}))
    tunings = "[" + ", ".join(f"{key(f'chroma_n_chroma_{n}')}.tuning" for n in (24,)) + "]"
    lines.append(
        f"  arrays: {{use: write.npz, in: {{frames: [{', '.join(key(case[0]) for case in all_cases)}], "
        f"events: [beats], numbers: {tunings}}}}}")
    return "\n".join(lines) + "\n"


def key(name):
    return name.replace(".", "_").replace("-", "m")


def deviation(ours, theirs, tolerance):
    """The largest difference relative to the range; for rolloff, the part of frames that differ, or 1 if by several bins."""
    ours, theirs = np.atleast_2d(ours.T).astype(float), np.atleast_2d(theirs).astype(float)
    if ours.shape != theirs.shape:
        print(f"  shapes {ours.shape} {theirs.shape}")
        return np.inf
    difference = np.abs(ours - theirs)
    if tolerance == "bins":
        return 1.0 if np.max(difference) > 1.01 * RATE / 2048 else float(np.mean(difference > 0.01))
    return float(np.max(difference) / max(np.ptp(theirs), np.finfo(np.float32).tiny))


def noise(ours, reference, song):
    """How far ours are from librosa's, and how far they may be."""
    theirs = reference(song, False)
    return deviation(ours, theirs, 0), max(1e-5, 4 * deviation(reference(song, True).T, theirs, 0))


def main(songboard, songs):
    if librosa.__version__ != "0.11.0":
        sys.exit(f"compare_parameters: needs librosa 0.11.0, found {librosa.__version__}")
    warnings.simplefilter("ignore")
    all_cases = cases()
    worst = {}
    limits = {case[0]: {"bins": 1e-3, "noise": 1e-5}.get(case[5], case[5]) for case in all_cases}
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "parameters.yaml"
        file.write_text(pipeline(all_cases))
        for number, path in enumerate(songs):
            output = pathlib.Path(folder) / str(number)
            subprocess.run([songboard, "run", file, path, "-o", output], check=True)
            song = Song(path)
            with np.load(next(output.rglob("*.npz"))) as arrays:
                for name, _, _, _, reference, tolerance in all_cases:
                    if tolerance == "noise":
                        found, limit = noise(arrays[key(name)], reference, song)
                    else:
                        found, limit = deviation(arrays[key(name)], reference(song, arrays), tolerance), limits[name]
                    # The song that comes closest to its limit, or goes furthest beyond it.
                    if name not in worst or found / limit > worst[name] / limits[name]:
                        worst[name], limits[name] = found, limit
    failures = 0
    for name, _, _, _, _, tolerance in all_cases:
        verdict = "PASS" if worst[name] <= limits[name] else "FAIL"
        failures += verdict == "FAIL"
        unit = {"bins": " of frames, by a bin", "noise": ", of single precision"}.get(tolerance, "")
        print(f"{verdict} {name}: {worst[name]:.1e}{unit} (of {limits[name]:.1e})")
    print(f"{len(all_cases) - failures} of {len(all_cases)} cases pass on {len(songs)} songs")
    return 1 if failures else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: compare_parameters.py SONGBOARD SONG...")
    sys.exit(main(sys.argv[1], sys.argv[2:]))
