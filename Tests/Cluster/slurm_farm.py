#!/usr/bin/env python3
"""A Slurm of two nodes with one processor each, on this machine's loopback, for tests: it lives in a temporary folder.

  slurm_farm.py COMMAND...     starts it, runs a command with it, and ends it

All of it runs in a process namespace that ends with this program, however that ends; a node has one of its own, so that to
kill a node is to kill all that runs on it. Nodes have names and process numbers of their own too, as real ones have.
Exit code 77 says that it cannot run here, and why.
"""
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NODES = ("node1", "node2")
PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "unshare")
UNSHARE = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]

# A task goes to a new node `cred_expire` and a second after its node was lost, by default after 2 minutes; a node is lost
# after SlurmdTimeout. MaxArraySize is small, so that a plan of 24 shards takes two arrays.
CONFIGURATION = """
ClusterName=farm
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller_port}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket={folder}/munge/socket,cred_expire=5
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/%n.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/%n.log
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
SchedulerParameters=sched_interval=1,sched_min_interval=0,defer_batch
SlurmdTimeout=6
KillWait=10
MessageTimeout=5
ReturnToService=0
MaxArraySize={array}
{nodes}
PartitionName=songs Nodes=ALL Default=YES MaxTime=INFINITE State=UP
PartitionName=long Nodes=ALL MaxTime=INFINITE State=UP
"""


class CannotRun(Exception):
    """Why there can be no farm here."""


def contained():
    """Runs this program again where all that it starts ends with it; gives nothing, as the other's end is the end."""
    if os.environ.get("FARM_CONTAINED"):
        return
    missing = [name for name in PROGRAMS if not shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")]
    if missing:
        leave_out(f"there is no {', '.join(missing)}: apt-get install slurmctld slurmd slurm-client munge")
    if os.geteuid() != 0:
        leave_out("only root may start nodes in namespaces of their own")
    if subprocess.run([*UNSHARE, "--uts", "true"], capture_output=True).returncode:
        leave_out("this system lets nobody make process namespaces")
    environment = os.environ | {"FARM_CONTAINED": "1", "PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"}
    # The temporary folder is ours, as whoever is killed removes nothing.
    with tempfile.TemporaryDirectory(prefix="farm") as folder:
        words = [*UNSHARE, "--", sys.executable, *sys.argv]
        farm = subprocess.Popen(words, env=environment | {"TMPDIR": folder}, preexec_fn=dies_with_parent)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: farm.kill())
        status = farm.wait()
    sys.exit(status if status >= 0 else 1)


def dies_with_parent():
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def leave_out(reason):
    print(f"the farm cannot run here: {reason}")
    sys.exit(77)


class SlurmFarm:
    """A farm as a context: the environment of Slurm's commands is that of this process meanwhile."""

    def __init__(self, folder, array=16):
        """`array` is Slurm's MaxArraySize: one more than the highest index."""
        self.folder = Path(folder)
        self.array = array
        self.processes = {}

    def __enter__(self):
        self.folder.mkdir(mode=0o755)
        try:
            self._start()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_):
        self._end()

    def _start(self):
        self._start_munge()
        (self.folder / "state").mkdir()
        ports = iter(free_ports(1 + len(NODES)))
        values = {"host": socket.gethostname(), "folder": self.folder, "array": self.array, "controller_port": next(ports)}
        values["nodes"] = "\n".join(
            f"NodeName={node} NodeHostname={node} NodeAddr=127.0.0.1 Port={next(ports)} CPUs=1 RealMemory=2000" for node in NODES)
        (self.folder / "slurm.conf").write_text(CONFIGURATION.format(**values))
        os.environ["SLURM_CONF"] = str(self.folder / "slurm.conf")
        self._run("slurmctld", ["slurmctld", "-D"])
        for node in NODES:
            self.start(node)
        self._wait(lambda: self.states() == {node: "idle" for node in NODES}, "the nodes to be idle")

    def _start_munge(self):
        folder = self.folder / "munge"
        folder.mkdir(mode=0o755)
        key = folder / "key"
        key.touch(mode=0o600)
        key.write_bytes(os.urandom(128))
        files = [f"--socket={folder}/socket", f"--key-file={key}", f"--pid-file={folder}/pid", f"--seed-file={folder}/seed",
                 f"--log-file={folder}/log"]
        self._run("munged", ["munged", "--foreground", "--force", *files])
        self._wait((folder / "socket").exists, "munged")

    def start(self, node):
        """Starts a node, new or killed."""
        (self.folder / node).mkdir(exist_ok=True)
        self._run(node, [*UNSHARE, "--uts", "sh", "-c", f"hostname {node} && exec slurmd -D -N {node}"])

    def kill(self, node):
        """Kills a node with -9, and all that runs on it."""
        self.processes[node].kill()
        self.processes.pop(node).wait()

    def states(self):
        """What Slurm takes each node for: `idle`, `allocated`, `down` ..."""
        told = subprocess.run(["sinfo", "--noheader", "--Node", "--format", "%N %T"], capture_output=True, text=True).stdout
        return dict(line.split() for line in told.splitlines())

    def _run(self, name, words):
        log = open(self.folder / f"{name}.out", "w")
        self.processes[name] = subprocess.Popen(words, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def _wait(self, holds, what):
        for _ in range(300):
            if holds():
                return
            dead = [name for name, process in self.processes.items() if process.poll() is not None]
            if dead:
                raise CannotRun(f"{dead[0]} ended: {(self.folder / f'{dead[0]}.out').read_text()[-400:]}")
            time.sleep(0.1)
        raise CannotRun(f"waited 30 s for {what}; Slurm has {self.states()}")

    def _end(self):
        for process in reversed(self.processes.values()):
            process.kill()
            process.wait()


def free_ports(count):
    """Ports that nobody listens to."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def main():
    contained()
    with tempfile.TemporaryDirectory() as folder:
        try:
            with SlurmFarm(Path(folder) / "slurm"):
                return subprocess.run(sys.argv[1:]).returncode
        except CannotRun as reason:
            leave_out(reason)


if __name__ == "__main__":
    sys.exit(main())
