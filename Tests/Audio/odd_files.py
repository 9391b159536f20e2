"""Makes broken and odd sound files, each with the statuses that a run may give it."""
import os
import struct
import subprocess

import numpy
import soundfile

RATE = 44_100
OK = ("ok",)
CUT = ("truncated",)
# Where the end and damage look alike to the decoder.
CUT_OR_DAMAGED = ("truncated", "corrupt")
DAMAGED = ("corrupt",)
NOTHING = ("empty",)
UNKNOWN = ("unsupported",)
SENSELESS = ("unsupported", "corrupt")


def tune(seconds, rate=RATE, channels=2):
    """Clicks at 120 bpm over a chord: enough for every stage to find something."""
    t = numpy.arange(int(seconds * rate)) / rate
    chord = sum(numpy.sin(2 * numpy.pi * f * t) for f in (220, 277.2, 329.6)) * 0.1
    clicks = numpy.exp(-40 * (t % 0.5)) * numpy.random.default_rng(1).standard_normal(len(t)) * 0.2
    return numpy.stack([chord + clicks] * channels, axis=1).astype(numpy.float32)


def ffmpeg(target, *arguments):
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *map(str, arguments), target], check=True)


def wav_header(size, *, channels=1, rate=8000, bits=8, coding=1, riff=None):
    frame = channels * bits // 8
    fields = struct.pack("<HHIIHH", coding, channels, rate, min(rate * frame, 2**32 - 1), frame, bits)
    riff = min(36 + size, 2**32 - 1) if riff is None else riff
    return b"RIFF" + struct.pack("<I", riff) + b"WAVEfmt " + struct.pack("<I", 16) + fields + b"data" + struct.pack(
        "<I", size)


def make_long_song(folder, hours):
    """8 bits at 8 kHz, one constant: a file with a hole in it, which takes no room on the disk."""
    path = folder / "long.wav"
    size = int(hours * 3600 * 8000)
    with open(path, "wb") as file:
        file.write(wav_header(size))
        file.truncate(44 + size)
    return path


class Corpus:
    def __init__(self, folder):
        self.folder = folder
        self.cases = {}
        # The file whose length an odd one must have, by name.
        self.likes = {}

    def path(self, name, statuses):
        assert not any(os.path.splitext(n)[0] == os.path.splitext(name)[0] for n in self.cases), name
        self.cases[name] = statuses
        return self.folder / name

    def bytes(self, name, statuses, content):
        self.path(name, statuses).write_bytes(content)

    def like(self, plain, name, content):
        """A file that is odd, but holds all of a plain one's sound."""
        self.likes[name] = plain
        self.bytes(name, OK, content)

    def sound(self, name, statuses, samples, rate=RATE, **options):
        soundfile.write(self.path(name, statuses), samples, rate, **options)

    def ffmpeg(self, name, statuses, *arguments):
        ffmpeg(self.path(name, statuses), *arguments)

    def read(self, name):
        return (self.folder / name).read_bytes()

    def cut(self, name, statuses, shares=(0.3, 0.7, 0.99)):
        stem, ending = os.path.splitext(name)
        whole = self.read(name)
        for share in shares:
            self.bytes(f"{stem}-cut-{round(share * 100)}{ending}", statuses, whole[: int(len(whole) * share)])

    def flip(self, name, statuses, place=0.5, count=40):
        stem, ending = os.path.splitext(name)
        content = bytearray(self.read(name))
        start = int(len(content) * place)
        for index in range(start, start + count):
            content[index] ^= 0x5A
        self.bytes(f"{stem}-flip{ending}", statuses, content)


def make_corpus(folder):
    """Makes the files in a folder; gives the statuses that each may have, and the file that an odd one is as long as."""
    corpus = Corpus(folder)
    source = folder.parent / "source.wav"
    soundfile.write(source, tune(6), RATE)
    picture = folder.parent / "cover.jpg"
    ffmpeg(picture, "-f", "lavfi", "-i", "testsrc=s=64x64", "-frames:v", "1")
    video = ["-f", "lavfi", "-i", "testsrc=s=64x64:r=10:d=6"]
    add_whole(corpus, source, video)
    add_cut(corpus)
    add_damaged(corpus)
    add_no_sound(corpus, picture, video)
    add_headers(corpus)
    add_odd_sound(corpus)
    add_odd_files(corpus, source, picture)
    add_odd_but_whole(corpus)
    return corpus.cases, corpus.likes


