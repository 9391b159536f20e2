"""The checks of the method on a world that no claim can say."""
from learning_seeds import CONTROLS, Paired


def check(name, holds, **numbers):
    """A check with its numbers, as it stands in the merged report; `paired` differences are given with each seed's."""
    shown = {key: value.record() | {"values": value.values} if isinstance(value, Paired) else value
             for key, value in numbers.items()}
    text = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in numbers.items())
    print(f"{'holds   ' if holds else 'does not'} {name}: {text}")
    return {"name": name, "holds": bool(holds), "numbers": shown}


def of_train(world, seeds):
    """What the rows of pipelines/train.yaml must show besides its claims."""
    draw = seeds.values("bigram draw", "sequenceAccuracy")
    networks = [seeds.values(system, "sequenceAccuracy") for system in seeds.systems if system not in CONTROLS]
    best = [max(value for value in values if value is not None) for values in zip(*networks, strict=True)]
    over = Paired(draw, best, "sequenceAccuracy")
    return [check(f"{world}: the bigram draw's ASC exceeds every network's, all seeds",
                  over.higher == len(seeds.reports), paired=over)]


def of_more(world, seeds):
    """What the loops of Tests/Training/learning.yaml must show, which its claims cannot say."""
    count = len(seeds.reports)
    many = max(1, count - 2)
    checks = []
    fusion, mean = (surprise_by_round(seeds, loop) for loop in ("fusion", "mean"))
    rising = sum(len(rounds) > 1 and all(b > a for a, b in zip(rounds, rounds[1:])) for rounds in fusion)
    checks.append(check(f"{world}: fusion with tau2: the teacher's NLL rises in every round in {many} of {count}",
                        rising >= many, seeds=rising, NLL=fusion))
    ended = sum(len(rounds) < 5 for rounds in fusion)
    checks.append(check(f"{world}: fusion with tau2: the guard ends the loop before its four rounds, all seeds",
                        ended == count, seeds=ended))
    calm = sum(all(b <= a * 1.05 for a, b in zip(rounds, rounds[1:])) for rounds in mean)
    checks.append(check(f"{world}: the mean's rises by at most 5 % in a round, all seeds",
                        calm == count, seeds=calm, NLL=mean))
    return checks


def surprise_by_round(seeds, loop):
    """By seed and round: the validation NLL of the teacher in a loop."""
    curves = seeds.curves(f"{loop}: teacher by round")
    return [[round(point["validationNLL"], 3) for point in curve["points"]] for curve in curves]
