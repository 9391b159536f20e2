"""The checks of the method on a world: of the rows of pipelines/train.yaml, and of those of Tests/Training/learning.yaml."""
from learning_seeds import CONTROLS, Paired


def check(name, holds, **numbers):
    """A check with its numbers, as it stands in the merged report; `paired` differences are given with each seed's."""
    shown = {key: value.record() | {"values": value.values} if isinstance(value, Paired) else value
             for key, value in numbers.items()}
    text = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in numbers.items())
    print(f"{'holds   ' if holds else 'does not'} {name}: {text}")
    return {"name": name, "holds": bool(holds), "numbers": shown}


def of_train(world, seeds):
    """What the rows of pipelines/train.yaml must show; tolerances are those of eight seeds."""
    count = len(seeds.reports)
    most = max(1, count - 1)
    checks = []
    if world == "B":
        gap = seeds.paired("mean of assistants", "hRNN", "accuracy")
        checks.append(check("B: mean of assistants - hRNN >= 5 points of accuracy, all seeds",
                            min(gap.values) >= 5, paired=gap, least=round(min(gap.values), 2)))
    film = seeds.paired("MF-RNNs", "hRNN", "macroF1")
    good = sum(value >= 0.8 for value in film.values)
    checks.append(check(f"{world}: MF-RNNs - hRNN >= 0.8 in macro-F1 in {most} of {count}",
                        good >= most, seeds=good, paired=film))
    same = seeds.paired("RNN-DIL", "KDrep", "accuracy")
    near = sum(abs(value) <= 1 for value in same.values)
    checks.append(check(f"{world}: RNN-DIL and KDrep at most 1 apart in accuracy in {most} of {count}",
                        near >= most, seeds=near, paired=same))
    draw = seeds.values("bigram draw", "sequenceAccuracy")
    networks = [seeds.values(system, "sequenceAccuracy") for system in seeds.systems if system not in CONTROLS]
    best = [max(value for value in values if value is not None) for values in zip(*networks, strict=True)]
    over = Paired(draw, best, "sequenceAccuracy")
    checks.append(check(f"{world}: the bigram draw's ASC exceeds every network's, all seeds",
                        over.higher == count, paired=over))
    return checks


def of_more(world, seeds):
    """What the rows of Tests/Training/learning.yaml must show."""
    count = len(seeds.reports)
    most, many = max(1, count - 1), max(1, count - 2)
    checks = []
    least, wins = (1.0, most) if world == "B" else (0.2, many)
    gain = seeds.paired("RNN-KD unlabelled", "hard labels", "accuracy")
    checks.append(check(f"{world}: RNN-KD with unlabelled songs - hard labels >= {least} in accuracy, above 0 in {wins} of {count}",
                        gain.mean >= least and gain.higher >= wins, paired=gain))
    surprise = seeds.paired("RNN-KD unlabelled", "hard labels", "negativeLogLikelihood")
    checks.append(check(f"{world}: its NLL is lower in {most} of {count}",
                        surprise.lower >= most, seeds=surprise.lower, paired=surprise))
    if world == "B":
        gain = seeds.paired("RNN-KD unlabelled", "RNN-KD cross-fitted", "accuracy")
        checks.append(check("B: RNN-KD with unlabelled songs - the same without them >= 0.4 in accuracy",
                            gain.mean >= 0.4, paired=gain))
    inert = seeds.paired("RNN-KD paper", "hard labels", "accuracy")
    near = sum(abs(value) <= 0.6 for value in inert.values)
    checks.append(check(f"{world}: preset paper and hard labels at most 0.6 apart in accuracy in {most} of {count}",
                        near >= most, seeds=near, paired=inert))
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