def add_whole(corpus, source, video):
    audio = ["-i", source, "-map_metadata", "-1"]
    for name, options in {
        "wav.wav": [], "flac.flac": [], "aiff.aiff": [], "caf.caf": [], "w64.w64": [], "au.au": [],
        "ogg.ogg": ["-c:a", "libvorbis"], "opus.opus": ["-c:a", "libopus"], "mp3.mp3": ["-b:a", "96k"],
        "m4a.m4a": ["-movflags", "faststart"], "m4a-moov-last.m4a": [],
        "alac.m4a": ["-c:a", "alac", "-movflags", "faststart"], "aac.aac": [], "wma.wma": [], "ac3.ac3": [],
        "wavpack.wv": [], "webm.webm": ["-c:a", "libopus"], "mka.mka": ["-c:a", "libvorbis"], "avi.avi": [],
        "mp3-vbr-no-header.mp3": ["-q:a", "4", "-write_xing", "0", "-id3v2_version", "0"],
        "adpcm.wav": ["-c:a", "adpcm_ms"], "mulaw.au": ["-c:a", "pcm_mulaw"],
    }.items():
        corpus.ffmpeg(name, OK, *audio, *options)
    av = [*video, "-i", source, "-map", "0:v", "-map", "1:a"]
    corpus.ffmpeg("video.mp4", OK, *av, "-c:v", "mpeg4", "-movflags", "faststart")
    corpus.ffmpeg("video-2.mkv", OK, *av, "-map", "1:a", "-c:v", "mpeg4")
    corpus.ffmpeg("video-3.webm", OK, *av, "-c:v", "libvpx", "-c:a", "libopus")
    corpus.ffmpeg("theora.ogg", OK, *av, "-c:v", "libtheora", "-c:a", "libvorbis")


def add_cut(corpus):
    for name in ("wav.wav", "flac.flac", "aiff.aiff", "caf.caf", "w64.w64", "ogg.ogg", "opus.opus", "mp3.mp3", "webm.webm"):
        corpus.cut(name, CUT)
    for name in ("m4a.m4a", "m4a-moov-last.m4a", "video.mp4"):
        corpus.cut(name, CUT, (0.7, 0.99))
    for name in ("wma.wma", "aac.aac", "wavpack.wv", "avi.avi"):
        corpus.cut(name, CUT_OR_DAMAGED, (0.5,))
    for name in ("wav.wav", "flac.flac", "ogg.ogg", "mp3.mp3", "m4a.m4a"):
        stem, ending = os.path.splitext(name)
        corpus.bytes(f"{stem}-head{ending}", SENSELESS + CUT + NOTHING, corpus.read(name)[:40])


