"""A stand-in for the Job controller of Kubernetes: it runs the pods of an Indexed Job as processes of this machine.

It does what a real one may do: indices come in any order, some have two pods at once, pods are killed, and taken away with
notice. What becomes of an index is decided by the manifest's own limits and podFailurePolicy. Pods are ended by how
far they have come, which their journals tell, and not by the clock: so it is played whatever the machine's speed.
"""
import os
import signal
import subprocess
import time
from collections import Counter

from journals import lines_of


class Pod:
    def __init__(self, index, process, fate, lines):
        self.index, self.process = index, process
        # How the cluster ends it: `None`, `killed` or `disrupted`; and once its journal has so many lines.
        self.fate, self.lines = fate, lines
        self.is_ended = False


class JobController:
    """Plays one Job. `program` stands for the container's, `output` has the journals; `chance` is a `random.Random`."""

    def __init__(self, manifest, program, output, chance):
        self.spec = manifest["spec"]
        assert self.spec["completionMode"] == "Indexed"
        self.pod = self.spec["template"]["spec"]
        self.container = self.pod["containers"][0]
        self.words = [program, *self.container["command"][1:], *self.container.get("args", [])]
        self.output = output
        self.chance = chance
        self.succeeded, self.failed, self.failures = set(), set(), Counter()
        # What was played, for the report.
        self.played = Counter()

    def run(self, seconds, doubled=5, killed=6, disrupted=6):
        """Runs the Job to its end, at most so long; the other numbers are how many pods are to meet each."""
        waiting = list(range(self.spec["completions"]))
        self.chance.shuffle(waiting)
        twice = set(self.chance.sample(waiting, doubled))
        # Each pod that starts takes one, and there are as many as pods start for certain.
        spared = max(0, len(waiting) + doubled - killed - disrupted)
        self.fates = ["killed"] * killed + ["disrupted"] * disrupted + [None] * spared
        self.chance.shuffle(self.fates)
        pods, deadline = [], time.monotonic() + seconds
        try:
            while waiting or pods:
                if time.monotonic() > deadline:
                    raise TimeoutError(f"the Job did not end in {seconds} s; {len(waiting)} indices wait")
                while waiting and len(pods) < self.spec["parallelism"]:
                    index = waiting.pop(0)
                    pods.append(self._start(index))
                    if index in twice:
                        twice.remove(index)
                        self.played["doubled"] += 1
                        pods.append(self._start(index))
                for pod in pods:
                    self._act(pod)
                for pod in [pod for pod in pods if pod.process.poll() is not None]:
                    pods.remove(pod)
                    if pod.fate and not pod.is_ended:
                        # It was done before anybody saw it at work: another takes its place.
                        self.fates.append(pod.fate)
                        pod.fate = None
                    if self._wants_another(pod) and not any(other.index == pod.index for other in pods):
                        waiting.insert(self.chance.randrange(len(waiting) + 1), pod.index)
                time.sleep(0.003)
        finally:
            for pod in pods:
                pod.process.kill()
                pod.process.wait()

    def _start(self, index):
        environment = os.environ | {"JOB_COMPLETION_INDEX": str(index)}
        environment |= {entry["name"]: entry["value"] for entry in self.container.get("env", []) if "value" in entry}
        process = subprocess.Popen(self.words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.played["started"] += 1
        fate = self.fates.pop() if self.fates else None
        # Whoever is killed too often is given up, which is right, and nothing that this is to show; two may be at once.
        if fate == "killed" and self.failures[index] + 2 > self.spec["backoffLimitPerIndex"]:
            self.fates.insert(0, fate)
            fate = None
        return Pod(index, process, fate, self.chance.randrange(4))

    def _act(self, pod):
        """Ends a pod whose moment has come; one that is taken away gets notice, and is killed after its time of grace."""
        if pod.fate is None or pod.is_ended or pod.process.poll() is not None:
            return
        if lines_of(self.output, pod.index, pod.process.pid) < pod.lines:
            return
        pod.is_ended = True
        self.played[pod.fate] += 1
        if pod.fate == "killed":
            pod.process.kill()
            pod.process.wait()
            return
        pod.process.send_signal(signal.SIGTERM)
        try:
            pod.process.wait(self.pod["terminationGracePeriodSeconds"])
        except subprocess.TimeoutExpired:
            self.played["out of grace"] += 1
            pod.process.kill()
            pod.process.wait()

    def _wants_another(self, pod):
        index, code = pod.index, pod.process.returncode
        if index in self.succeeded | self.failed:
            return False
        if code == 0:
            self.succeeded.add(index)
            return False
        # As a container runtime has it.
        action = self._action(128 - code if code < 0 else code, pod.fate == "disrupted")
        self.played[f"{action} {code}"] += 1
        if action == "Count":
            self.failures[index] += 1
        if action == "FailIndex" or self.failures[index] > self.spec["backoffLimitPerIndex"]:
            self.failed.add(index)
            return False
        return True

    def _action(self, code, is_disrupted):
        """What the first rule that holds says."""
        for rule in self.spec["podFailurePolicy"]["rules"]:
            conditions = [condition["type"] for condition in rule.get("onPodConditions", [])]
            if is_disrupted and "DisruptionTarget" in conditions:
                return rule["action"]
            codes = rule.get("onExitCodes")
            if codes and (code in codes["values"]) == (codes["operator"] == "In"):
                return rule["action"]
        return "Count"
