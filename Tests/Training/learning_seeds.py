"""Reports of one pipeline on one world, seed by seed, and what they come to together."""
import statistics

METRICS = {"accuracy": "accuracy %", "macroF1": "macro-F1 %", "negativeLogLikelihood": "NLL",
           "calibrationError": "ECE %", "closeCutF1": "cut F1 ±0.5 s %",
           "nearCutF1": "cut F1 ±1 s %", "bigramDivergence": "bigram JSD", "changeAgreement": "TSC-AC %",
           "meanDistance": "DST-AC", "shotLength": "DS s", "shots": "shots", "sequenceAccuracy": "ASC %"}
DIGITS = {"negativeLogLikelihood": 3, "bigramDivergence": 3, "meanDistance": 2, "shotLength": 2, "shots": 0}
CONTROLS = ("majority class", "bigram draw")


class Paired:
    """One row against another, seed by seed; a seed that leaves one of them undefined is no pair."""

    def __init__(self, first, second, metric):
        self.digits = DIGITS.get(metric, 1) + 1
        self.values = [a - b for a, b in zip(first, second, strict=True) if a is not None and b is not None]
        self.mean = statistics.mean(self.values) if self.values else float("nan")
        self.higher = sum(value > 0 for value in self.values)
        self.lower = sum(value < 0 for value in self.values)

    @property
    def error(self):
        return statistics.stdev(self.values) / len(self.values) ** 0.5 if len(self.values) > 1 else None

    def __str__(self):
        error = "" if self.error is None else f" ± {self.error:.{self.digits}f}"
        return f"{self.mean:+.{self.digits}f}{error}, higher in {self.higher} of {len(self.values)}"

    def record(self):
        """As `evaluate` writes the differences of songs."""
        record = {"count": len(self.values), "mean": self.mean, "standardError": self.error, "higher": self.higher,
                  "lower": self.lower, "equal": len(self.values) - self.higher - self.lower}
        return {name: value for name, value in record.items() if value is not None}


class Seeds:
    """The reports of one world and pipeline, in the order of the seeds. A round that ends early has its rows in some only."""

    def __init__(self, reports):
        self.reports = reports
        self.systems = list(dict.fromkeys(row["name"] for report in self.most_rows_first for row in report["systems"]))

    @property
    def most_rows_first(self):
        return sorted(self.reports, key=lambda report: -len(report["systems"]))

    def rows(self, system):
        """A row of each report; none where it has none of this name."""
        return [next((row for row in report["systems"] if row["name"] == system), None) for report in self.reports]

    def values(self, system, metric):
        """By report; none where the report does not define it."""
        return [row and row["pooled"]["values"].get(metric, [None])[0] for row in self.rows(system)]

    def paired(self, first, second, metric):
        return Paired(self.values(first, metric), self.values(second, metric), metric)

    def curves(self, name):
        """By report: the curve of a stage's phase, such as `fusion: teacher by round`."""
        return [next(curve for curve in report["runs"][0]["curves"] if curve["name"] == name) for report in self.reports]

    def table(self):
        """A row for each system: means, the deviation of the accuracy, and how many seeds define a number if not all do."""
        rows = [["system", *METRICS.values()]]
        for system in self.systems:
            cells = []
            for metric in METRICS:
                values = [value for value in self.values(system, metric) if value is not None]
                digits = DIGITS.get(metric, 1)
                spread = f" ± {statistics.stdev(values):.{digits}f}" if len(values) > 1 and metric == "accuracy" else ""
                some = f" (of {len(values)})" if len(values) < len(self.reports) else ""
                cells.append(f"{statistics.mean(values):.{digits}f}{spread}{some}" if values else "")
            rows.append([system, *cells])
        return rows

    def merged(self, checks):
        """One report in the shape of each: all seeds' values, means, deviations and runs, paired over seeds; and checks."""
        first = self.reports[0]
        systems = []
        for name in self.systems:
            rows = [row for row in self.rows(name) if row]
            matrices = zip(*(row["confusion"] for row in rows), strict=True)
            confusion = [[sum(counts) for counts in zip(*lines, strict=True)] for lines in matrices]
            systems.append(rows[0] | {"pooled": numbers([row["pooled"] for row in rows]), "confusion": confusion})
        return first | {
            "systems": systems,
            "truth": numbers([report["truth"] for report in self.reports]),
            "comparisons": [self.comparison(pair["first"], pair["second"]) for pair in first["comparisons"]],
            "runs": [run for report in self.reports for run in report["runs"]],
            "checks": checks,
        }

    def comparison(self, first, second):
        paired = {metric: self.paired(first, second, metric) for metric in METRICS}
        return {"first": first, "second": second, "over": "seeds",
                "differences": {metric: pair.record() for metric, pair in paired.items() if pair.values}}


def numbers(runs):
    """Metrics of single runs as metrics of all of them."""
    values = {metric: [run["values"][metric][0] for run in runs] for metric in runs[0]["values"]}
    known = {metric: [value for value in all_values if value is not None] for metric, all_values in values.items()}
    return {"values": values,
            "mean": {metric: statistics.mean(found) for metric, found in known.items() if found},
            "deviation": {metric: statistics.stdev(found) for metric, found in known.items() if len(found) > 1}}
