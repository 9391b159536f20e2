"""How far the attempts at a shard have come, as their journals tell."""


def attempts(output, shard, process="*"):
    """The journals of a shard's attempts, or of that of one process."""
    return list(output.glob(f".songboard/journals/{shard:04}.*-{process}.jsonl"))


def lines_of(output, shard, process="*"):
    """How many tracks the journals tell of; -1 if there are no journals yet."""
    found = attempts(output, shard, process)
    return sum(path.read_bytes().count(b"\n") for path in found) if found else -1
