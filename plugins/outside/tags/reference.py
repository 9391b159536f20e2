"""The tagger a second time, for the tests alone: whole songs in double precision by librosa and scipy, from the files as the
makers publish them, with their order and their borders. Shares no code with the stage."""

import os

import librosa
import numpy as np
from scipy.signal import convolve, convolve2d, firwin

WINDOWS = [512, 1024, 2048, 4096, 8192, 16384]
FILTERS, HIDDEN, TAGS = 32, 512, 188


def make_folder(folder, filters=FILTERS, hidden=HIDDEN, tags=TAGS, seed=1):
    """A copy of clip2frame with weights made by chance, big enough that tags differ in time."""
    random = np.random.default_rng(seed)
    arrays = []

    def add(*shape):
        arrays.append(random.standard_normal(shape).astype("f4") * np.sqrt(2 / np.prod(shape[1:])))
        arrays.append(random.normal(0, 0.1, shape[0]).astype("f4"))

    for window in WINDOWS:
        add(filters, 1, 8, 128)
        add(filters, filters, 8, 1)
        place = f"{folder}/data/standardizers/logmelspec10000.16000_{window}_512_128.0"
        os.makedirs(place)
        np.save(f"{place}/mean.npy", random.uniform(2, 6, 128))
        np.save(f"{place}/std.npy", random.uniform(1, 4, 128))
    add(hidden, 6 * filters, 1, 1)
    add(hidden, hidden, 1, 1)
    add(tags, hidden, 1, 1)
    arrays.append(np.log(random.uniform(4, 20, tags)).astype("f4"))
    os.makedirs(f"{folder}/data/models")
    np.savez(f"{folder}/data/models/model.20160309_111546.npz", *arrays)
    os.makedirs(f"{folder}/data/data.magnatagatune")
    with open(f"{folder}/data/data.magnatagatune/tag_list.top188.txt", "w") as file:
        file.writelines(f"made tag {number}\n" for number in range(tags))


def lowpassed(sound):
    """Sound at 16 kHz as the stage hears it by default: without what is above 7.25 kHz."""
    return convolve(sound, firwin(193, 7250, window=("kaiser", 9), fs=16000), "same")


def log_mels(sound):
    """A list of [frames, 128] for sound at 16 kHz."""
    options = {"sr": 16000, "hop_length": 512, "n_mels": 128, "pad_mode": "reflect"}
    spectra = [librosa.feature.melspectrogram(y=sound.astype("f8"), n_fft=window, **options) for window in WINDOWS]
    return [np.log(1 + 10000 * power.T) for power in spectra]


def tags(folder, sound, smooth):
    """Rows of tags for sound at 16 kHz."""
    with np.load(f"{folder}/data/models/model.20160309_111546.npz") as file:
        arrays = [file[f"arr_{place}"].astype("f8") for place in range(len(file.files))]
    columns = []
    for scale, frames in enumerate(log_mels(sound)):
        place = f"{folder}/data/standardizers/logmelspec10000.16000_{WINDOWS[scale]}_512_128.0"
        rows = (frames - np.load(f"{place}/mean.npy")) / np.load(f"{place}/std.npy")
        first, first_bias, second, second_bias = arrays[4 * scale : 4 * scale + 4]
        padded = np.pad(rows, ((4, 3), (0, 0)))
        rows = np.stack([convolve2d(padded, each[0], "valid")[:, 0] for each in first], axis=1) + first_bias
        rows = _maxima(np.maximum(rows, 0))
        padded = np.pad(rows, ((4, 3), (0, 0)))
        rows = np.zeros((len(rows), len(second)))
        for out, filters in enumerate(second):
            for column, each in enumerate(filters):
                rows[:, out] += np.convolve(padded[:, column], each[:, 0], "valid")
        columns.append(_maxima(np.maximum(rows + second_bias, 0)))
    rows = np.concatenate(columns, axis=1)
    for weight, bias in (arrays[-7:-5], arrays[-5:-3]):
        rows = np.maximum(rows @ weight[:, :, 0, 0].T + bias, 0)
    rows = 1 / (1 + np.exp(-(rows @ arrays[-3][:, :, 0, 0].T + arrays[-2])))
    return _smoothed(rows, np.exp(arrays[-1])) if smooth else rows


def _maxima(rows):
    return np.stack([rows[start : start + 4].max(axis=0) for start in range(0, len(rows), 4)])


def _smoothed(rows, deviations):
    places = np.arange(-128, 128)
    padded = np.pad(rows, ((128, 127), (0, 0)))
    smoothed = []
    for column, deviation in zip(padded.T, deviations):
        gaussian = np.exp(-(places**2) / (2 * deviation**2)) / (np.sqrt(2 * np.pi) * deviation)
        smoothed.append(convolve(column, gaussian, "valid", method="direct"))
    return np.stack(smoothed, axis=1)
