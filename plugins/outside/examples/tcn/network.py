"""A temporal convolutional network over the seconds of a song."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Network(nn.Module):
    """Rows to scores of types: normalised by what it learned from, then residual convolutions that look ever further.

    Source: Bai, Kolter, Koltun 2018; without their causality, as a plan is made of whole songs.
    """

    def __init__(self, width: int, channels: int, layers: int, types: int, dropout: float) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("deviation", torch.ones(width))
        self.first = nn.Conv1d(width, channels, 1)
        self.blocks = nn.ModuleList(_Block(channels, 2**layer, dropout) for layer in range(layers))
        self.last = nn.Conv1d(channels, types, 1)

    def forward(self, rows: Tensor) -> Tensor:
        """Scores of shape [n, types] for rows of shape [n, width]."""
        hidden = self.first(((rows - self.mean) / self.deviation).T[None])
        for block in self.blocks:
            hidden = block(hidden)
        scores: Tensor = self.last(hidden)[0].T
        return scores


class _Block(nn.Module):
    def __init__(self, channels: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.wide = nn.Conv1d(channels, channels, 3, padding=dilation, dilation=dilation)
        self.narrow = nn.Conv1d(channels, channels, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor) -> Tensor:
        made: Tensor = hidden + self.dropout(self.narrow(torch.relu(self.wide(hidden))))
        return made
