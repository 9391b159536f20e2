#!/usr/bin/env python3
"""Runs a plan in shards, at once, killed, interrupted and in any order, and compares what is there with one run.

  check_shards.py SONGBOARD PIPELINES                                       all, as in CI
  check_shards.py SONGBOARD PIPELINES --together 50 [--folder FOLDER]       only two processes of one shard, so often

SONGBOARD is the program, PIPELINES the folder with storyboard.yaml; FOLDER may be on a network file system. 40 made songs in 5 shards. Checked: the documents have
the bytes of one run, whatever the order of the shards, and so has the merged record, but for times; two processes of one
shard at once end well, with the same bytes and nothing left over; likewise after kills; an interrupted shard ends with 75
within 5 s, also in the middle of a long song, and of a plugin that hears no signal; tracks that fail are recorded, and so is one that the disk does not give; what a person made stays; a plan of other settings or files is refused;
the stages that see the corpus run afterwards and decode nothing; packs hold the same bytes, also by `submit --pack`, and so does what comes of lines, or is made on
a disk without locks.
"""
import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "Support"))
from journals import attempts, lines_of
from running import Checks, documents, lines, make_songs, reports, run

SONGS, SHARDS, TOGETHER, KILLS = 40, 5, 10, 20
# The statistics of all plans, by a stage that sees the corpus.
STATISTICS = "\n  statistics: {use: statistics, in: {shots: cuts}}\n"
# In place of the system's locks, of both kinds.
NO_LOCKS = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
static int refuse(void) { errno = ENOLCK; return -1; }
int flock(int file, int what) { return refuse(); }
#define FCNTL(name) int name(int file, int what, ...) { \\
    va_list rest; va_start(rest, what); void *value = va_arg(rest, void *); va_end(rest); \\
    if (what == F_GETLK || what == F_SETLK || what == F_SETLKW) return refuse(); \\
    return ((int (*)(int, int, ...)) dlsym(RTLD_NEXT, #name))(file, what, value); }
FCNTL(fcntl)
FCNTL(fcntl64)
"""


class Plans:
    """The commands about a plan."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def do(self, *words, **options):
        return subprocess.run([str(w) for w in (self.program, *words)], capture_output=True, text=True, **options)

    def words(self, plan, shard, output, *more):
        return [str(w) for w in (self.program, "run", "--plan", plan, "--shard", shard, "-o", output, *more)]

    def shard(self, plan, shard, output, *more):
        return subprocess.run(self.words(plan, shard, output, *more), capture_output=True, text=True)


def without_times(line):
    return {key: value for key, value in line.items() if key not in ("run", "time", "timings")}


def left_over(output):
    """Files that were being written."""
    own = output / ".songboard"
    return [str(p.relative_to(own)) for p in own.rglob("*") if p.is_file() and (p.name.startswith("draft-") or "temporary" in p.parts)]


def check_whole(check, plans, plan, wanted, whole):
    merged = []
    for name, order in (("rising", range(SHARDS)), ("falling", reversed(range(SHARDS)))):
        output = plans.folder / name
        codes = [plans.shard(plan, shard, output).returncode for shard in order]
        done = plans.do("merge", plan, "-o", output)
        check(codes == [0] * SHARDS and done.returncode == 0, f"shards in {name} order: exit codes {codes}, merge {done.returncode} {done.stderr}")
        found = {path: digest for path, digest in documents(output).items() if path != "index.sqlite"}
        check(found == wanted, f"{len(found)} documents, the same bytes as of one run")
        merged.append([without_times(line) for line in lines(output)])
        check(not left_over(output), f"nothing is left over {left_over(output)[:3]}")
    check(merged[0] == merged[1], "the merged records are the same but for times")
    tracks = [line["track"] for line in merged[0]]
    check(tracks == sorted(set(tracks)) and len(tracks) == SONGS, "each track stands once in the record, in order")
    check(merged[0] == [without_times(whole[t]) for t in tracks], "and its line is that of one run")
    status = plans.do("status", plan, "-o", plans.folder / "rising")
    check(status.returncode == 0 and status.stdout == "\n", "status: all shards are done")


def check_together(check, plans, plan, wanted, shard, times):
    mine = {json.loads(line)["path"].removesuffix(".wav") for line in (plan / f"tracks/{shard:04}.jsonl").read_text().splitlines()}
    own = {path: digest for path, digest in wanted.items() if Path(path).stem in mine}
    wrong, shared = [], 0
    for round in range(times):
        output = plans.folder / "together"
        both = [subprocess.Popen(plans.words(plan, shard, output, "--jobs", 2), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        said = [process.communicate()[1] for process in both]
        made = [path for path in attempts(output, shard) if '"ok"' in path.read_text()]
        shared += len(made) == 2
        if [p.returncode for p in both] != [0, 0] or documents(output) != own or left_over(output):
            wrong.append((round, [p.returncode for p in both], said, left_over(output)[:3]))
        shutil.rmtree(output)
    check(not wrong and shared, f"two processes of one shard at once, {times} times, in {shared} of which both made tracks: {len(own)} documents each time {wrong[:1] or ''}")


def killed_at_work(plans, plan, shard, output, chance):
    """Whether a process of a shard was killed before its end: a moment after its journal had some lines."""
    process = subprocess.Popen(plans.words(plan, shard, output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = chance.randrange(6)
    while process.poll() is None and lines_of(output, shard, process.pid) < most:
        time.sleep(0.002)
    time.sleep(chance.uniform(0, 0.02))
    process.kill()
    return process.wait() == -signal.SIGKILL


def check_kills(check, plans, plan, wanted):
    output = plans.folder / "killed"
    chance = random.Random(1)
    count, torn, most = 0, [], 0
    for _ in range(10 * KILLS):
        if count == KILLS:
            break
        count += killed_at_work(plans, plan, chance.randrange(SHARDS), output, chance)
        found = documents(output)
        most = max(most, len(found))
        torn += [path for path, digest in found.items() if wanted.get(path) != digest]
        for path in output.glob("*.*"):
            if chance.random() < 0.1 and path.is_file():
                path.unlink()
    check(count == KILLS and not torn and most, f"after each of {count} kills all documents were whole (up to {most}) {torn[:3] or ''}")
    before = plans.do("status", plan, "-o", output)
    codes = [plans.shard(plan, shard, output).returncode for shard in range(SHARDS)]
    merged = plans.do("merge", plan, "-o", output)
    found = {path: digest for path, digest in documents(output).items() if path != "index.sqlite"}
    check(codes == [0] * SHARDS and merged.returncode == 0 and found == wanted, f"run again ({before.stdout.strip() or 'nothing'} was unfinished): the same bytes; merge: {merged.stderr.strip()}")


def check_interruption(check, plans, pipeline):
    # Long enough that each is in the middle of its work.
    songs, plan = plans.folder / "long songs", plans.folder / "long plan"
    make_songs(songs, 8, seconds=300)
    plans.do("plan", pipeline, songs, "--shards", 1, "-o", plan)
    late, codes = 0.0, []
    for round in range(5):
        output = plans.folder / "interrupted" / str(round)
        process = subprocess.Popen(plans.words(plan, 0, output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        # A slow machine may still be starting it.
        while not attempts(output, 0) and process.poll() is None:
            time.sleep(0.005)
        time.sleep(0.1 * round)
        # As an engine does: all processes of the job.
        os.killpg(process.pid, signal.SIGTERM)
        start = time.monotonic()
        codes.append(process.wait())
        late = max(late, time.monotonic() - start)
    failed = [line for journal in (plans.folder / "interrupted").glob("*/.songboard/journals/*") for line in journal.read_text().splitlines() if '"failed"' in line]
    check(set(codes) == {75} and late < 5 and not failed, f"SIGTERM: exit codes {codes} after at most {late:.2f} s, no track failed {failed[:1] or ''}")


def ended(words, folder, is_ready, pause=0.0):
    """The exit code of a command that is asked to end a pause after it is ready, and the seconds that it took to end."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not is_ready() and process.poll() is None:
        time.sleep(0.005)
    time.sleep(pause)
    # As Kubernetes and `sbatch --signal=B` do: only the process itself is told.
    process.send_signal(signal.SIGTERM)
    start = time.monotonic()
    return process.wait(), time.monotonic() - start


def check_long_stages(check, plans, pipeline):
    """One song of an hour, so that a stage is at work for long wherever the signal comes."""
    songs, plan = plans.folder / "hour", plans.folder / "hour plan"
    make_songs(songs, 1, seconds=3600)
    plans.do("plan", pipeline, songs, "--shards", 1, "-o", plan)
    start = time.monotonic()
    plans.shard(plan, 0, plans.folder / "hours" / "whole")
    whole = time.monotonic() - start
    ends = []
    for round in range(8):
        output = plans.folder / "hours" / str(round)
        ends.append(ended(plans.words(plan, 0, output), output, lambda: attempts(output, 0), pause=whole * round / 10))
    codes, late = [code for code, _ in ends], max(seconds for _, seconds in ends)
    # The last may have ended before, where others on the machine made the first run slow.
    check(set(codes) <= {0, 75} and codes.count(75) >= 3 and late < 5, f"SIGTERM in an hour's song of {whole:.1f} s: exit codes {codes} after at most {late:.2f} s")


STUBBORN = """
import signal, time
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE):
    signal.signal(number, signal.SIG_IGN)
def stay():
    open(MARK, "w").write(str(os.getpid()))
    while True:
        try:
            time.sleep(1000)
        except BaseException:
            pass
"""


def check_stubborn_plugin(check, plans, songs):
    """A plugin that ignores signals, the end of its input, and exceptions."""
    folder, plan, output = plans.folder / "stubborn", plans.folder / "stubborn plan", plans.folder / "stubborn out"
    plans.do("new", "plugin", "stubborn", "--language", "python", "-o", folder)
    mark = folder / "mark"
    stage = (folder / "stage.py").read_text().replace("import numpy as np\n", f"import os\nMARK = {str(mark)!r}\n{STUBBORN}import numpy as np\n", 1)
    (folder / "stage.py").write_text(stage.replace("    for block in mel:\n", "    for block in mel:\n        stay()\n"))
    settings = folder / "plugin.yaml"
    settings.write_text(settings.read_text().replace("python3", sys.executable))
    made = plans.do("plan", folder / "pipeline.yaml", songs, "--shards", 1, "-o", plan)
    check(made.returncode == 0, f"a plan with a plugin that hears no signal: {made.stderr.strip()}")
    code, late = ended(plans.words(plan, 0, output), output, lambda: mark.exists() and mark.read_text())
    check(code == 75 and late < 5, f"SIGTERM while a plugin ignores all: exit code {code} after {late:.2f} s")
    time.sleep(0.5)
    left = Path(f"/proc/{mark.read_text()}")
    check(not left.exists() or "State:\tZ" in (left / "status").read_text(), "and the plugin is gone")
    failed = [line for path in attempts(output, 0) for line in path.read_text().splitlines()]
    check(not failed, f"nothing is recorded of its track {failed[:1] or ''}")


def check_faults(check, plans, pipeline, songs, wanted):
    """A song that is none, one that changes after the plan is made, one that goes, and a document that a person changes."""
    # Pages name songs by the way from the page, which is to be the same.
    own = plans.folder / "faults" / songs.name
    shutil.copytree(songs, own)
    (own / "song 03.wav").write_bytes(b"this is no music")
    plan, output = plans.folder / "faults plan", plans.folder / "faults" / "out"
    check(plans.do("plan", pipeline, own, "--shards", SHARDS, "-o", plan).returncode == 0, "a plan with a song that is none")
    (own / "song 05.wav").write_bytes((own / "song 06.wav").read_bytes() + bytes(2))
    (own / "song 07.wav").unlink()
    codes = [plans.shard(plan, shard, output).returncode for shard in range(SHARDS)]
    (output / "song 09.csv").write_text("mine\n")
    again = [plans.shard(plan, shard, output).returncode for shard in range(SHARDS)]
    merged = plans.do("merge", plan, "-o", output)
    told = reports(output)
    check(set(codes) == {0, 1} and set(again) <= {0, 1} and merged.returncode == 0, f"exit codes {codes} and again {again}, merge {merged.returncode}")
    expected = {"song 03.wav": "unsupported", "song 05.wav": "failed", "song 07.wav": "failed", "song 09.wav": "edited"}
    statuses = {track: told[track]["status"] for track in expected}
    check(statuses == expected and "has changed since the plan" in told["song 05.wav"]["reason"], f"what failed is recorded: {statuses}")
    check((output / "song 09.csv").read_text() == "mine\n", "what a person changed stays")
    good = {p: d for p, d in wanted.items() if Path(p).stem + ".wav" not in expected}
    found = documents(output)
    check(all(found.get(path) == digest for path, digest in good.items()), "all others have the bytes of one run")


def check_damaged_disk(check, plans, pipeline, songs):
    """A song that the disk does not give, as the memory of a process at 0 is not given, and then a disk that gives none."""
    own = plans.folder / "damaged disk" / "songs"
    own.mkdir(parents=True)
    names = [f"song {index:02}.wav" for index in range(5)]
    for name in names[1:]:
        shutil.copy(songs / name, own)
    (own / names[0]).symlink_to("/proc/self/mem")
    plan = plans.folder / "damaged disk" / "plan"
    made = plans.do("plan", pipeline, own, "--shards", 1, "-o", plan)
    check(made.returncode == 0, f"a plan with a song that the disk does not give: {made.stderr.strip()}")
    told = plans.folder / "damaged disk" / "lines"
    told.write_text("\n".join(names))
    ways = {"a shard": ("--shard", 0), "a track a line": ("--tracks", "-")}
    output = {way: plans.folder / "damaged disk" / way for way in ways}
    work = {
        way: subprocess.Popen([str(w) for w in (plans.program, "run", "--plan", plan, *words, "-o", output[way])], stdin=open(told),
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for way, words in ways.items()}
    for way, process in work.items():
        code = process.wait()
        merged = plans.do("merge", plan, "-o", output[way])
        found = reports(output[way])
        lost = found.pop(names[0])
        check(code == 1 and merged.returncode == 0 and lost["status"] == "failed" and "while others" in lost["reason"],
              f"{way}: exit code {code}, {lost['status']}: {lost['reason']}")
        check([report["status"] for report in found.values()] == ["ok"] * 4, f"{way}: the others are done")
    output = plans.folder / "damaged disk" / "interrupted"
    process = subprocess.Popen(plans.words(plan, 0, output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while lines_of(output, 0) < 4 and process.poll() is None:
        time.sleep(0.01)
    time.sleep(0.5)
    process.terminate()
    start = time.monotonic()
    code, late = process.wait(), time.monotonic() - start
    recorded = [json.loads(line)["track"] for path in attempts(output, 0) for line in path.read_text().splitlines()]
    check(code == 75 and late < 5 and sorted(recorded) == names[1:], f"SIGTERM between tries: exit code {code} after {late:.2f} s, {len(recorded)} are recorded")
    for name in names[1:]:
        (own / name).unlink()
        (own / name).symlink_to("/proc/self/mem")
    output = plans.folder / "damaged disk" / "none"
    done = plans.shard(plan, 0, output)
    recorded = [line for path in attempts(output, 0) for line in path.read_text().splitlines()]
    check(done.returncode == 75 and not recorded, f"a disk that gives no song: exit code {done.returncode}, {len(recorded)} are recorded: {done.stderr.strip()[-120:]}")


def check_refusals(check, plans, pipeline, songs, plan):
    folder = plans.folder
    own = folder / "own.yaml"
    own.write_text(pipeline.read_text())
    changed = folder / "changed"
    shutil.copytree(plan, changed)
    text = json.loads((changed / "plan.json").read_text())
    for what, change in (("version", {"songboard": "0.0.0"}), ("stage", {"stages": [{**stage, "key": "0"} for stage in text["stages"]]})):
        (changed / "plan.json").write_text(json.dumps({**text, **change}))
        done = plans.shard(changed, 0, folder / "refused")
        check(done.returncode == 2, f"another {what}: exit code {done.returncode}, {done.stderr.strip()}")
    (changed / "plan.json").write_text(json.dumps({**text, "version": "songboard, another build"}))
    done = plans.shard(changed, 0, folder / "older")
    check(done.returncode == 0 and "another build" in done.stderr, f"another build is a warning: exit code {done.returncode}, {done.stderr.strip()}")
    (changed / "tracks/0001.jsonl").write_text("")
    done = plans.do("run", "--plan", changed, "--tracks", "-", "-o", folder / "damaged", input="\n".join(planned(plan)))
    check(done.returncode == 2 and "0001.jsonl" in done.stderr, f"a damaged list of tracks, a track a line: exit code {done.returncode}, {done.stderr.strip().splitlines()[-1]}")
    (changed / "plan.json").write_text("{")
    for words in (("run", "--shard", 0, "--plan"), ("status",), ("merge",), ("extract",), ("submit", "--engine", "local")):
        codes = [plans.do(*words, *([path] if words[0] != "extract" else [path, "x"])).returncode for path in (changed, folder / "no plan")]
        check(codes == [64, 64], f"{words[0]} with a plan that is damaged, and with none: exit codes {codes}")
    for words, environment in ((("--shard", SHARDS), {}), (("--shard", f"0/{SHARDS + 1}"), {}), ((), {}), ((), {"SLURM_ARRAY_TASK_ID": "x"}),
                               ((), {"SLURM_ARRAY_TASK_ID": "3", "SONGBOARD_ARRAY_OFFSET": "2"}), ((), {"JOB_COMPLETION_INDEX": "5"})):
        done = plans.do("run", "--plan", plan, "-o", folder / "refused", *words, env={**os.environ, **environment})
        check(done.returncode == 2, f"{words} {environment}: exit code {done.returncode}, {done.stderr.strip()}")
    check(not documents(folder / "refused"), "nothing was written")
    mine = folder / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("mine")
    done = plans.do("plan", pipeline, songs, "--shards", SHARDS, "-o", mine)
    check(done.returncode == 64 and [p.name for p in mine.iterdir()] == ["notes.txt"], f"no plan in another's folder: {done.stderr.strip()}")
    again = plans.do("plan", pipeline, songs, "--shards", SHARDS, "-o", plan)
    check(again.returncode == 0 and "as before" in again.stderr, "the same plan again is the same")


def check_corpus(check, plans, pipelines, songs):
    folder = plans.folder
    pipeline = folder / "corpus.yaml"
    pipeline.write_text((pipelines / "storyboard.yaml").read_text().rstrip() + STATISTICS)
    whole = run(plans.program, pipeline, songs, folder / "corpus whole")
    plan, output = folder / "corpus plan", folder / "corpus"
    plans.do("plan", pipeline, songs, "--shards", SHARDS, "-o", plan)
    early = plans.do("run", "--plan", plan, "--corpus", "-o", output)
    codes = [plans.shard(plan, shard, output).returncode for shard in range(SHARDS)]
    merged = plans.do("merge", plan, "-o", output)
    before = len(lines(output))
    done = plans.do("run", "--plan", plan, "--corpus", "-o", output)
    check(early.returncode == 2 and whole.returncode == 0 and codes == [0] * SHARDS and merged.returncode == 0 and done.returncode == 0,
          f"a plan with a corpus stage: before the merge {early.returncode}, shards {codes}, merge {merged.returncode}, corpus {done.returncode} {done.stderr[-300:] if done.returncode else ''}")
    found = {path: digest for path, digest in documents(output).items() if path != "index.sqlite"}
    wanted = documents(folder / "corpus whole")
    check(found == wanted and len(wanted) == 4 * SONGS + 1, f"{len(found)} documents, the same bytes as of one run")
    steps = {timing["step"] for line in lines(output)[before:] for timing in line["timings"]}
    check("frames" not in steps, f"the corpus stages decode nothing: {sorted(steps)}")
    again = plans.do("merge", plan, "-o", output)
    check(again.returncode == 0 and len(lines(output)) == before and not list(output.glob("*.~*~")),
          f"merged again, the lines of corpus stages leave no copy: {again.stderr.strip()}")
    packed, loose = folder / "corpus packed", folder / "corpus loose"
    done = plans.do("submit", plan, "--engine", "local", "--pack", "-o", packed)
    files = sorted(path for path in documents(packed) if not path.startswith("part-"))
    out = plans.do("extract", plan, *planned(plan), "-o", packed, "--to", loose)
    check(done.returncode == 0 and out.returncode == 0 and files == ["index.sqlite", "statistics.csv"],
          f"packed by submit, corpus included: exit codes {done.returncode} and {out.returncode}, beside the packs {files}")
    check({**documents(loose), "statistics.csv": documents(packed)["statistics.csv"]} == wanted, "with those extracted, the same bytes as of one run")


def check_without_locks(check, plans):
    """The plan with a corpus stage again, where the disk has no file locks, as NFS without its lock daemon."""
    folder = plans.folder
    output, library = folder / "no locks", folder / "no locks.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-x", "c", "-", "-o", library, "-ldl"], input=NO_LOCKS, text=True, check=True)
    done = plans.do("submit", folder / "corpus plan", "--engine", "local", "-o", output, env={**os.environ, "LD_PRELOAD": str(library)})
    found = {path: digest for path, digest in documents(output).items() if path != "index.sqlite"}
    check(done.returncode == 0 and found == documents(folder / "corpus whole"),
          f"on a disk without locks: exit code {done.returncode}, the same bytes {done.stderr.strip()[-200:] if done.returncode else ''}")


def planned(plan):
    """The plan's tracks."""
    return [json.loads(line)["path"] for shard in range(SHARDS) for line in (plan / f"tracks/{shard:04}.jsonl").read_text().splitlines()]


def check_packs(check, plans, plan, wanted):
    output, loose = plans.folder / "packed", plans.folder / "loose"
    codes = [plans.shard(plan, shard, output, "--pack").returncode for shard in range(SHARDS)]
    packs = documents(output)
    check(codes == [0] * SHARDS and len(packs) == SHARDS, f"packed shards: exit codes {codes}, {len(packs)} files")
    both = [subprocess.Popen(plans.words(plan, 0, output, "--pack"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
    check([process.wait() for process in both] == [0, 0] and documents(output) == packs, "twice more at once: the same bytes")
    done = plans.do("extract", plan, *planned(plan), "-o", output, "--to", loose)
    check(done.returncode == 0 and documents(loose) == wanted, f"extracted: {len(documents(loose))} documents, the same bytes as of one run")
    check(plans.do("extract", plan, "no song", "-o", output).returncode == 1, "a track that there is not: exit code 1")


def check_lines(check, plans, pipeline, plan, wanted):
    output = plans.folder / "lines"
    text = "".join((plan / f"tracks/{shard:04}.jsonl").read_text() for shard in range(SHARDS)) + "no song.wav\n"
    done = plans.do("run", "--plan", plan, "--tracks", "-", "-o", output, input=text)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    good = [answer for answer in answers if answer["status"] == "ok"]
    check(done.returncode == 1 and len(answers) == SONGS + 1 and len(good) == SONGS, f"a track a line: {len(good)} of {len(answers)} answers are ok")
    merged = plans.do("merge", plan, "-o", output)
    found = {path: digest for path, digest in documents(output).items() if path != "index.sqlite"}
    check(found == wanted and merged.returncode == 0, "the same bytes as of one run, and they are merged")
    odd = plans.folder / "odd"
    odd.mkdir()
    for name in ("{a}.wav", "-b.wav", "c\nd.wav"):
        shutil.copy(json.loads(text.splitlines()[0])["file"], odd / name)
    plans.do("plan", pipeline, odd, "--shards", 1, "-o", plans.folder / "odd plan")
    told = (plans.folder / "odd plan/tracks/0000.jsonl").read_text()
    done = plans.do("run", "--plan", plans.folder / "odd plan", "--tracks", "-", "-o", output, input="{a}.wav\n-b.wav\n" + told)
    check(done.returncode == 0 and len(done.stdout.splitlines()) == 5, f"odd names, as paths and as lines: exit code {done.returncode}")


def check_again(check, plans, pipeline, songs):
    """A run in an output folder that shards have filled."""
    output = plans.folder / "rising"
    before = len(lines(output))
    done = run(plans.program, pipeline, songs, output)
    told = lines(output)[before:]
    check(done.returncode == 0 and {line["status"] for line in told} == {"cached"}, "a run afterwards finds all up to date")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("songboard", type=Path)
    parser.add_argument("pipelines", type=Path)
    parser.add_argument("--together", type=int)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    program, pipelines = options.songboard.absolute(), options.pipelines.absolute()
    check = Checks()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        folder = Path(folder)
        songs, pipeline, plan = folder / "songs", pipelines / "storyboard.yaml", folder / "plan"
        make_songs(songs, SONGS, seconds=4)
        start = time.monotonic()
        one = run(program, pipeline, songs, folder / "whole")
        wanted, whole = documents(folder / "whole"), reports(folder / "whole")
        check(one.returncode == 0 and len(wanted) == 4 * SONGS, f"one run: {len(wanted)} documents in {time.monotonic() - start:.1f} s")
        plans = Plans(program, folder)
        made = plans.do("plan", pipeline, songs, "--shards", SHARDS, "-o", plan)
        check(made.returncode == 0, made.stderr.strip())
        check_together(check, plans, plan, wanted, shard=1, times=options.together or TOGETHER)
        if options.together:
            return check.end()
        check_whole(check, plans, plan, wanted, whole)
        check_kills(check, plans, plan, wanted)
        check_interruption(check, plans, pipeline)
        check_long_stages(check, plans, pipeline)
        check_stubborn_plugin(check, plans, songs)
        check_faults(check, plans, pipeline, songs, wanted)
        check_damaged_disk(check, plans, pipeline, songs)
        check_refusals(check, plans, pipeline, songs, plan)
        check_again(check, plans, pipeline, songs)
        check_lines(check, plans, pipeline, plan, wanted)
        check_packs(check, plans, plan, wanted)
        check_corpus(check, plans, pipelines, songs)
        check_without_locks(check, plans)
    return check.end()


if __name__ == "__main__":
    sys.exit(main())
