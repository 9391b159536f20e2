"""What a stream of frames is, known before any sound is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Iterable, Mapping, Tuple


@dataclass(frozen=True)
class Format:
    """The shape of a stream. Row `i` stands at `i / rate` seconds."""

    width: int
    """Numbers a row."""
    rate: float
    """Rows a second, in Hz; 0 if the rows have no fixed distance."""
    quantity: str = "embeddings"
    """What the numbers are, such as `mel power`, `chroma`, `shot types`."""
    sample_rate: float = 0.0
    """Rate of the audio that the rows were made from, in Hz."""
    transform_length: int = 0
    """Length of the Fourier transform in samples; 0 where there was none."""
    columns: Tuple[str, ...] = ()
    """A name for each column, or none."""
    frequencies: Tuple[float, ...] = ()
    """The middle of each column's band in Hz, or none."""

    @property
    def hop(self) -> float:
        """Samples of audio from one row to the next; 0 if that is not known."""
        if not (self.rate and self.sample_rate):
            return 0.0
        hop = self.sample_rate / self.rate
        return float(round(hop)) if abs(hop - round(hop)) < 1e-6 else hop

    def to(
        self,
        *,
        width: int | None = None,
        rate: float | None = None,
        quantity: str = "embeddings",
        columns: Iterable[str] = (),
        frequencies: Iterable[float] = (),
    ) -> Format:
        """The format of rows that are made of these: what is not given of width and rate stays, names of columns go."""
        columns, frequencies = tuple(columns), tuple(frequencies)
        if width is None:
            width = len(columns) or self.width
        return replace(
            self,
            width=width,
            rate=self.rate if rate is None else rate,
            quantity=quantity,
            columns=columns,
            frequencies=frequencies,
        )

    @staticmethod
    def audio(sample_rate: float) -> Format:
        """One channel of sound at a rate in Hz."""
        return Format(width=1, rate=sample_rate, quantity="samples", sample_rate=sample_rate)

    @staticmethod
    def of_json(fields: Mapping[str, Any]) -> Format:
        """The format of a header's object; unknown fields are passed over."""
        return Format(
            width=int(fields.get("width", 0)),
            rate=float(fields.get("rate", 0)),
            quantity=str(fields.get("quantity", "embeddings")),
            sample_rate=float(fields.get("sampleRate", 0)),
            transform_length=int(fields.get("transformLength", 0)),
            columns=tuple(fields.get("columns") or ()),
            frequencies=tuple(fields.get("frequencies") or ()),
        )

    @property
    def json(self) -> dict[str, Any]:
        """The object that stands in a header."""
        return {
            "quantity": self.quantity,
            "width": int(self.width),
            "rate": float(self.rate),
            "sampleRate": float(self.sample_rate),
            "transformLength": int(self.transform_length),
            "columns": list(self.columns),
            "frequencies": [float(middle) for middle in self.frequencies],
        }