def add_damaged(corpus):
    for name in ("flac.flac", "ogg.ogg", "opus.opus", "m4a.m4a", "ac3.ac3", "wavpack.wv"):
        corpus.flip(name, DAMAGED)
    # Within a frame an MP3 has no checksum, and samples as such have none.
    for name in ("mp3.mp3", "wma.wma", "webm.webm", "wav.wav"):
        corpus.flip(name, OK + DAMAGED)
    mp3 = corpus.read("mp3.mp3")
    middle = len(mp3) // 2
    corpus.bytes("mp3-hole.mp3", DAMAGED, mp3[:middle] + bytes(3000) + mp3[middle + 3000 :])
    corpus.bytes("mp3-junk.mp3", DAMAGED, mp3[:middle] + b"junk" * 800 + mp3[middle:])
    for name, statuses in (
        ("flac.flac", DAMAGED), ("ogg.ogg", DAMAGED), ("m4a.m4a", CUT_OR_DAMAGED), ("wma.wma", CUT_OR_DAMAGED),
    ):
        stem, ending = os.path.splitext(name)
        content = corpus.read(name)
        corpus.bytes(f"{stem}-hole{ending}", statuses, content[: len(content) // 2] + content[len(content) // 2 + 5000 :])


def add_no_sound(corpus, picture, video):
    corpus.bytes("no-bytes.wav", NOTHING, b"")
    corpus.bytes("one-byte.mp3", UNKNOWN, b"\xff")
    corpus.bytes("text.mp3", UNKNOWN, b"This is a text, not a song.\n" * 100)
    corpus.bytes("text-file.txt", UNKNOWN + NOTHING, b"This is a text, not a song.\n" * 100)
    corpus.bytes("zeros.mp3", UNKNOWN, bytes(100_000))
    corpus.bytes("random.flac", UNKNOWN, numpy.random.default_rng(7).bytes(100_000))
    corpus.bytes("picture.mp3", UNKNOWN + NOTHING, picture.read_bytes())
    corpus.bytes("id3-only.mp3", UNKNOWN + NOTHING, b"ID3\x04\0\0\0\0\x0f\x76" + bytes(2038))
    corpus.bytes("list-of-songs.m4a", UNKNOWN, b"#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\nwav.wav\n#EXT-X-ENDLIST\n")
    corpus.bytes("list-of-web.m4a", UNKNOWN, b"#EXTM3U\n#EXTINF:6,\nhttp://localhost:9/a.ts\n#EXT-X-ENDLIST\n")
    corpus.bytes("concat-list.wv", UNKNOWN, b"ffconcat version 1.0\nfile wav.wav\n")
    corpus.ffmpeg("silent-film.mov", NOTHING, *video, "-c:v", "mpeg4")
    corpus.ffmpeg("silent-film.2.webm", NOTHING, *video, "-c:v", "libvpx")
    corpus.sound("no-frames.wav", NOTHING, tune(0))
    corpus.sound("no-frames-2.flac", NOTHING, tune(0))
    os.symlink("nowhere.flac", corpus.path("dangling.flac", ("failed",)))
    os.mkfifo(corpus.path("pipe.wav", ("failed",)))


def add_headers(corpus):
    body = bytes([128, 200, 128, 56]) * 4000
    size = len(body)
    for name, statuses, header in (
        ("promises-more.wav", CUT, wav_header(size * 10)),
        ("size-unknown.wav", OK, wav_header(2**32 - 1, riff=2**32 - 1)),
        ("no-channels.wav", SENSELESS, wav_header(size, channels=0)),
        ("many-channels.wav", SENSELESS + NOTHING, wav_header(size, channels=60_000)),
        ("rate-0.wav", SENSELESS, wav_header(size, rate=0)),
        ("rate-2-GHz.wav", SENSELESS, wav_header(size, rate=2_000_000_000)),
        ("bits-0.wav", SENSELESS, wav_header(size, bits=0)),
        ("bits-77.wav", SENSELESS, wav_header(size, bits=77)),
        ("coding-nonsense.wav", SENSELESS, wav_header(size, coding=0x7777)),
        ("no-data-chunk.wav", SENSELESS, wav_header(size).replace(b"data", b"dada")),
    ):
        corpus.bytes(name, statuses, header + body)
    flac = bytearray(corpus.read("flac.flac"))
    flac[21:26] = bytes([flac[21] | 0x0F, 0xFF, 0xFF, 0xFF, 0xFF])
    corpus.bytes("promises-2.flac", CUT_OR_DAMAGED, flac)


def add_odd_sound(corpus):
    song = tune(3)
    for name, value in (("nan", numpy.nan), ("inf", numpy.inf), ("minus-inf", -numpy.inf)):
        odd = song.copy()
        odd[RATE : RATE + 10] = value
        corpus.sound(f"{name}.wav", DAMAGED, odd, subtype="FLOAT")
    corpus.sound("loud-1e30.wav", OK, song * 1e30, subtype="FLOAT")
    corpus.sound("loud-1e12.wav", OK, song * 1e12, subtype="FLOAT")
    corpus.sound("faint-1e-30.wav", OK, song * 1e-30, subtype="FLOAT")
    corpus.sound("silence.wav", OK, numpy.zeros((RATE * 10, 2)))
    corpus.sound("constant.wav", OK, numpy.full((RATE * 5, 1), 0.7))
    corpus.sound("clipped.wav", OK, numpy.clip(song * 30, -1, 1))
    corpus.sound("tenth-of-a-second.wav", OK, tune(0.1))
    corpus.sound("tenth-of-a-second-2.ogg", OK, tune(0.1))
    corpus.sound("one-sample.wav", OK, tune(1 / RATE))
    corpus.sound("mono.flac", OK, tune(3, channels=1))
    corpus.sound("channels-3.wav", OK, tune(3, channels=3))
    corpus.sound("channels-8.wav", OK, tune(3, channels=8))
    corpus.sound("channels-8-flac.flac", OK, tune(3, channels=8))
    for subtype in ("PCM_U8", "PCM_24", "PCM_32", "DOUBLE", "ALAW"):
        corpus.sound(f"{subtype.lower()}.wav", OK, song, subtype=subtype)
    for rate in (8_000, 11_025, 96_000, 192_000):
        corpus.sound(f"rate-{rate}.flac", OK, tune(3, rate=rate), rate)
    corpus.ffmpeg("channels-6.m4a", OK, "-i", corpus.folder / "channels-8.wav", "-ac", "6")


def add_odd_files(corpus, source, picture):
    for name, original in (
        ("flac-called.mp3", "flac.flac"), ("mp3-called.wav", "mp3.mp3"), ("m4a-called.flac", "m4a.m4a"),
        ("wav-called-nothing", "wav.wav"), ("-y.m4a", "m4a.m4a"), ("http:name.m4a", "m4a.m4a"),
        ("%d name 'quoted' \"twice\".m4a", "m4a.m4a"), ("müsik 音.m4a", "m4a.m4a"), ("line\nbreak.m4a", "m4a.m4a"),
    ):
        corpus.bytes(name, OK, corpus.read(original))
    ogg, opus, mp3 = (corpus.read(name) for name in ("ogg.ogg", "opus.opus", "mp3.mp3"))
    ffmpeg(corpus.folder.parent / "second.ogg", "-ss", "1", "-i", source, "-c:a", "libvorbis")
    second = (corpus.folder.parent / "second.ogg").read_bytes()
    corpus.bytes("chained.ogg", OK, ogg + second)
    corpus.bytes("chained.2.opus", OK, opus + opus)
    corpus.bytes("chained-codecs.ogg", SENSELESS, ogg + opus)
    corpus.bytes("two-songs.mp3", OK + DAMAGED, mp3 + mp3)
    corpus.bytes("tagged-at-the-end.mp3", OK, mp3 + b"TAG" + b"x" * 125)
    cover = ["-i", source, "-i", picture, "-map", "0:a", "-map", "1:v", "-disposition:v", "attached_pic"]
    corpus.ffmpeg("cover.mp3", OK, *cover)
    corpus.ffmpeg("cover-2.m4a", OK, *cover, "-c:v", "copy")
    corpus.ffmpeg("cover-3.flac", OK, *cover, "-c:v", "copy")


ID3V1 = b"TAG" + b"x" * 125
ID3V2 = b"ID3\3\0\0\0\0\0\x11TIT2\0\0\0\x07\0\0\0title."
APE = b"APETAGEX" + struct.pack("<IIII", 2000, 32, 0, 0) + bytes(8)


def add_odd_but_whole(corpus):
    mp3, flac, ogg, wav = (corpus.read(name) for name in ("mp3.mp3", "flac.flac", "ogg.ogg", "wav.wav"))
    if mp3[:3] == b"ID3":
        mp3 = mp3[10 + (mp3[6] << 21 | mp3[7] << 14 | mp3[8] << 7 | mp3[9]) :]
    text = b"remains of a tag" * 30
    for name, head in {"tag-zeros": ID3V2 + bytes(2048), "tag-text": ID3V2 + text, "two-tags": ID3V2 * 2,
                       "front-zeros": bytes(2048), "front-ape": APE * 2}.items():
        corpus.like("mp3.mp3", f"{name}-mp3.mp3", head + mp3)
    for name, tail in {"id3v1": ID3V1, "ape": APE, "both": APE + ID3V1, "end-zeros": bytes(5000), "end-text": text}.items():
        corpus.like("mp3.mp3", f"{name}-mp3.mp3", mp3 + tail)
        corpus.like("flac.flac", f"{name}-flac.flac", flac + tail)
        corpus.like("m4a.m4a", f"{name}-m4a.m4a", corpus.read("m4a.m4a") + tail)
    for plain in ("flac.flac", "wav.wav", "aiff.aiff", "ogg.ogg", "m4a.m4a"):
        stem, ending = os.path.splitext(plain)
        corpus.like(plain, f"tag-front-{stem}{ending}", ID3V2 + corpus.read(plain))
    last = bytearray(ogg[ogg.rfind(b"OggS") :])
    last[5] &= ~4
    last[22:26] = bytes(4)
    last[22:26] = struct.pack("<I", ogg_checksum(last))
    ogg = ogg[: ogg.rfind(b"OggS")] + last
    corpus.like("ogg.ogg", "no-end-flag.ogg", ogg)
    corpus.like("ogg.ogg", "no-end-flag-zeros.ogg", ogg + bytes(999))
    data = wav.find(b"data") + 4
    for name, form, size in (("0", 0, 0), ("form", None, 0), ("ff", 2**32 - 1, 2**32 - 1), ("36", 36, 0),
                             ("more", None, len(wav) - data - 4 + 8)):
        odd = bytearray(wav)
        odd[data : data + 4] = struct.pack("<I", size)
        if form is not None:
            odd[4:8] = struct.pack("<I", form)
        corpus.like("wav.wav", f"size-{name}-wav.wav", odd)
    au = bytearray(corpus.read("au.au"))
    au[8:12] = bytes(4)
    corpus.like("au.au", "size-0-au.au", au)
    layer3 = corpus.folder.parent / "layer3.wav"
    ffmpeg(layer3, "-i", corpus.folder / "wav.wav", "-c:a", "libmp3lame", "-b:a", "128k")
    corpus.bytes("mp3-in-wave.wav", OK, layer3.read_bytes())
    corpus.cut("mp3-in-wave.wav", CUT, (0.5,))


def ogg_checksum(page):
    register = 0
    for byte in page:
        register ^= byte << 24
        for _ in range(8):
            register = (register << 1 ^ (0x04C11DB7 if register & 0x80000000 else 0)) & 0xFFFFFFFF
    return register
