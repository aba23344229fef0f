"""Bars as SVG, drawn where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final, NamedTuple

_WIDTH, _ROW, _LABEL, _NUMBER = 480, 24, 190, 54
_LONGEST: Final = 30
"""Characters of a label; the whole stands in its title."""


class Bar(NamedTuple):
    label: str
    number: int
    colour: str


def bars(caption: str, each: Sequence[Bar]) -> str:
    """A figure with a bar a row; the numbers stand beside the bars, so that colours say nothing alone."""
    if not each:
        return ""
    most = max(1, *(bar.number for bar in each))
    told = "; ".join(f"{bar.label}: {bar.number:,}" for bar in each)
    rows = "".join(_row(index, bar, most) for index, bar in enumerate(each))
    return (
        f'<figure><figcaption>{escape(caption)}</figcaption>\n<svg viewBox="0 0 {_WIDTH} {_ROW * len(each)}" role="img" '
        f'aria-label="{escape(f"{caption}. {told}")}" font-family="system-ui, sans-serif" font-size="13">\n{rows}</svg></figure>\n'
    )


def _row(index: int, bar: Bar, most: int) -> str:
    top, room = index * _ROW, _WIDTH - _LABEL - _NUMBER
    width = round(room * bar.number / most, 1)
    label = bar.label if len(bar.label) <= _LONGEST else bar.label[: _LONGEST - 1] + "\u2026"
    return (
        f'<text x="{_LABEL - 8}" y="{top + 16}" text-anchor="end" fill="#1c2430">{escape(label)}<title>{escape(bar.label)}</title></text>'
        f'<rect x="{_LABEL}" y="{top + 4}" width="{width}" height="{_ROW - 8}" fill="{bar.colour}"/>'
        f'<text x="{_LABEL + width + 6}" y="{top + 16}" fill="#1c2430">{bar.number:,}</text>\n'
    )
